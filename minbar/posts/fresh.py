"""The post being written, kept at hand for those who react in the same transaction.

A listener within that reads the post back would spend as many queries as the publication itself.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet

from minbar.posts.models import Post

_post: ContextVar[Post | None] = ContextVar("minbar_fresh_post", default=None)


@contextmanager
def at_hand(post: Post) -> Iterator[None]:
    """While the block runs, ``recall`` answers this very post."""
    token = _post.set(post)
    try:
        yield
    finally:
        _post.reset(token)


def recall(post_id: int) -> Post | None:
    """The post with all its parts loaded, if it is the one being written."""
    post = _post.get()
    return post if post is not None and post.pk == post_id else None


class _Rows(list[Any]):
    """Rows that are already read. Asked for more than its rows, it is the query it stands for."""

    def __init__(self, rows: Iterable[Model], query: Callable[[], QuerySet[Any]]) -> None:
        super().__init__(rows)
        self._query = query

    def all(self) -> "_Rows":
        return self

    def count(self, *value: Any) -> int:
        return super().count(*value) if value else len(self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query(), name)


def fill(row: Model, **parts: Iterable[Model]) -> None:
    """Mark relations as already read: after ``fill(post, tags=[...])``, ``post.tags.all()`` is free."""
    read: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in parts.items():
        read[name] = _Rows(rows, partial(_query, row, name))


def _query(row: Model, name: str) -> QuerySet[Any]:
    relation: Any = row._meta.get_field(name)
    return relation.related_model._default_manager.filter(**{relation.field.name: row})


def fill_none(post: Post, *names: str) -> None:
    """The same for one-to-one relations that the post does not have."""
    for name in names:
        post._state.fields_cache[name] = None
