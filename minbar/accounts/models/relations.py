from django.db import models
from django.utils import timezone

from minbar.accounts.models.account import Account
from minbar.core.fields import IdField


class Relation(models.Model):
    """One account's standing towards another, written only by the account it starts from."""

    id = IdField()
    source = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="%(class)s_pair"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="%(class)s_not_self"),
        ]
        indexes = [
            models.Index(fields=["source", "id"], name="%(class)s_by_source"),
            models.Index(fields=["target", "id"], name="%(class)s_by_target"),
        ]


class Follow(Relation):
    show_boosts = models.BooleanField(default=True)
    #: Tell the follower of each new post.
    notify = models.BooleanField(default=False)
    #: Languages to show; empty means all.
    languages = models.JSONField(default=list, blank=True)


class FollowRequest(Relation):
    show_boosts = models.BooleanField(default=True)
    notify = models.BooleanField(default=False)
    languages = models.JSONField(default=list, blank=True)


class Block(Relation):
    pass


class Mute(Relation):
    notifications = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)


class Note(Relation):
    """What the source wrote for their own eyes about the target."""

    text = models.TextField(max_length=2000)
