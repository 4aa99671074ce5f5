"""What happened to posts. A boost is a post too: ``boost_id`` is its row, ``boosted_id`` the post inside."""

from dataclasses import dataclass

from minbar.core.events import Event


@dataclass(frozen=True, slots=True)
class PostPublished(Event):
    """A post or article can be seen from now on (also when one that was held is let through)."""

    post_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostHeld(Event):
    """A gate wants a person to look at it first; only its author sees it."""

    post_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostEdited(Event):
    post_id: int


@dataclass(frozen=True, slots=True)
class PostHidden(Event):
    """Deleted by its author, restorable for a while."""

    post_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostRestored(Event):
    """Its author took the deletion back."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PostRemoved(Event):
    """Taken down by a moderator."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PostReinstated(Event):
    """A moderator's removal was reversed and it is published again."""

    post_id: int


@dataclass(frozen=True, slots=True)
class PostsPurged(Event):
    """Posts are gone for good; ``reply_ids`` answered them, ``account_ids`` had boosted them."""

    post_ids: list[int]
    reply_ids: list[int]
    account_ids: list[int]


@dataclass(frozen=True, slots=True)
class PostBoosted(Event):
    """``post_id`` is the boost's own row."""

    post_id: int
    boosted_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class BoostUndone(Event):
    """The boost's row goes with the transaction."""

    boost_id: int
    boosted_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostFavourited(Event):
    """``account_id`` favourited a post of ``author_id``; so for the others below."""

    post_id: int
    account_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class FavouriteUndone(Event):
    post_id: int
    account_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostBookmarked(Event):
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class BookmarkUndone(Event):
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class PostPinned(Event):
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class PostUnpinned(Event):
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class PollVoted(Event):
    poll_id: int
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class PollChanged(Event):
    """Its end or the showing of its totals was moved; what it asks is the same."""

    poll_id: int
    post_id: int


@dataclass(frozen=True, slots=True)
class PollEnded(Event):
    poll_id: int
    post_id: int


@dataclass(frozen=True, slots=True)
class ThreadMuted(Event):
    thread_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class ThreadUnmuted(Event):
    thread_id: int
    account_id: int
