from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models

from minbar.accounts.models import Account
from minbar.posts import visibility
from minbar.posts.models.choices import PostState

if TYPE_CHECKING:
    from minbar.posts.models.post import Post  # noqa: F401 - named in a string below

#: The parts of a post, with what is read in the same query as each.
_PARTS = {"attachments": "medium", "mentions": "account", "tags": "tag"}


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        return self.filter(state=PostState.PUBLISHED)

    def visible_to(self, viewer: Account | None) -> "PostQuerySet":
        """Only what the viewer (None: a visitor) may see at all; the rules stand in visibility.py."""
        return self.filter(visibility.visible(self.model, viewer))

    def heard_by(self, viewer: Account | None) -> "PostQuerySet":
        """Only what is shown to the viewer unasked, in timelines and threads: visible, not by anybody they
        muted, nor by a limited account they do not follow.
        """
        return self.filter(visibility.visible(self.model, viewer), visibility.heard(self.model, viewer))

    def with_everything(self) -> "PostQuerySet":
        """All that is needed to show the posts, in a number of queries that does not grow with them."""
        return self.select_related(
            "author__avatar",
            "author__header",
            "article__cover",
            "poll",
            "reply_to_account",
            "boost_of__author__avatar",
            "boost_of__author__header",
            "boost_of__article__cover",
            "boost_of__poll",
            "boost_of__reply_to_account",
        ).prefetch_related(*_parts(self.model, ""), *_parts(self.model, "boost_of__"))


def _parts(posts: type[models.Model], prefix: str) -> Iterator[models.Prefetch | str]:
    for name, joined in _PARTS.items():
        rows = posts._meta.get_field(name).related_model._default_manager  # type: ignore[union-attr]  # they have one
        yield models.Prefetch(prefix + name, rows.select_related(joined))
    yield f"{prefix}poll__options"
