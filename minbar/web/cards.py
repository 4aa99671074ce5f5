"""Posts as the pages show them: the post, and what it is to the one who reads."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from minbar.accounts.models import Account, User
from minbar.posts.models import Audience, Bookmark, Favourite, Pin, Post, PostState, Vote


@dataclass(slots=True)
class Card:
    """One post on a page; ``post`` is what is read, also when it came by a boost."""

    post: Post
    boosted_by: Account | None = None
    #: The id of the timeline's row: the boost's own id for a boost.
    row_id: int = 0
    reply_to: Account | None = None
    favourited: bool = False
    boosted: bool = False
    bookmarked: bool = False
    pinned: bool = False
    show_pin: bool = False
    mine: bool = False
    may_boost: bool = True
    may_vote: bool = False
    voted: list[int] | None = None
    expanded: bool = False
    in_thread: bool = False
    #: What a thread page adds.
    replies: list["Card"] = field(default_factory=list)
    open: bool = True

    @property
    def card(self) -> "Card":
        """For the branch component, which takes a branch whose card it shows."""
        return self

    @property
    def may_edit(self) -> bool:
        return self.mine and self.post.state in (PostState.PUBLISHED, PostState.HELD)

    @property
    def may_delete(self) -> bool:
        return self.mine

    @property
    def may_pin(self) -> bool:
        return self.mine and self.post.audience != Audience.DIRECT


def _marked(model: Any, viewer: Account, ids: Collection[int]) -> set[int]:
    return set(model.objects.filter(account=viewer, post__in=ids).values_list("post_id", flat=True))


def _boosted(viewer: Account, ids: Collection[int]) -> set[int]:
    rows = Post.objects.filter(author=viewer, boost_of__in=ids).values_list("boost_of_id", flat=True)
    return {id for id in rows if id is not None}


def _votes(viewer: Account, posts: Iterable[Post]) -> dict[int, list[int]]:
    polls = [post.poll.pk for post in posts if getattr(post, "poll", None) is not None]
    found: dict[int, list[int]] = {}
    if polls:
        rows = Vote.objects.filter(account=viewer, poll__in=polls).values_list("poll_id", "option__position")
        for poll, position in rows:
            found.setdefault(poll, []).append(position)
    return found


def make_cards(posts: Sequence[Post], viewer: Account | None, user: Any = None) -> list[Card]:
    """Cards for posts loaded ``with_everything()``, in order; five queries for a member, none for a visitor."""
    shown = [post.boost_of or post for post in posts]
    cards = [
        Card(
            post=inner,
            boosted_by=outer.author if outer.boost_of_id else None,
            row_id=outer.pk,
            reply_to=inner.reply_to_account,
        )
        for outer, inner in zip(posts, shown, strict=True)
    ]
    if viewer is None or not cards:
        return cards
    ids = [post.pk for post in shown]
    favourites, bookmarks = _marked(Favourite, viewer, ids), _marked(Bookmark, viewer, ids)
    pins, boosts = _marked(Pin, viewer, ids), _boosted(viewer, ids)
    votes = _votes(viewer, shown)
    expanded = isinstance(user, User) and user.expand_warnings
    for card in cards:
        post = card.post
        card.favourited, card.bookmarked = post.pk in favourites, post.pk in bookmarks
        card.pinned, card.boosted = post.pk in pins, post.pk in boosts
        card.mine = post.author_id == viewer.pk
        card.expanded = expanded
        card.may_boost = post.audience in (Audience.PUBLIC, Audience.UNLISTED, Audience.LOCAL) or (
            card.mine and post.audience == Audience.FOLLOWERS
        )
        poll = getattr(post, "poll", None)
        if poll is not None:
            card.voted = votes.get(poll.pk)
            card.may_vote = not card.mine and card.voted is None
    return cards


def load_cards(ids: Sequence[int], viewer: Account | None, user: Any = None) -> list[Card]:
    """Cards for the ids of a timeline, in its order; rows that are gone meanwhile are left out."""
    found = {post.pk: post for post in Post.objects.with_everything().filter(pk__in=ids)}
    return make_cards([found[id] for id in ids if id in found], viewer, user)
