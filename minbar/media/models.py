from django.db import models
from django.utils import timezone

from minbar.core.fields import IdField
from minbar.media.failures import sentence


class Medium(models.Model):
    """One uploaded file. ``owner_id`` is an account's id, no foreign key: media stand below accounts."""

    class Kind(models.TextChoices):
        UNKNOWN = "unknown"
        IMAGE = "image"
        GIFV = "gifv"
        VIDEO = "video"
        AUDIO = "audio"

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    class Purpose(models.TextChoices):
        ATTACHMENT = "attachment"
        AVATAR = "avatar"
        HEADER = "header"

    id = IdField()
    owner_id = models.BigIntegerField(db_index=True)
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.ATTACHMENT)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.UNKNOWN)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    #: Why processing failed (`media.failures`).
    failure_code = models.CharField(max_length=20, blank=True)
    #: Paths are relative to the media folder; the original is deleted once the processed files stand.
    original = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=200, blank=True)
    preview = models.CharField(max_length=200, blank=True)
    mime = models.CharField(max_length=60, blank=True)
    size = models.BigIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    preview_width = models.PositiveIntegerField(default=0)
    preview_height = models.PositiveIntegerField(default=0)
    blurhash = models.CharField(max_length=80, blank=True)
    focus_x = models.FloatField(default=0.0)
    focus_y = models.FloatField(default=0.0)
    description = models.TextField(blank=True)
    #: Set when something shows it; unattached media older than a day are swept away.
    attached = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(attached=False), name="media_unattached")
        ]

    @property
    def failure(self) -> str:
        """Why it cannot be shown, in the reader's language; empty for one that can."""
        return sentence(self.failure_code)
