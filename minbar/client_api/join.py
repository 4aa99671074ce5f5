"""From prepared rows to the bytes of statuses and accounts: splicing, no parsing, no query.

A row is ``COLUMNS`` in their order: the post (p) and its author (a), then what it boosts (o) and that author (b).
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_POST = (
    "{p}.post_id, {p}.author_id, {p}.boost_of_id, {p}.thread_id, {p}.replies, {p}.boosts, {p}.favourites,"
    " {p}.poll_ends, {p}.poll, {p}.body"
)
_ACCOUNT = "{a}.followers, {a}.following, {a}.posts, {a}.last_posted, {a}.body"
ACCOUNT_COLUMNS: Final = _ACCOUNT.format(a="a")
COLUMNS: Final = ", ".join(
    (_POST.format(p="p"), ACCOUNT_COLUMNS, _POST.format(p="o"), _ACCOUNT.format(a="b"))
)
WIDTH: Final = COLUMNS.count(",") + 1
#: After tables that give the key: the prepared rows of it. Posts or authors that may not be seen have none.
TABLES: Final = (
    " JOIN client_api_preparedpost p ON p.post_id = {key}"
    " JOIN client_api_preparedaccount a ON a.account_id = p.author_id"
    " LEFT JOIN client_api_preparedpost o ON o.post_id = p.boost_of_id"
    " LEFT JOIN client_api_preparedaccount b ON b.account_id = o.author_id"
)
#: A boost of what may not be seen is not shown.
WHOLE: Final = "(p.boost_of_id IS NULL OR b.account_id IS NOT NULL)"

_ID, _AUTHOR, _BOOST_OF, _THREAD, _REPLIES, _BOOSTS, _FAVOURITES, _ENDS, _POLL, _BODY = range(10)
_A, _INSIDE = 10, 15
#: Where a status's body turns from what is its own to what a boost repeats of the post inside it.
TURN: Final = b',"sensitive":'

_ACCOUNT_BYTES: Final = (
    b'%b,"followers_count":%d,"following_count":%d,"statuses_count":%d,"last_status_at":%b}'
)
_STATUS_BYTES: Final = (
    b'%b,"replies_count":%d,"reblogs_count":%d,"favourites_count":%d,"poll":%b,"account":%b,"reblog":%b%b}'
)
_BOOLEAN: Final = (b"false", b"true")
#: By favourited 1, reblogged 2, muted 4, bookmarked 8.
_FLAGS: Final = tuple(
    b',"favourited":%b,"reblogged":%b,"muted":%b,"bookmarked":%b,"filtered":[]'
    % tuple(_BOOLEAN[bits >> i & 1] for i in range(4))
    for bits in range(16)
)
_PINNED: Final = (b',"pinned":false', b',"pinned":true')
FAVOURITED, REBLOGGED, MUTED, BOOKMARKED, PINNED, VOTED = 1, 2, 4, 8, 16, 32


@dataclass(slots=True)
class Marks:
    """What is the reader's own of the posts shown."""

    reader_id: int
    favourited: set[int] = field(default_factory=set)
    reblogged: set[int] = field(default_factory=set)
    bookmarked: set[int] = field(default_factory=set)
    pinned: set[int] = field(default_factory=set)
    #: Ids of conversations.
    muted: set[int] = field(default_factory=set)
    #: Post id to the positions voted for.
    votes: dict[int, list[int]] = field(default_factory=dict)


def account(columns: Sequence[Any]) -> bytes:
    followers, following, posts, last_posted, body = columns
    return _ACCOUNT_BYTES % (body, followers, following, posts, last_posted.encode())


def shown_ids(rows: Iterable[Sequence[Any]]) -> list[int]:
    """The posts whose marks matter: a boost's are those of the post inside it."""
    return list({row[_BOOST_OF] or row[_ID] for row in rows})


def threads(rows: Iterable[Sequence[Any]]) -> list[int]:
    return list({row[_INSIDE + _THREAD] or row[_THREAD] for row in rows})


def has_poll(rows: Iterable[Sequence[Any]]) -> bool:
    return any(row[_ENDS] is not None or row[_INSIDE + _ENDS] is not None for row in rows)


def has_own(rows: Iterable[Sequence[Any]], reader_id: int) -> bool:
    return any(row[_AUTHOR] == reader_id or row[_INSIDE + _AUTHOR] == reader_id for row in rows)


def statuses(rows: Iterable[Sequence[Any]], marks: Marks | None) -> list[bytes]:
    """Each row as a Status; without marks the reader is a visitor and their flags are left out."""
    now = int(time.time() * 1000)
    found = []
    for row in rows:
        if row[_BOOST_OF] is None:
            found.append(_status(row, 0, row[_BODY], b"null", marks, now))
            continue
        inner_body = row[_INSIDE + _BODY]
        inner = _status(row, _INSIDE, inner_body, b"null", marks, now)
        # Old apps read a boost's own content, which is that of the post inside it.
        body = row[_BODY] + inner_body[inner_body.index(TURN) :]
        found.append(_status(row, 0, body, inner, marks, now))
    return found


def _status(row: Sequence[Any], at: int, body: bytes, inner: bytes, marks: Marks | None, now: int) -> bytes:
    return _STATUS_BYTES % (
        body,
        row[at + _REPLIES],
        row[at + _BOOSTS],
        row[at + _FAVOURITES],
        b"null" if row[at + _ENDS] is None else _poll(row, at, marks, now),
        account(row[at + _A : at + _A + 5]),
        inner,
        b"" if marks is None else _flags(row, at, marks),
    )


def _flags(row: Sequence[Any], at: int, marks: Marks) -> bytes:
    boost_of = row[at + _BOOST_OF]
    id = boost_of or row[at + _ID]
    thread = row[at + _THREAD] if boost_of is None else row[_INSIDE + _THREAD]
    bits = (
        (id in marks.favourited)
        | (id in marks.reblogged) << 1
        | (thread in marks.muted) << 2
        | (id in marks.bookmarked) << 3
    )
    if row[at + _AUTHOR] == marks.reader_id and boost_of is None:
        return _FLAGS[bits] + _PINNED[id in marks.pinned]
    return _FLAGS[bits]


def _poll(row: Sequence[Any], at: int, marks: Marks | None, now: int) -> bytes:
    ends = row[at + _ENDS]
    expired = _BOOLEAN[0 < ends <= now]
    if marks is None:
        return b'%b,"expired":%b}' % (row[at + _POLL], expired)
    votes = marks.votes.get(row[at + _ID], ())
    return b'%b,"expired":%b,"voted":%b,"own_votes":[%b]}' % (
        row[at + _POLL],
        expired,
        _BOOLEAN[bool(votes)],
        b",".join(b"%d" % position for position in sorted(votes)),
    )
