from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from minbar.accounts.models import Account
from minbar.posts.models import Post
from minbar.posts.visibility import heard_sql, sql_parameters, visible_sql

#: A longer conversation is shown as far as its first posts go.
LONGEST_THREAD = 5000
#: Apps and pages show no more posts above the one that was opened.
MOST_ANCESTORS = 200


@dataclass(frozen=True, slots=True)
class Branch:
    """A reply in its place: ``depth`` 1 is a direct reply."""

    id: int
    depth: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation around one post, as ids: ancestors from the first on, replies depth-first."""

    ancestors: list[int]
    branches: list[Branch]

    @property
    def descendants(self) -> list[int]:
        return [branch.id for branch in self.branches]


def thread(
    post: Post, viewer: Account | None, *, newest_first: bool = False
) -> tuple[list[Post], list[Post]]:
    """(ancestors, descendants depth-first) that the viewer hears, with everything it takes to show them."""
    shape = thread_shape(post, viewer, newest_first=newest_first)
    wanted = [*shape.ancestors, *shape.descendants]
    found = Post.objects.with_everything().in_bulk(wanted) if wanted else {}
    return (
        [found[id] for id in shape.ancestors if id in found],
        [found[id] for id in shape.descendants if id in found],
    )


def thread_shape(post: Post, viewer: Account | None, *, newest_first: bool = False) -> Thread:
    """One query, however long the conversation is.

    What the viewer does not hear is left out, but what answers it stays, one step nearer; an answer to what
    is gone for good answers the first post.
    """
    parents: dict[int, int | None] = {}
    heard: set[int] = set()
    for id, parent, seen in _rows(post, viewer):
        parents[id] = parent
        if seen:
            heard.add(id)
    root = post.thread_id
    children: dict[int, list[int]] = {}
    for id, parent in parents.items():
        above = parent if parent in parents else root
        if id != root:
            children.setdefault(above, []).append(id)
    ancestors = [id for id in _above(post, parents) if id in heard]
    return Thread(ancestors[-MOST_ANCESTORS:], list(_below(post.pk, children, heard, newest_first)))


def _rows(post: Post, viewer: Account | None) -> Iterable[tuple[int, int | None, bool]]:
    seen = f"{visible_sql(viewer, boosts=False)} AND {heard_sql(viewer, boosts=False)}"
    sql = (
        f"SELECT p.id, p.reply_to_id, ({seen}) FROM posts_post p"
        " JOIN accounts_account a ON a.id = p.author_id"
        " WHERE p.thread_id = %(thread)s AND p.boost_of_id IS NULL ORDER BY p.id LIMIT %(most)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {**sql_parameters(viewer), "thread": post.thread_id, "most": LONGEST_THREAD})
        return [(id, parent, bool(seen)) for id, parent, seen in cursor.fetchall()]


def _above(post: Post, parents: dict[int, int | None]) -> list[int]:
    """From the first post down to the parent."""
    found: dict[int, None] = {}
    above = parents.get(post.pk, post.reply_to_id)
    while above is not None and above in parents and above not in found:
        found[above] = None
        above = parents[above]
    return list(reversed(found))


def _below(
    start: int, children: dict[int, list[int]], heard: set[int], newest_first: bool
) -> Iterable[Branch]:
    """Depth-first without recursion: a conversation may be deeper than Python's stack."""
    waiting = [(id, 1) for id in _ordered(children.get(start, []), newest_first)]
    while waiting:
        id, depth = waiting.pop()
        shown = id in heard
        if shown:
            yield Branch(id, depth)
        answers = _ordered(children.get(id, []), newest_first)
        waiting.extend((answer, depth + 1 if shown else depth) for answer in answers)


def _ordered(ids: list[int], newest_first: bool) -> list[int]:
    """As a stack is filled: the one to be shown first comes last."""
    return sorted(ids, reverse=not newest_first)
