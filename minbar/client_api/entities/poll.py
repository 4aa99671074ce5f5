from typing import NotRequired

from typing_extensions import TypedDict

from minbar.client_api.entities.emoji import CustomEmoji
from minbar.client_api.entities.values import moment_or_none
from minbar.posts.models import Poll as Question


class PollOption(TypedDict):
    title: str
    votes_count: int | None


class Poll(TypedDict):
    id: str
    expires_at: str | None
    expired: bool
    multiple: bool
    votes_count: int
    voters_count: int | None
    options: list[PollOption]
    emojis: list[CustomEmoji]
    voted: NotRequired[bool]
    own_votes: NotRequired[list[int]]


def poll_entity(poll: Question, *, expired: bool, own_votes: list[int] | None = None) -> Poll:
    """``own_votes`` is None for a visitor; its author counts as having voted only if they did."""
    shown = expired or not poll.hide_totals
    entity: Poll = {
        "id": str(poll.pk),
        "expires_at": moment_or_none(poll.expires_at),
        "expired": expired,
        "multiple": poll.multiple,
        "votes_count": poll.votes_count,
        "voters_count": poll.voters_count if poll.multiple else None,
        "options": [
            {"title": option.title, "votes_count": option.votes_count if shown else None}
            for option in sorted(poll.options.all(), key=lambda option: option.position)
        ],
        "emojis": [],
    }
    if own_votes is not None:
        entity["voted"] = bool(own_votes)
        entity["own_votes"] = own_votes
    return entity
