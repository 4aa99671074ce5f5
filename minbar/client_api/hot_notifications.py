"""Notifications from prepared bytes: one query, and one for votes if polls are in it."""

from collections.abc import Collection, Mapping
from typing import Any

import orjson

from minbar.client_api import hot, join
from minbar.client_api.entities.report import report_entity
from minbar.client_api.entities.values import moment
from minbar.core.ids import time_of
from minbar.core.paging import Page
from minbar.core.rows import fetch
from minbar.ethics.models import Report
from minbar.notifications.models import Notification
from minbar.timelines.sources import bounds, order

_ACTOR = "c.counts, c.body"
_TABLES = (
    "notifications_notification n"
    " JOIN client_api_preparedaccount c ON c.account_id = n.actor_id"
    " LEFT JOIN client_api_preparedpost p ON p.post_id = n.post_id"
    " LEFT JOIN client_api_preparedaccount a ON a.account_id = p.author_id"
    " LEFT JOIN client_api_preparedpost o ON o.post_id = p.boost_of_id"
    " LEFT JOIN client_api_preparedaccount b ON b.account_id = o.author_id"
)
_SHOWN = (
    "n.recipient_id = %s AND (n.post_id IS NULL OR a.account_id IS NOT NULL)"
    " AND n.actor_id NOT IN (SELECT m.target_id FROM accounts_mute m WHERE m.source_id = %s AND m.notifications"
    " AND (m.expires_at IS NULL OR m.expires_at > %s)"
    " UNION ALL SELECT k.target_id FROM accounts_block k WHERE k.source_id = %s)"
)
_OWN = 5


def notifications(
    reader_id: int,
    page: Page,
    kinds: Collection[str] = (),
    exclude: Collection[str] = (),
    actor_id: int | None = None,
) -> hot.Items:
    """Newest first; unknown kinds are of none."""
    where, params = _SHOWN, [reader_id, reader_id, hot.now(), reader_id]
    for names, word in ((kinds, "IN"), (exclude, "NOT IN")):
        if names:
            where += f" AND n.kind {word} ({', '.join(['%s'] * len(names))})"
            params += list(names)
    if actor_id is not None:
        where += " AND n.actor_id = %s"
        params.append(actor_id)
    window, limits = bounds(page, "n.id")
    columns, marked = join.columns(reader_id)
    rows = fetch(
        f"SELECT n.id, n.kind, n.report_id, {_ACTOR}, {columns} FROM {_TABLES}"
        f" WHERE {where}{window}{order(page, 'n.id')}",
        [*marked, *params, *limits],
    )
    if page.upwards:
        rows = rows[::-1]
    shown = [row[_OWN:] for row in rows if row[_OWN] is not None]
    posts = dict(zip((post[0] for post in shown), hot.joined(shown, reader_id), strict=True))
    return [row[0] for row in rows], [_item(row, posts) for row in rows]


def _item(row: Any, posts: Mapping[int, bytes]) -> bytes:
    id, kind, report_id = row[:3]
    extra = b""
    if row[_OWN] is not None:
        extra = b',"status":' + posts[row[_OWN]]
    elif kind == Notification.Kind.REPORT:
        extra = _report(report_id)
    return b'{"id":"%d","type":"%b","group_key":"ungrouped-%d","created_at":"%b","account":%b%b}' % (
        id,
        kind.encode(),
        id,
        moment(time_of(id)).encode(),
        join.account(row[3:_OWN]),
        extra,
    )


def _report(report_id: int) -> bytes:
    """Only moderators are told of reports, and of few at a time: a query each is no harm."""
    report = Report.objects.select_related("target__avatar", "target__header").filter(pk=report_id).first()
    return b"" if report is None else b',"report":' + orjson.dumps(report_entity(report))
