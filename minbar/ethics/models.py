from django.db import models
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core.fields import IdField


class Report(models.Model):
    """Somebody says that an account, or posts of it, break the rules."""

    class Category(models.TextChoices):
        SPAM = "spam"
        LEGAL = "legal"
        VIOLATION = "violation"
        OTHER = "other"

    id = IdField()
    #: Empty when the reporter's account is gone.
    reporter = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    category = models.CharField(max_length=12, choices=Category, default=Category.OTHER)
    comment = models.TextField(blank=True)
    #: Numbers of the rules it says were broken.
    rule_ids = models.JSONField(default=list, blank=True)
    #: ``[{"kind", "id", "snapshot"}]``: what it speaks of, as it stood when it was reported.
    subjects = models.JSONField(default=list, blank=True)
    forward = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(closed_at__isnull=True), name="ethics_open_reports"
            )
        ]


class Decision(models.Model):
    """What a moderator did, why, and to what; never deleted, reversed by a later one."""

    class Kind(models.TextChoices):
        NOTHING = "nothing"
        REMOVE_POST = "remove_post"
        RESTORE_POST = "restore_post"
        SUSPEND = "suspend"
        LIFT_SUSPENSION = "lift_suspension"

    id = IdField()
    moderator = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="decisions")
    kind = models.CharField(max_length=16, choices=Kind)
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    #: ``{"kind", "id", "snapshot"}``
    subject = models.JSONField(default=dict)
    reason = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
