"""The post being written, kept at hand for those who react in the same transaction.

A listener within that reads the post back would spend as many queries as the publication itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db.models import Model

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


def fill(row: Model, **parts: Iterable[Model]) -> None:
    """Mark relations as already read: after ``fill(post, tags=[...])``, ``post.tags.all()`` is free."""
    read: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in parts.items():
        known = _nothing(type(row), name)._chain()
        known._result_cache, known._prefetch_done = list(rows), True
        read[name] = known


@cache
def _nothing(model: type[Model], name: str) -> Any:
    related = model._meta.get_field(name).related_model
    return related._default_manager.none()  # type: ignore[union-attr]  # these fields have one


def fill_none(post: Post, *names: str) -> None:
    """The same for one-to-one relations that the post does not have."""
    for name in names:
        post._state.fields_cache[name] = None
