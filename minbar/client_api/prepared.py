"""The prepared bytes: what accounts and posts look like in the API, rendered when they change, not when they are read.

``listeners`` call these in the transaction of the change; docs/prepared-bytes.md says which change touches what.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction
from django.db.models import QuerySet

from minbar.accounts.models import Account, AccountState
from minbar.client_api.entities.account import account_entity
from minbar.client_api.entities.poll import poll_entity
from minbar.client_api.entities.status import status_content, status_head
from minbar.client_api.models import PreparedAccount, PreparedPost
from minbar.posts import fresh
from minbar.posts.models import Poll, Post, PostKind, PostState

_COUNTS = ("followers_count", "following_count", "statuses_count", "last_status_at")
_BATCH = 500


@dataclass(slots=True)
class AccountRow:
    account_id: int
    limited: bool
    counts: bytes
    body: bytes


@dataclass(slots=True)
class PostRow:
    post_id: int
    author_id: int
    boost_of_id: int | None
    thread_id: int
    counts: bytes
    poll_ends: int | None
    poll: bytes | None
    body: bytes


def render_account(account: Account) -> AccountRow:
    """Needs ``avatar`` and ``header``."""
    entity: dict[str, Any] = {**account_entity(account)}
    counts = orjson.dumps({name: entity.pop(name) for name in _COUNTS})[1:-1]
    limited = account.state == AccountState.LIMITED
    return AccountRow(account.pk, limited, counts, orjson.dumps(entity)[:-1])


def render_post(post: Post) -> PostRow:
    """Needs everything (``with_everything``); of a boost only its own row."""
    head = orjson.dumps(status_head(post))[:-1]
    counts = b'"replies_count":%d,"reblogs_count":%d,"favourites_count":%d' % (
        post.replies_count,
        post.boosts_count,
        post.favourites_count,
    )
    row = PostRow(post.pk, post.author_id, post.boost_of_id, post.thread_id, counts, None, None, head)
    if post.kind != PostKind.BOOST:
        row.body = head + b"," + orjson.dumps(status_content(post))[1:-1]
        poll = getattr(post, "poll", None)
        if poll is not None:
            row.poll_ends, row.poll = render_poll(poll)
    return row


def render_poll(poll: Poll) -> tuple[int, bytes]:
    """When it ends (0: never), and the bytes without what depends on the hour and the reader."""
    ends = 0 if poll.expires_at is None else int(poll.expires_at.timestamp() * 1000)
    # Hidden totals come out with the event that ends the poll, not with the clock.
    entity: dict[str, Any] = {**poll_entity(poll, expired=poll.announced)}
    del entity["expired"]
    return ends, orjson.dumps(entity)[:-1]


def _upsert(table: str, key: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join(["%s"] * len(columns))
    sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns if name != key)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {sets}"


_STORE_ACCOUNT = _upsert("client_api_preparedaccount", "account_id", tuple(AccountRow.__dataclass_fields__))
_STORE_POST = _upsert("client_api_preparedpost", "post_id", tuple(PostRow.__dataclass_fields__))


def _store(sql: str, rows: list[Any]) -> None:
    values = [tuple(getattr(row, name) for name in row.__slots__) for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)


def prepare_account(account_id: int) -> None:
    account = Account.objects.select_related("avatar", "header").get(pk=account_id)
    if account.state == AccountState.SUSPENDED:
        PreparedAccount.objects.filter(pk=account_id).delete()
    else:
        _store(_STORE_ACCOUNT, [render_account(account)])


def prepare_post(post_id: int) -> None:
    """Render the post anew if it may be seen, else take its bytes away."""
    post = fresh.recall(post_id) or everything().filter(pk=post_id).first()
    if post is None or post.state != PostState.PUBLISHED:
        withdraw_post(post_id)
    else:
        _store(_STORE_POST, [render_post(post)])


def prepare_boost(post_id: int) -> None:
    """A boost's own row needs nothing of the post inside it."""
    _store(_STORE_POST, [render_post(Post.objects.get(pk=post_id))])


def withdraw_post(post_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM client_api_preparedpost WHERE post_id = %s", [post_id])


def prepare_poll(post_id: int) -> None:
    poll = Poll.objects.prefetch_related("options").filter(post=post_id).first()
    ends, body = render_poll(poll) if poll is not None else (None, None)
    PreparedPost.objects.filter(pk=post_id).update(poll_ends=ends, poll=body)


# The text of the counts as bytes, as each database makes them of it.
_BYTES = {"sqlite": "CAST({} AS BLOB)", "postgresql": "convert_to({}, 'UTF8')"}
_POST_COUNTS = (
    "'\"replies_count\":' || x.replies_count || ',\"reblogs_count\":' || x.boosts_count"
    " || ',\"favourites_count\":' || x.favourites_count"
)
_ACCOUNT_COUNTS = (
    "'\"followers_count\":' || x.followers_count || ',\"following_count\":' || x.following_count"
    " || ',\"statuses_count\":' || x.posts_count || ',\"last_status_at\":' ||"
    " CASE WHEN x.last_posted_on IS NULL THEN 'null'"
    " ELSE '\"' || CAST(x.last_posted_on AS varchar(10)) || '\"' END"
)
_COUNT = "UPDATE {table} SET counts = (SELECT {counts} FROM {source} x WHERE x.id = {key}) WHERE {key} = %s"


def _count_sql(table: str, key: str, source: str, counts: str) -> str:
    return _COUNT.format(table=table, key=key, source=source, counts=_BYTES[connection.vendor].format(counts))


def count_post(post_id: int) -> None:
    """Copy the post's counters as they now stand, so that it may run any number of times."""
    with connection.cursor() as cursor:
        cursor.execute(
            _count_sql("client_api_preparedpost", "post_id", "posts_post", _POST_COUNTS), [post_id]
        )


def count_account(account_id: int) -> None:
    """The same for an account's."""
    sql = _count_sql("client_api_preparedaccount", "account_id", "accounts_account", _ACCOUNT_COUNTS)
    with connection.cursor() as cursor:
        cursor.execute(sql, [account_id])


def everything() -> QuerySet[Post]:
    """Posts with all that their bytes are made of."""
    return Post.objects.select_related("author", "article__cover", "poll").prefetch_related(
        "attachments__medium", "mentions__account", "tags__tag", "poll__options"
    )


def _seen_accounts() -> QuerySet[Account]:
    return Account.objects.exclude(state=AccountState.SUSPENDED).select_related("avatar", "header")


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:_BATCH]):
        yield batch
        last = batch[-1].pk


def rebuild() -> tuple[int, int]:
    """Prepare everything anew (after a change of the shapes, or a restore); how many accounts and posts."""
    accounts = posts = 0
    with transaction.atomic():
        PreparedAccount.objects.exclude(pk__in=_seen_accounts().values("pk")).delete()
        published = Post.objects.filter(state=PostState.PUBLISHED)
        PreparedPost.objects.exclude(pk__in=published.values("pk")).delete()
    for batch in _batches(_seen_accounts()):
        with transaction.atomic():
            _store(_STORE_ACCOUNT, [render_account(account) for account in batch])
        accounts += len(batch)
    for batch in _batches(everything().filter(state=PostState.PUBLISHED)):
        with transaction.atomic():
            _store(_STORE_POST, [render_post(post) for post in batch])
        posts += len(batch)
    return accounts, posts


def differences() -> Iterator[str]:
    """What a rebuild would change, a line each; nothing when every listener did its part."""
    yield from _compare(_seen_accounts(), PreparedAccount, render_account)
    yield from _compare(everything().filter(state=PostState.PUBLISHED), PreparedPost, render_post)


def _compare(sources: QuerySet[Any], table: Any, render: Any) -> Iterator[str]:
    count = 0
    for batch in _batches(sources):
        kept = table.objects.in_bulk([source.pk for source in batch])
        count += len(kept)
        for source in batch:
            row, stored = render(source), kept.get(source.pk)
            if stored is None:
                yield f"{table.__name__} {source.pk} is missing"
                continue
            for name in row.__slots__:
                wanted, found = getattr(row, name), getattr(stored, name)
                found = bytes(found) if isinstance(found, memoryview) else found
                if wanted != found:
                    yield f"{table.__name__} {source.pk}: {name} is {found!r}, not {wanted!r}"
    if table.objects.count() != count:
        yield f"{table.__name__} holds rows of what may not be seen"
