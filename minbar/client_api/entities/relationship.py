from typing_extensions import TypedDict

from minbar.accounts.queries import Relationship as Standing
from minbar.client_api.entities.values import moment_or_none


class Relationship(TypedDict):
    id: str
    following: bool
    showing_reblogs: bool
    notifying: bool
    languages: list[str] | None
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    muting_expires_at: str | None
    requested: bool
    requested_by: bool
    domain_blocking: bool
    endorsed: bool
    note: str


def relationship_entity(standing: Standing) -> Relationship:
    edge = standing.following or standing.requested
    mute = standing.muting
    return {
        "id": str(standing.id),
        "following": standing.following is not None,
        "showing_reblogs": edge is not None and edge.show_boosts,
        "notifying": edge is not None and edge.notify,
        "languages": (edge.languages or None) if edge is not None else None,
        "followed_by": standing.followed_by,
        "blocking": standing.blocking,
        "blocked_by": standing.blocked_by,
        "muting": mute is not None,
        "muting_notifications": mute is not None and mute.notifications,
        "muting_expires_at": moment_or_none(mute.expires_at) if mute is not None else None,
        "requested": standing.requested is not None,
        "requested_by": standing.requested_by,
        "domain_blocking": False,
        "endorsed": False,
        "note": standing.note,
    }
