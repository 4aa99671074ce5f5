from django.db import models
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core.fields import IdField
from minbar.media.models import Medium
from minbar.posts.models.choices import Audience, PostKind, PostState
from minbar.posts.models.querysets import PostQuerySet


class Post(models.Model):
    """A post, an article's public face, or a boost of another post (``boost_of``)."""

    id = IdField()
    uri = models.CharField(max_length=500, unique=True)
    url = models.CharField(max_length=500)
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts", db_index=False)
    kind = models.CharField(max_length=8, choices=PostKind, default=PostKind.POST)
    state = models.CharField(max_length=10, choices=PostState, default=PostState.PUBLISHED)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    #: Written on this server.
    local = models.BooleanField(default=True)
    #: As typed; ``html`` is rendered from it once, on writing.
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    #: Content warning.
    warning = models.CharField(max_length=500, blank=True)
    sensitive = models.BooleanField(default=False)
    language = models.CharField(max_length=12, blank=True)
    boost_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="boosts", db_index=False
    )
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies", db_index=False
    )
    #: Kept when the parent is gone.
    reply_to_account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: The first post of the conversation; itself for a first post.
    thread_id = models.BigIntegerField()
    application = models.CharField(max_length=255, blank=True)
    application_website = models.CharField(max_length=2000, blank=True)
    replies_count = models.PositiveIntegerField(default=0)
    boosts_count = models.PositiveIntegerField(default=0)
    favourites_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    #: When the author deleted it.
    hidden_at = models.DateTimeField(null=True, blank=True)
    #: It waited for a person to look at it when its author deleted it, so restoring it makes it wait again.
    was_held = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "boost_of"],
                condition=models.Q(boost_of__isnull=False),
                name="posts_boost_once",
            )
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="posts_by_author"),
            models.Index(fields=["thread_id", "id"], name="posts_by_thread"),
            models.Index(fields=["reply_to", "id"], name="posts_by_parent"),
            models.Index(fields=["boost_of", "id"], name="posts_by_boosted"),
            models.Index(
                fields=["-id"],
                condition=models.Q(
                    state="published",
                    audience__in=("public", "local"),
                    boost_of__isnull=True,
                    reply_to_account__isnull=True,
                    local=True,
                ),
                name="posts_local_timeline",
            ),
            models.Index(
                fields=["-id"],
                condition=models.Q(
                    state="published",
                    audience__in=("public", "local"),
                    boost_of__isnull=True,
                    reply_to_account__isnull=True,
                ),
                name="posts_public_timeline",
            ),
            models.Index(
                fields=["author", "-id"], condition=models.Q(kind="article"), name="posts_articles_by_author"
            ),
            models.Index(fields=["hidden_at"], condition=models.Q(state="hidden"), name="posts_to_purge"),
        ]

    def __str__(self) -> str:
        return self.uri


class Attachment(models.Model):
    """A medium in its place on a post."""

    id = IdField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    medium = models.ForeignKey(Medium, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    #: What an article's text calls it by: ``![alt](media:name "caption")``.
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "medium"], name="posts_attachment_once")]


class PostVersion(models.Model):
    """What a post said before an edit, or at it; the newest equals the post."""

    id = IdField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    created_at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    warning = models.CharField(max_length=500, blank=True)
    sensitive = models.BooleanField(default=False)
    #: ``[{"medium": id, "description": str}]`` in order.
    media = models.JSONField(default=list)
    #: Titles of the poll's options, empty without a poll.
    poll = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
