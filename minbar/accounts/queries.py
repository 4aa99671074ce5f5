"""Reads of people and of what stands between them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from minbar.accounts.models import Account, AccountState, Block, Follow, FollowRequest, Mute, Note, User
from minbar.core.arabic import fold
from minbar.core.paging import Page, take


def account_by_handle(handle: str) -> Account | None:
    """The account of ``user``, ``@user``, ``user@this.server`` or ``user@elsewhere``, ignoring case."""
    username, _at, domain = handle.strip().lstrip("@").partition("@")
    if domain.lower() == settings.LOCAL_DOMAIN.lower():
        domain = ""
    return (
        Account.objects.select_related("avatar", "header")
        .filter(username__iexact=username, domain=domain.lower())
        .first()
    )


def accounts_by_id(ids: Iterable[int]) -> list[Account]:
    """The accounts with these ids, in the order of the ids; unknown ids are left out."""
    wanted = list(ids)
    found = Account.objects.select_related("avatar", "header").in_bulk(wanted)
    return [found[id] for id in wanted if id in found]


@dataclass(slots=True)
class Relationship:
    """How a viewer and one account stand to each other."""

    id: int
    following: Follow | None = None
    requested: FollowRequest | None = None
    followed_by: bool = False
    requested_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: Mute | None = None
    note: str = field(default="")


def relationships(viewer: Account, ids: Iterable[int]) -> dict[int, Relationship]:
    """By account id, in the order given; six queries however many ids."""
    found = {id: Relationship(id) for id in ids}
    wanted = list(found)
    for edge in Follow.objects.filter(
        Q(source=viewer, target__in=wanted) | Q(target=viewer, source__in=wanted)
    ):
        if edge.source_id == viewer.pk:
            found[edge.target_id].following = edge
        else:
            found[edge.source_id].followed_by = True
    for asked in FollowRequest.objects.filter(
        Q(source=viewer, target__in=wanted) | Q(target=viewer, source__in=wanted)
    ):
        if asked.source_id == viewer.pk:
            found[asked.target_id].requested = asked
        else:
            found[asked.source_id].requested_by = True
    for wall in Block.objects.filter(
        Q(source=viewer, target__in=wanted) | Q(target=viewer, source__in=wanted)
    ):
        if wall.source_id == viewer.pk:
            found[wall.target_id].blocking = True
        else:
            found[wall.source_id].blocked_by = True
    for mute in current_mutes(viewer).filter(target__in=wanted):
        found[mute.target_id].muting = mute
    for note in Note.objects.filter(source=viewer, target__in=wanted):
        found[note.target_id].note = note.text
    return found


def current_mutes(viewer: Account) -> QuerySet[Mute]:
    """Mutes by the viewer that are not over."""
    return Mute.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), source=viewer)


def followers(account: Account, page: Page) -> list[Follow]:
    """Follows of the account, newest first, each with its ``source``; page by the follow's id."""
    rows = Follow.objects.filter(target=account).exclude(source__state=AccountState.SUSPENDED)
    return take(rows.select_related("source__avatar", "source__header"), page)


def following(account: Account, page: Page) -> list[Follow]:
    """Follows by the account, newest first, each with its ``target``; page by the follow's id."""
    rows = Follow.objects.filter(source=account).exclude(target__state=AccountState.SUSPENDED)
    return take(rows.select_related("target__avatar", "target__header"), page)


def follow_requests(account: Account, page: Page) -> list[FollowRequest]:
    """Who waits for the account's consent, each with its ``source``; page by the request's id."""
    rows = FollowRequest.objects.filter(target=account).exclude(source__state=AccountState.SUSPENDED)
    return take(rows.select_related("source__avatar", "source__header"), page)


def follow_requests_count(account: Account) -> int:
    return FollowRequest.objects.filter(target=account).exclude(source__state=AccountState.SUSPENDED).count()


def familiar_followers(viewer: Account, ids: Iterable[int]) -> dict[int, list[int]]:
    """By account id, the ids of those the viewer follows who follow it too; one query, newest follow first.

    Accounts that keep their followers to themselves come with nobody.
    """
    found: dict[int, list[int]] = {id: [] for id in ids}
    mine = Follow.objects.filter(source=viewer).values("target")
    rows = Follow.objects.filter(target__in=list(found), source__in=mine, target__hide_collections=False)
    shown = rows.exclude(source__state=AccountState.SUSPENDED).order_by("-pk")
    for target_id, source_id in shown.values_list("target_id", "source_id"):
        found[target_id].append(source_id)
    return found


def blocked_accounts(account: Account, page: Page) -> list[Block]:
    return take(Block.objects.filter(source=account).select_related("target__avatar", "target__header"), page)


def muted_accounts(account: Account, page: Page) -> list[Mute]:
    return take(current_mutes(account).select_related("target__avatar", "target__header"), page)


def search_accounts(
    text: str,
    viewer: Account | None = None,
    *,
    limit: int = 40,
    offset: int = 0,
    only_followed: bool = False,
) -> list[Account]:
    """Accounts by handle or folded name: exact handle, then the followed, then by followers.

    Blocks either way and suspended accounts are left out.
    """
    term = text.strip().lstrip("@")
    username, _at, domain = term.partition("@")
    folded = fold(username)
    if not folded:
        return []
    matches = (
        Q(username__istartswith=username) | Q(folded__startswith=folded) | Q(folded__contains=" " + folded)
    )
    rows = Account.objects.seen().select_related("avatar", "header").filter(matches)
    if domain:
        local = settings.LOCAL_DOMAIN.lower().startswith(domain.lower())
        rows = rows.filter(
            Q(domain__istartswith=domain) | Q(domain="") if local else Q(domain__istartswith=domain)
        )
    rank = Case(When(username__iexact=username, then=Value(2)), default=Value(0), output_field=IntegerField())
    if viewer is not None:
        rows = rows.exclude(pk__in=Block.objects.filter(source=viewer).values("target")).exclude(
            pk__in=Block.objects.filter(target=viewer).values("source")
        )
        followed = Follow.objects.filter(source=viewer).values("target")
        if only_followed:
            rows = rows.filter(pk__in=followed)
        rank = Case(
            When(username__iexact=username, then=Value(2)),
            When(pk__in=followed, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
    return list(rows.annotate(rank=rank).order_by("-rank", "-followers_count", "pk")[offset : offset + limit])


def directory(page: Page) -> list[Account]:
    """Local accounts that wish to be found, newest first."""
    rows = Account.objects.local().filter(discoverable=True, state=AccountState.ACTIVE)
    return take(rows.filter(user__approved=True).select_related("avatar", "header"), page)


def listed_accounts(*, newest: bool = False, limit: int = 40, offset: int = 0) -> list[int]:
    """Ids of local accounts that wish to be found, the last to publish first, or the newest."""
    rows = Account.objects.local().filter(
        discoverable=True, state=AccountState.ACTIVE, user__approved=True, posts_count__gt=0
    )
    order = ("-pk",) if newest else ("-last_posted_on", "-pk")
    return list(rows.order_by(*order).values_list("pk", flat=True)[offset : offset + limit])


def waiting_sign_ups() -> QuerySet[User]:
    """Sign-ups that wait for a moderator, oldest first."""
    return User.objects.filter(approved=False).select_related("account").order_by("date_joined")
