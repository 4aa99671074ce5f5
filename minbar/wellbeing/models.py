from django.db import models

from minbar.accounts.models import Account
from minbar.core.fields import IdField


class UsageDay(models.Model):
    """Seconds one member spent in one part of the pages on one of their days."""

    class Part(models.TextChoices):
        READING = "reading"
        WRITING = "writing"
        MESSAGES = "messages"

    id = IdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    part = models.CharField(max_length=10, choices=Part)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day", "part"], name="wellbeing_usage_once")
        ]
        indexes = [models.Index(fields=["day"], name="wellbeing_usage_age")]
