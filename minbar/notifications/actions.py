from typing import ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid, MinbarError, Missing
from minbar.notifications.models import Marker, Notification
from minbar.notifications.queries import TIMELINES


class Conflict(MinbarError):
    """Two devices moved the same marker at once; the one that comes second asks again."""

    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(_("Conflict during update, please try again"))


def dismiss(account: Account, notification_id: int) -> None:
    """Put one notification away. Raises `Missing`."""
    deleted, _rows = Notification.objects.filter(pk=notification_id, recipient=account).delete()
    if not deleted:
        raise Missing


def clear(account: Account) -> None:
    """Put all notifications away."""
    Notification.objects.filter(recipient=account).delete()


def mark_read(account: Account, timeline: str, last_read_id: int, *, known: Marker | None = None) -> Marker:
    """Remember how far a timeline was read; ``known`` is the marker as the caller has it.

    Raises `Conflict` when another device moved it meanwhile.
    """
    if timeline not in TIMELINES:
        raise Invalid(_("There is no such timeline."), "timeline")
    now = timezone.now()
    found = known or Marker.objects.filter(account=account, timeline=timeline).first()
    try:
        with transaction.atomic():
            if found is None:
                return Marker.objects.create(
                    account=account, timeline=timeline, last_read_id=last_read_id, version=1, updated_at=now
                )
            moved = Marker.objects.filter(pk=found.pk, version=found.version).update(
                last_read_id=last_read_id, version=found.version + 1, updated_at=now
            )
    except IntegrityError as error:
        raise Conflict from error
    if not moved:
        raise Conflict
    found.last_read_id, found.version, found.updated_at = last_read_id, found.version + 1, now
    return found
