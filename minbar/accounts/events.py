"""What happened to accounts and between them."""

from dataclasses import dataclass

from minbar.core.events import Event


@dataclass(frozen=True, slots=True)
class AccountCreated(Event):
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountChanged(Event):
    """Something that others see of the account changed: profile, counts of follows."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountStateChanged(Event):
    account_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Followed(Event):
    follower_id: int
    followed_id: int


@dataclass(frozen=True, slots=True)
class Unfollowed(Event):
    """Undone by either side: by unfollowing, removing a follower or blocking."""

    follower_id: int
    followed_id: int


@dataclass(frozen=True, slots=True)
class FollowRequested(Event):
    follower_id: int
    followed_id: int


@dataclass(frozen=True, slots=True)
class FollowRequestAccepted(Event):
    follower_id: int
    followed_id: int


@dataclass(frozen=True, slots=True)
class FollowRequestRejected(Event):
    """Refused by the one asked, or taken back by the one who asked."""

    follower_id: int
    followed_id: int


@dataclass(frozen=True, slots=True)
class Blocked(Event):
    source_id: int
    target_id: int


@dataclass(frozen=True, slots=True)
class Unblocked(Event):
    source_id: int
    target_id: int


@dataclass(frozen=True, slots=True)
class Muted(Event):
    source_id: int
    target_id: int


@dataclass(frozen=True, slots=True)
class Unmuted(Event):
    source_id: int
    target_id: int
