"""The hot reads: one query for what is shown and what is the reader's own of it, and bytes joined.

A page with polls asks once more, for the reader's votes.

Every function gives ``(ids, items)``: the ids that page the list, and the prepared JSON of each entry.
"""

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection

from minbar.accounts.models import Account
from minbar.client_api import join
from minbar.client_api.among import among
from minbar.core.paging import Page
from minbar.core.rows import Rows, fetch
from minbar.posts.visibility import heard_sql, visible_sql
from minbar.timelines import sources
from minbar.timelines.merging import merged_for
from minbar.timelines.sources import Source, bounds, order

Items = tuple[list[int], list[bytes]]

_NOT_MUTED = (
    "NOT EXISTS (SELECT 1 FROM accounts_mute hm WHERE hm.source_id = %s AND hm.target_id = {author}"
    " AND (hm.expires_at IS NULL OR hm.expires_at > %s))"
)
#: Not muted or blocked by the reader, and not blocking them.
_NOT_HIDDEN = (
    f"{_NOT_MUTED} AND NOT EXISTS (SELECT 1 FROM accounts_block hb WHERE hb.source_id = %s"
    " AND hb.target_id = {author})"
    " AND NOT EXISTS (SELECT 1 FROM accounts_block hc WHERE hc.source_id = {author} AND hc.target_id = %s)"
)
_WANTED_FIRST = " AND " + _NOT_HIDDEN.format(author="p.author_id")
# A block clears the home in its own transaction, so of those who stand in it only mutes are asked.
_WANTED_AT_HOME = (
    f" AND {_NOT_MUTED.format(author='p.author_id')}"
    f" AND (p.boost_of_id IS NULL OR ({_NOT_HIDDEN.format(author='o.author_id')}))"
)
#: A limited author is shown unasked only to followers.
_LOUD = " AND NOT a.limited"
_LOUD_TO = (
    " AND (NOT a.limited OR p.author_id = %s OR EXISTS (SELECT 1 FROM accounts_follow lf"
    " WHERE lf.source_id = %s AND lf.target_id = p.author_id))"
)


_now: tuple[int, Any] = (0, None)


def now() -> Any:
    """This second as the database compares it, worded once a second."""
    global _now
    second = int(time.time())
    if second != _now[0]:
        moment = datetime.fromtimestamp(second, UTC)
        _now = (second, connection.ops.adapt_datetimefield_value(moment))
    return _now[1]


def _hidden_for(reader_id: int) -> tuple[Any, ...]:
    return (reader_id, now(), reader_id, reader_id)


def _page(source: Source, page: Page, reader_id: int | None, extra: str, params: Sequence[Any]) -> Items:
    """The page of the source; ``extra`` and its ``params`` are further conditions."""
    window, limits = bounds(page, source.key)
    columns, marked = join.columns(reader_id)
    rows = fetch(
        f"SELECT {columns} FROM {source.tables}{join.TABLES.format(key=source.key)}"
        f" WHERE {source.where}{window} AND {join.WHOLE}{extra}{order(page, source.key)}",
        (*marked, *source.params, *limits, *params),
    )
    return items(rows[::-1] if page.upwards else rows, reader_id)


def items(rows: Rows, reader_id: int | None) -> Items:
    return [row[0] for row in rows], joined(rows, reader_id)


def joined(rows: Rows, reader_id: int | None) -> list[bytes]:
    """The rows as statuses; what the reader voted is asked only where a poll is shown."""
    polls = join.posts_with_polls(rows)
    votes = _votes(polls, reader_id) if polls and reader_id is not None else {}
    return join.statuses(rows, reader_id, votes)


_VOTES = (
    "SELECT q.post_id, t.position FROM posts_poll q"
    " JOIN posts_vote v ON v.poll_id = q.id AND v.account_id = %s"
    " JOIN posts_polloption t ON t.id = v.option_id WHERE "
)


def _votes(post_ids: Sequence[int], reader_id: int) -> dict[int, list[int]]:
    clause, params = among("q.post_id", post_ids)
    votes: dict[int, list[int]] = {}
    for post_id, position in fetch(_VOTES + clause, [reader_id, *params]):
        votes.setdefault(post_id, []).append(position)
    return votes


def home(reader_id: int, page: Page) -> Items:
    """What was written to the home, and the posts of followed authors whom too many follow for that."""
    merged = merged_for(reader_id)
    source = sources.home_with(reader_id, merged, page) if merged else sources.home(reader_id)
    hidden = _hidden_for(reader_id)
    return _page(source, page, reader_id, _WANTED_AT_HOME, hidden[:2] + hidden)


def _open(source: Source, page: Page, reader_id: int | None) -> Items:
    """First posts that anybody may see, without those the reader does not want."""
    if reader_id is None:
        return _page(source, page, None, _LOUD, ())
    params = (*_hidden_for(reader_id), reader_id, reader_id)
    return _page(source, page, reader_id, _WANTED_FIRST + _LOUD_TO, params)


def public(reader_id: int | None, page: Page, *, local: bool, remote: bool, only_media: bool) -> Items:
    member = reader_id is not None
    source = sources.public(local=local, remote=remote, only_media=only_media, member=member)
    return _open(source, page, reader_id)


def tag(reader_id: int | None, page: Page, name: str, **filters: Any) -> Items:
    """``filters`` are those of ``timelines.sources.tag``; names are folded."""
    return _open(sources.tag(name, page, member=reader_id is not None, **filters), page, reader_id)


_NAMED = re.compile(r"%\((\w+)\)s")


@cache
def _rules(member: bool) -> tuple[str, str]:
    """Who sees and who hears the post x by the author y (``posts.visibility``); the same text for every member."""
    reader = Account(pk=0, domain="") if member else None
    return visible_sql(reader, "x", "y"), heard_sql(reader, "x", "y")


def _positional(sql: str, reader_id: int | None) -> tuple[str, list[Any]]:
    """The fragment with its named parameters turned into positional ones, and their values."""
    values = {"viewer": reader_id, "now": now()}
    return _NAMED.sub("%s", sql), [values[name] for name in _NAMED.findall(sql)]


def _seen_page(source: Source, page: Page, reader_id: int | None, *, thread: bool = False) -> Rows:
    """Rows of a source over posts_post x, by the full rules of who sees what.

    With ``thread`` each row ends with what it replies to and whether the reader wants to hear it.
    """
    window, limits = bounds(page, source.key)
    visible, heard = _rules(reader_id is not None)
    rule, ruled = _positional(visible, reader_id)
    more, asked = _positional(f", x.reply_to_id, {heard}" if thread else "", reader_id)
    tables = f"{source.tables} JOIN accounts_account y ON y.id = x.author_id"
    columns, marked = join.columns(reader_id)
    rows = fetch(
        f"SELECT {columns}{more} FROM {tables}{join.TABLES.format(key=source.key)}"
        f" WHERE {source.where}{window} AND {join.WHOLE} AND {rule}{order(page, source.key)}",
        [*marked, *asked, *source.params, *limits, *ruled],
    )
    return rows[::-1] if page.upwards else rows


def profile(reader_id: int | None, account_id: int, page: Page, **filters: Any) -> Items:
    """What an account published; ``filters`` are those of ``timelines.sources.profile``."""
    source = sources.profile(account_id, **filters)
    return items(_seen_page(source, page, reader_id), reader_id)


#: A visitor is given a short thread, as Mastodon does; a member all that a page can bear.
_MOST_IN_THREAD = {False: 500, True: 4000}


_REPLY_TO, _HEARD = join.WIDTH, join.WIDTH + 1


def context(reader_id: int | None, post_id: int) -> tuple[list[bytes], list[bytes]] | None:
    """What comes before the post and what follows it, depth first; None if the reader may not see the post."""
    page = Page(limit=_MOST_IN_THREAD[reader_id is not None])
    rows = _seen_page(sources.thread(post_id), page, reader_id, thread=True)
    by_id = {row[0]: row for row in rows}
    if post_id not in by_id:
        return None
    before: list[Sequence[Any]] = []
    above = by_id.get(by_id[post_id][_REPLY_TO])
    while above is not None:
        before.append(above)
        above = by_id.get(above[_REPLY_TO])
    before = [row for row in reversed(before) if row[_HEARD]]
    after = _depth_first(rows, post_id)
    found = joined([*before, *after], reader_id)
    return found[: len(before)], found[len(before) :]


def _depth_first(rows: Rows, root_id: int) -> list[Sequence[Any]]:
    """Oldest first at each level; what hangs on a post that the reader does not see is not reached."""
    replies: dict[int, list[Sequence[Any]]] = {}
    for row in rows:
        if row[_HEARD]:
            # They come newest first, and the last one put on the pile is taken first.
            replies.setdefault(row[_REPLY_TO], []).append(row)
    found: list[Sequence[Any]] = []
    waiting = list(replies.get(root_id, ()))
    while waiting:
        row = waiting.pop()
        found.append(row)
        waiting += replies.get(row[0], ())
    return found


def statuses(ids: Sequence[int], reader_id: int | None) -> dict[int, bytes]:
    """By id; what may not be seen at all is missing. Whether the reader may see them is the caller's to ask."""
    if not ids:
        return {}
    clause, params = among("p.post_id", ids)
    columns, marked = join.columns(reader_id)
    rows = fetch(
        f"SELECT {columns} FROM posts_post k{join.TABLES.format(key='k.id')} WHERE {clause} AND {join.WHOLE}",
        [*marked, *params],
    )
    return dict(zip(*items(rows, reader_id), strict=True))


def status(id: int, reader_id: int | None) -> bytes | None:
    return statuses([id], reader_id).get(id)


_ACCOUNTS = f"SELECT a.account_id, {join.ACCOUNT_COLUMNS} FROM client_api_preparedaccount a WHERE "


def shown(id: int, reader_id: int | None) -> bytes | None:
    """One post if the reader may see it."""
    source = Source("posts_post x", "x.id", "x.id = %s", (id,))
    rows = _seen_page(source, _ONE, reader_id)
    return joined(rows, reader_id)[0] if rows else None


_ONE = Page(limit=1)


def accounts(ids: Sequence[int]) -> dict[int, bytes]:
    """Prepared accounts by id; suspended ones are missing."""
    if not ids:
        return {}
    clause, params = among("a.account_id", ids)
    return {row[0]: join.account(row[1:]) for row in fetch(_ACCOUNTS + clause, params)}


def account(id: int) -> bytes | None:
    columns = account_columns(id)
    return None if columns is None else join.account(columns)


def account_columns(id: int) -> Sequence[Any] | None:
    """A prepared account as ``join`` takes it."""
    rows = fetch(_ACCOUNTS + "a.account_id = %s", [id])
    return rows[0][1:] if rows else None
