from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from minbar.accounts.events import (
    AccountChanged,
    Followed,
    FollowRequestAccepted,
    FollowRequested,
    FollowRequestRejected,
    Unfollowed,
)
from minbar.accounts.models import Account, Follow, FollowRequest
from minbar.accounts.rules import may_follow, must_ask
from minbar.core.errors import Missing, Refused
from minbar.core.events import emit
from minbar.core.gates import Gate, ask


def _count(follower_id: int, followed_id: int, step: int) -> None:
    Account.objects.filter(pk=follower_id).update(following_count=F("following_count") + step)
    Account.objects.filter(pk=followed_id).update(followers_count=F("followers_count") + step)
    emit(AccountChanged(follower_id))
    emit(AccountChanged(followed_id))


def _start(follower: Account, followed: Account, wishes: dict[str, object]) -> Follow:
    edge, created = Follow.objects.get_or_create(source=follower, target=followed, defaults=wishes)
    if created:
        _count(follower.pk, followed.pk, 1)
        emit(Followed(follower.pk, followed.pk))
    return edge


def end_follow(follower: Account, followed: Account) -> bool:
    """Take away a follow, whoever asked; True if there was one. Runs inside the caller's transaction."""
    deleted, _rows = Follow.objects.filter(source=follower, target=followed).delete()
    if deleted:
        _count(follower.pk, followed.pk, -1)
        emit(Unfollowed(follower.pk, followed.pk))
    return bool(deleted)


def end_request(follower: Account, followed: Account) -> bool:
    """Take away a follow request; True if there was one. Runs inside the caller's transaction."""
    deleted, _rows = FollowRequest.objects.filter(source=follower, target=followed).delete()
    if deleted:
        emit(FollowRequestRejected(follower.pk, followed.pk))
    return bool(deleted)


def follow(
    actor: Account,
    target: Account,
    *,
    show_boosts: bool | None = None,
    notify: bool | None = None,
    languages: Iterable[str] | None = None,
) -> Follow | FollowRequest:
    """Follow, ask to follow a locked account, or change how one is followed; None leaves a wish as it is.

    Raises `Refused` where either blocks the other, the actor may not act, or a gate says no.
    """
    given: dict[str, object] = {"show_boosts": show_boosts, "notify": notify}
    wishes = {name: value for name, value in given.items() if value is not None}
    if languages is not None:
        wishes["languages"] = list(languages)
    with transaction.atomic():
        for model in (Follow, FollowRequest):
            edge = model.objects.filter(source=actor, target=target).first()
            if edge is not None:
                for name, value in wishes.items():
                    setattr(edge, name, value)
                if wishes:
                    edge.save(update_fields=list(wishes))
                return edge
        if not may_follow(actor, target):
            raise Refused(_("You cannot follow this account."))
        verdict = ask(Gate.FOLLOW, actor, target)
        if verdict.outcome == "refuse":
            raise Refused(verdict.reason)
        if must_ask(target) or verdict.outcome == "hold":
            request, created = FollowRequest.objects.get_or_create(
                source=actor, target=target, defaults=wishes
            )
            if created:
                emit(FollowRequested(actor.pk, target.pk))
            return request
        return _start(actor, target, wishes)


def unfollow(actor: Account, target: Account) -> None:
    """Stop following, or take back the request to; nothing happens where there was neither."""
    with transaction.atomic():
        end_follow(actor, target)
        end_request(actor, target)


def remove_follower(actor: Account, follower: Account) -> None:
    """Make somebody no longer follow the actor, without blocking them."""
    with transaction.atomic():
        end_follow(follower, actor)


def accept_follow_request(actor: Account, requester: Account) -> Follow:
    """Raises `Missing` where there is no such request."""
    with transaction.atomic():
        request = FollowRequest.objects.filter(source=requester, target=actor).first()
        if request is None:
            raise Missing()
        wishes: dict[str, object] = {
            "show_boosts": request.show_boosts,
            "notify": request.notify,
            "languages": request.languages,
        }
        request.delete()
        edge = _start(requester, actor, wishes)
        emit(FollowRequestAccepted(requester.pk, actor.pk))
        return edge


def reject_follow_request(actor: Account, requester: Account) -> None:
    """Raises `Missing` where there is no such request."""
    with transaction.atomic():
        if not end_request(requester, actor):
            raise Missing()
