"""From prepared rows to the bytes of statuses and accounts: splicing, no parsing, no query.

A row is ``COLUMNS`` in their order: the post (p) and its author (a), what it boosts (o) and that author (b), and
what is the reader's own of it as bits (``marks``), null for a visitor.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from minbar.core.rows import Rows

ACCOUNT_COLUMNS: Final = "a.counts, a.body"
COLUMNS: Final = (
    "p.post_id, p.author_id, p.boost_of_id, p.counts, p.poll_ends, p.poll, p.body, a.counts, a.body,"
    " o.author_id, o.counts, o.poll_ends, o.poll, o.body, b.counts, b.body, {marks}"
)
WIDTH: Final = 17
#: After tables that give the key: the prepared rows of it. Posts or authors that may not be seen have none.
TABLES: Final = (
    " JOIN client_api_preparedpost p ON p.post_id = {key}"
    " JOIN client_api_preparedaccount a ON a.account_id = p.author_id"
    " LEFT JOIN client_api_preparedpost o ON o.post_id = p.boost_of_id"
    " LEFT JOIN client_api_preparedaccount b ON b.account_id = o.author_id"
)
#: A boost of what may not be seen is not shown.
WHOLE: Final = "(p.boost_of_id IS NULL OR b.account_id IS NOT NULL)"

_TARGET = "COALESCE(p.boost_of_id, p.post_id)"
_MARKS: Final = (
    f"CASE WHEN EXISTS (SELECT 1 FROM posts_favourite mf WHERE mf.post_id = {_TARGET}"
    " AND mf.account_id = %s) THEN 1 ELSE 0 END"
    f" + CASE WHEN EXISTS (SELECT 1 FROM posts_post mr WHERE mr.author_id = %s AND mr.boost_of_id = {_TARGET}"
    " AND mr.state = 'published') THEN 2 ELSE 0 END"
    " + CASE WHEN EXISTS (SELECT 1 FROM posts_mutedthread mt WHERE mt.account_id = %s"
    " AND mt.thread_id = COALESCE(o.thread_id, p.thread_id)) THEN 4 ELSE 0 END"
    f" + CASE WHEN EXISTS (SELECT 1 FROM posts_bookmark mb WHERE mb.post_id = {_TARGET}"
    " AND mb.account_id = %s) THEN 8 ELSE 0 END"
    " + CASE WHEN COALESCE(o.author_id, p.author_id) = %s AND EXISTS (SELECT 1 FROM posts_pin mp"
    f" WHERE mp.post_id = {_TARGET} AND mp.account_id = p.author_id) THEN 16 ELSE 0 END"
)


def columns(reader_id: int | None) -> tuple[str, tuple[int, ...]]:
    """What to select for a reader, and its parameters."""
    if reader_id is None:
        return _FOR_VISITOR, ()
    return _FOR_MEMBER, (reader_id,) * 5


_FOR_VISITOR: Final = COLUMNS.format(marks="NULL")
_FOR_MEMBER: Final = COLUMNS.format(marks=_MARKS)

#: Where a status's body turns from what is its own to what a boost repeats of the post inside it.
TURN: Final = b',"sensitive":'
_STATUS: Final = b'%b,%b,"poll":%b,"account":%b,%b},"reblog":null%b}'
_BOOST: Final = b'%b%b,%b,"poll":null,"account":%b,%b},"reblog":%b%b}'
_BOOLEAN: Final = (b"false", b"true")
#: By favourited 1, reblogged 2, muted 4, bookmarked 8.
_FLAGS: Final = tuple(
    b',"favourited":%b,"reblogged":%b,"muted":%b,"bookmarked":%b,"filtered":[]'
    % tuple(_BOOLEAN[bits >> i & 1] for i in range(4))
    for bits in range(16)
)
#: And pinned 16, which only one's own posts tell.
_OWN_FLAGS: Final = tuple(_FLAGS[bits & 15] + b',"pinned":%b' % _BOOLEAN[bits >> 4] for bits in range(32))


def account(row: Sequence[Any]) -> bytes:
    """``ACCOUNT_COLUMNS`` as an Account."""
    return b"%b,%b}" % (row[1], row[0])


def posts_with_polls(rows: Rows) -> list[int]:
    """Of which posts the reader's votes are wanted."""
    return [row[2] or row[0] for row in rows if row[4] is not None or row[11] is not None]


def statuses(rows: Rows, reader_id: int | None, votes: Mapping[int, Sequence[int]]) -> list[bytes]:
    """Each row as a Status; ``votes`` are the positions the reader chose, by post."""
    found = []
    for row in rows:
        id, author_id, boost_of, counts, ends, poll, body, a_counts, author = row[:9]
        bits = row[16]
        if boost_of is None:
            shown = b"null" if ends is None else _poll(id, ends, poll, reader_id, votes)
            flags = _flags(bits, author_id == reader_id)
            found.append(_STATUS % (body, counts, shown, author, a_counts, flags))
            continue
        o_author_id, o_counts, ends, poll, o_body, b_counts, o_author = row[9:16]
        shown = b"null" if ends is None else _poll(boost_of, ends, poll, reader_id, votes)
        flags = _flags(bits, o_author_id == reader_id)
        inner = _STATUS % (o_body, o_counts, shown, o_author, b_counts, flags)
        # Old apps read a boost's own content, which is that of the post inside it.
        rest = o_body[o_body.index(TURN) :]
        found.append(_BOOST % (body, rest, counts, author, a_counts, inner, _flags(bits, False)))
    return found


def _flags(bits: int | None, own: bool) -> bytes:
    if bits is None:
        return b""
    return _OWN_FLAGS[bits] if own else _FLAGS[bits & 15]


def _poll(
    post_id: int, ends: int, body: bytes, reader_id: int | None, votes: Mapping[int, Sequence[int]]
) -> bytes:
    expired = _BOOLEAN[0 < ends <= time.time() * 1000]
    if reader_id is None:
        return b'%b,"expired":%b}' % (body, expired)
    chosen = sorted(votes.get(post_id, ()))
    positions = b",".join(b"%d" % position for position in chosen)
    return b'%b,"expired":%b,"voted":%b,"own_votes":[%b]}' % (
        body,
        expired,
        _BOOLEAN[bool(chosen)],
        positions,
    )
