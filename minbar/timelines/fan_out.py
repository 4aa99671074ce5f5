"""Writing a post to the homes of its author's followers: INSERT … SELECT over the follows, batch by batch.

Each batch is a transaction of its own, so that others write in between, and the whole may be run again: a row that
is there stays as it is. Where a batch ends is the id of a follow, so followers who come or go meanwhile do no harm.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from minbar.accounts.models import Account
from minbar.core.events import heartbeat
from minbar.posts.models import Post, PostState
from minbar.timelines.merging import is_too_many
from minbar.timelines.models import MergedAuthor
from minbar.timelines.sources import HOME_AUDIENCES

BATCH = 1000
#: How far back a boost looks for the same post in a home, as Mastodon does.
_LOOK_BACK = 40

_END_OF_BATCH = (
    "SELECT MAX(b.id), COUNT(*) FROM (SELECT id FROM accounts_follow WHERE target_id = %s AND id > %s"
    " ORDER BY id LIMIT %s) b"
)
_INSERT = (
    "INSERT INTO timelines_homeentry (owner_id, post_id, author_id, boosted_id)"
    " SELECT f.source_id, %s, %s, %s FROM accounts_follow f JOIN accounts_account o ON o.id = f.source_id"
    " WHERE f.target_id = %s AND f.id > %s AND f.id <= %s AND o.domain = '' AND o.state <> 'suspended'"
)
_WANTS_BOOSTS = (
    " AND f.show_boosts AND NOT EXISTS (SELECT 1 FROM (SELECT e.post_id, e.boosted_id FROM timelines_homeentry e"
    f" WHERE e.owner_id = f.source_id ORDER BY e.post_id DESC LIMIT {_LOOK_BACK}) q"
    " WHERE %s IN (q.post_id, q.boosted_id))"
)
_KNOWS_THE_OTHER = (
    " AND (f.source_id = %s OR EXISTS (SELECT 1 FROM accounts_follow r"
    " WHERE r.source_id = f.source_id AND r.target_id = %s))"
)
_READS_THE_LANGUAGE = " AND (CAST(f.languages AS text) = '[]' OR CAST(f.languages AS text) LIKE %s)"
_ONCE = " ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class _Spread:
    """What is written to every follower who wants it: conditions on the follow f, with their parameters."""

    post_id: int
    author_id: int
    boosted_id: int
    conditions: str
    params: tuple[Any, ...]


def _spread(post: Post) -> _Spread:
    conditions = ""
    params: list[Any] = []
    if post.boost_of_id is not None:
        conditions += _WANTS_BOOSTS
        params.append(post.boost_of_id)
    if post.reply_to_account_id not in (None, post.author_id):
        conditions += _KNOWS_THE_OTHER
        params += [post.reply_to_account_id, post.reply_to_account_id]
    if post.language:
        conditions += _READS_THE_LANGUAGE
        params.append(f'%"{post.language}"%')
    return _Spread(post.pk, post.author_id, post.boost_of_id or 0, conditions, tuple(params))


def fan_out(post_id: int) -> None:
    """Write the post to all homes it belongs in; long, so it runs in the worker under a lease."""
    post = Post.objects.filter(pk=post_id, state=PostState.PUBLISHED, audience__in=HOME_AUDIENCES).first()
    if post is None or _is_merged(post.author_id):
        return
    spread = _spread(post)
    last: int | None = 0
    while last is not None:
        last = _write_batch(spread, last)
        heartbeat()


def _is_merged(author_id: int) -> bool:
    """Whether the author's posts are read from where they stand. Who just became so is written once more."""
    if MergedAuthor.objects.filter(pk=author_id).exists():
        return True
    followers = Account.objects.values_list("followers_count", flat=True).get(pk=author_id)
    if is_too_many(followers):
        MergedAuthor.objects.get_or_create(pk=author_id)
    return False


def _write_batch(spread: _Spread, after: int) -> int | None:
    """One batch of followers; the id of its last follow, None when it was the last batch."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_END_OF_BATCH, [spread.author_id, after, BATCH])
        end, count = cursor.fetchone()
        if end is None:
            return None
        cursor.execute(
            _INSERT + spread.conditions + _ONCE,
            [
                *(spread.post_id, spread.author_id, spread.boosted_id),
                *(spread.author_id, after, end),
                *spread.params,
            ],
        )
    return end if count == BATCH else None


_REMOVE = (
    "DELETE FROM timelines_homeentry WHERE post_id = %s AND owner_id IN"
    " (SELECT f.source_id FROM accounts_follow f WHERE f.target_id = %s AND f.id > %s AND f.id <= %s)"
)


def remove(post_id: int, author_id: int) -> None:
    """Take the post out of the homes of its author and their followers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM timelines_homeentry WHERE owner_id = %s AND post_id = %s", [author_id, post_id]
        )
    last: int | None = 0
    while last is not None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_END_OF_BATCH, [author_id, last, BATCH])
            end, count = cursor.fetchone()
            if end is not None:
                cursor.execute(_REMOVE, [post_id, author_id, last, end])
        last = end if count == BATCH else None
        heartbeat()
