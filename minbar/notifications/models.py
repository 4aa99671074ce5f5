from django.db import models
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core.fields import IdField
from minbar.posts.models import Post


class Notification(models.Model):
    class Kind(models.TextChoices):
        """Mastodon's names, since clients ask by them; a reply is told as a mention."""

        FOLLOW = "follow"
        FOLLOW_REQUEST = "follow_request"
        MENTION = "mention"
        BOOST = "reblog"
        FAVOURITE = "favourite"
        POLL = "poll"
        STATUS = "status"
        UPDATE = "update"
        SIGN_UP = "admin.sign_up"
        REPORT = "admin.report"

    id = IdField()
    recipient = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    actor = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    #: Of a report (``ethics`` stands above, so it is no foreign key); 0 for all others.
    report_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "actor", "post"],
                condition=models.Q(post__isnull=False),
                name="notifications_once_a_post",
            ),
            models.UniqueConstraint(
                fields=["recipient", "kind", "actor", "report_id"],
                condition=models.Q(post__isnull=True),
                name="notifications_once_a_person",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "-id"], name="notifications_of")]


class Marker(models.Model):
    """How far a member has read a timeline (``home`` or ``notifications``)."""

    id = IdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    timeline = models.CharField(max_length=16)
    last_read_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "timeline"], name="notifications_marker_once")
        ]
