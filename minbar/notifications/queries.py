from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minbar.accounts.models import Account, AccountState, Block, Mute
from minbar.core.paging import Page, take
from minbar.notifications.models import Marker, Notification
from minbar.posts.models import PostState

#: The parts of the list, by which a marker is kept.
TIMELINES = ("home", "notifications")


def shown_to(account: Account) -> QuerySet[Notification]:
    """What the account is told of now: not of posts that are gone, nor by those it has since muted or blocked."""
    muted = Mute.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        source=account,
        target=OuterRef("actor"),
        notifications=True,
    )
    blocked = Block.objects.filter(source=account, target=OuterRef("actor"))
    return (
        Notification.objects.filter(~Exists(muted), ~Exists(blocked), recipient=account)
        .filter(Q(post__isnull=True) | Q(post__state=PostState.PUBLISHED))
        .exclude(actor__state=AccountState.SUSPENDED)
    )


def notifications_of(
    account: Account,
    page: Page,
    kinds: Collection[str] = (),
    exclude: Collection[str] = (),
    actor_id: int | None = None,
) -> list[Notification]:
    """Newest first, each with its actor; ``kinds`` empty means all."""
    rows = shown_to(account)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if exclude:
        rows = rows.exclude(kind__in=exclude)
    if actor_id is not None:
        rows = rows.filter(actor=actor_id)
    return take(rows.select_related("actor__avatar", "actor__header", "post__author"), page)


def last_read(account: Account) -> int:
    """The id up to which the member has read their notifications; 0 for none."""
    marker = Marker.objects.filter(account=account, timeline="notifications").values("last_read_id")
    return marker[0]["last_read_id"] if marker else 0


def unread_count(account: Account, most: int = 100) -> int:
    """How many are newer than what was read, counted up to ``most``."""
    return shown_to(account).filter(pk__gt=last_read(account))[:most].count()


def markers_of(account: Account, timelines: Collection[str]) -> list[Marker]:
    return list(Marker.objects.filter(account=account, timeline__in=timelines))
