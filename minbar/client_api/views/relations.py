"""What one does about another account: follow, block, mute, note, and undo it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from minbar.accounts import actions
from minbar.accounts.models import Account as Person
from minbar.client_api.answers import responses
from minbar.client_api.auth import actor, needs
from minbar.client_api.entities.relationship import Relationship
from minbar.client_api.forms import Form, Sent
from minbar.client_api.people import person, relationship_answer

router = Router(tags=["accounts"])


class FollowForm(Form):
    reblogs: bool | None = None
    notify: bool | None = None
    languages: list[str] | None = Field(None, max_length=100)


class MuteForm(Form):
    notifications: bool = True
    #: Seconds; 0 is until it is undone.
    duration: int = Field(0, ge=0, le=10**9)


class NoteForm(Form):
    comment: str = ""


@router.post("/v1/accounts/{id}/follow", response=responses(Relationship), auth=needs("write:follows"))
def follow(request: HttpRequest, id: str, form: Sent[FollowForm]) -> HttpResponse:
    """Follow, ask a locked account for it, or change how one follows."""
    target = person(id)
    actions.follow(
        actor(request), target, show_boosts=form.reblogs, notify=form.notify, languages=form.languages
    )
    return relationship_answer(request, target.pk)


@router.post("/v1/accounts/{id}/mute", response=responses(Relationship), auth=needs("write:mutes"))
def mute(request: HttpRequest, id: str, form: Sent[MuteForm]) -> HttpResponse:
    """Hide an account's posts, for a while or until it is undone."""
    target = person(id)
    duration = timedelta(seconds=form.duration) if form.duration else None
    actions.mute(actor(request), target, notifications=form.notifications, duration=duration)
    return relationship_answer(request, target.pk)


@router.post("/v1/accounts/{id}/note", response=responses(Relationship), auth=needs("write:accounts"))
def note(request: HttpRequest, id: str, form: Sent[NoteForm]) -> HttpResponse:
    """Keep a note about an account for one's own eyes; an empty one is removed."""
    target = person(id)
    actions.write_note(actor(request), target, form.comment)
    return relationship_answer(request, target.pk)


Action = Callable[[Person, Person], Any]


def _relation(path: str, scope: str, action: Action, summary: str) -> None:
    """An operation that needs no more than the two accounts."""

    def relate(request: HttpRequest, id: str) -> HttpResponse:
        target = person(id)
        action(actor(request), target)
        return relationship_answer(request, target.pk)

    relate.__name__ = path
    router.post(
        f"/v1/accounts/{{id}}/{path}", response=responses(Relationship), auth=needs(scope), summary=summary
    )(relate)


_relation("unfollow", "write:follows", actions.unfollow, "Stop following, or take the request back")
_relation("remove_from_followers", "write:follows", actions.remove_follower, "Remove a follower")
_relation("block", "write:blocks", actions.block, "Block an account")
_relation("unblock", "write:blocks", actions.unblock, "Unblock an account")
_relation("unmute", "write:mutes", actions.unmute, "Unmute an account")
