from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.events import Muted, Unmuted
from minbar.accounts.models import Account, Mute, Note
from minbar.core.errors import Invalid
from minbar.core.events import emit

LONGEST_NOTE = 2000


def mute(
    actor: Account, target: Account, *, notifications: bool = True, duration: timedelta | None = None
) -> Mute:
    """Hide somebody's posts from the actor, for a while or until undone; muting again changes the terms."""
    if actor.pk == target.pk:
        raise Invalid(_("You cannot mute yourself."))
    terms = {
        "notifications": notifications,
        "expires_at": timezone.now() + duration if duration else None,
    }
    with transaction.atomic():
        edge, _created = Mute.objects.update_or_create(source=actor, target=target, defaults=terms)
        emit(Muted(actor.pk, target.pk))
    return edge


def unmute(actor: Account, target: Account) -> None:
    with transaction.atomic():
        deleted, _rows = Mute.objects.filter(source=actor, target=target).delete()
        if deleted:
            emit(Unmuted(actor.pk, target.pk))


def end_expired_mutes(batch: int = 500) -> int:
    """Lift mutes whose time is over; how many. Readers already ignore them, so this is only tidying."""
    with transaction.atomic():
        over = list(Mute.objects.filter(expires_at__lte=timezone.now())[:batch])
        for edge in over:
            edge.delete()
            emit(Unmuted(edge.source_id, edge.target_id))
    return len(over)


def write_note(actor: Account, target: Account, text: str) -> None:
    """Keep a note that only the actor sees; an empty text removes it."""
    if len(text) > LONGEST_NOTE:
        raise Invalid(_("A note has at most %(most)d characters.") % {"most": LONGEST_NOTE}, "comment")
    with transaction.atomic():
        if text.strip():
            Note.objects.update_or_create(source=actor, target=target, defaults={"text": text})
        else:
            Note.objects.filter(source=actor, target=target).delete()
