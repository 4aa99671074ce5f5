from django.db import models
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core.fields import IdField
from minbar.posts.models.post import Post


class Reaction(models.Model):
    """One account's mark on one post."""

    id = IdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="%(class)s_once")]
        indexes = [models.Index(fields=["account", "-id"], name="%(class)s_by_account")]


class Favourite(Reaction):
    pass


class Bookmark(Reaction):
    pass


class Pin(Reaction):
    pass


class MutedThread(models.Model):
    """A conversation whose replies no longer notify the account."""

    id = IdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    thread_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "thread_id"], name="posts_thread_muted_once")
        ]


class IdempotencyKey(models.Model):
    """Remembers which post a client's retried request already made."""

    id = IdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=128)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="posts_idempotency_once")]
