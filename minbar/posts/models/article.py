from django.db import models
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core.fields import IdField
from minbar.media.models import Medium
from minbar.posts.models.post import Post


class Article(models.Model):
    """The long form of a post of kind ``article``; the post's ``html`` is its short form for other apps."""

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="article")
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True)
    #: Markdown as typed.
    source = models.TextField()
    html = models.TextField()
    #: ``[{"level", "id", "text"}]``
    contents = models.JSONField(default=list)
    slug = models.CharField(max_length=120)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    cover = models.ForeignKey(Medium, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class Draft(models.Model):
    """What somebody is still writing, kept on the server so that nothing typed is lost."""

    class Kind(models.TextChoices):
        POST = "post"
        ARTICLE = "article"

    id = IdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POST)
    #: The form's fields by name, as typed.
    content = models.JSONField(default=dict)
    #: The article being edited, if it is already published.
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
