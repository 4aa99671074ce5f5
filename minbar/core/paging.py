"""Pages of a list by id (keyset), newest first, with the meaning Mastodon's API gives its parameters."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from minbar.core.ids import parse_id

M = TypeVar("M", bound=Model)


def clip(limit: int | None, default: int, most: int) -> int:
    """How many rows to give: `default` when none (or nothing sensible) was asked, never above `most`."""
    if limit is None or limit < 1:
        return default
    return min(limit, most)


@dataclass(frozen=True, slots=True)
class Page:
    """A window of a list.

    `max_id`: only older than it. `since_id`: only newer, the newest of them. `min_id`: only newer, the
    nearest to it.
    """

    limit: int = 20
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None

    @classmethod
    def parse(
        cls,
        limit: int | None = None,
        max_id: str | None = None,
        since_id: str | None = None,
        min_id: str | None = None,
        *,
        default: int = 20,
        most: int = 40,
    ) -> "Page":
        """From a door's parameters; ids that are no ids are left out, as Mastodon does."""
        return cls(clip(limit, default, most), parse_id(max_id), parse_id(since_id), parse_id(min_id))

    @property
    def upwards(self) -> bool:
        """Whether rows are taken from the oldest end (the answer is still newest first)."""
        return self.min_id is not None

    def bounds(self, field: str = "id") -> dict[str, int]:
        """The window as filter arguments on `field`."""
        found: dict[str, int] = {}
        if self.max_id is not None:
            found[f"{field}__lt"] = self.max_id
        lower = self.min_id if self.min_id is not None else self.since_id
        if lower is not None:
            found[f"{field}__gt"] = lower
        return found

    def older_than(self, id: int) -> "Page":
        """The page that follows one whose last row was `id`."""
        return replace(self, max_id=id, since_id=None, min_id=None)


def window(rows: QuerySet[M, Any], page: Page, field: str = "id") -> QuerySet[M, Any]:
    """The rows of the page, unevaluated; oldest first when `page.upwards` (see `newest_first`)."""
    order = field if page.upwards else f"-{field}"
    return rows.filter(**page.bounds(field)).order_by(order)[: page.limit]


def newest_first(rows: Iterable[Any], page: Page) -> list[Any]:
    """The fetched rows of `window` in reading order."""
    found = list(rows)
    if page.upwards:
        found.reverse()
    return found


def take(rows: QuerySet[M, Any], page: Page, field: str = "id") -> list[Any]:
    """The rows of the page, newest first: one query. `values_list` querysets work too."""
    return newest_first(window(rows, page, field), page)
