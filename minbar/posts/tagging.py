"""From the hashtags of a text to rows."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from minbar.core.rows import fetch
from minbar.posts.inserting import insert
from minbar.posts.models import Post, PostTag, Tag


def tags_named(names: Iterable[tuple[str, str]]) -> dict[str, Tag]:
    """The tags of these (as typed, folded) names, made where they are new; safe when others make them too."""
    spelling = {folded: typed for typed, folded in names}
    found = _known(list(spelling))
    # Sorted, so that two transactions that make the same tags wait for each other in one order.
    missing = sorted(spelling.keys() - found.keys())
    if missing:
        Tag.objects.bulk_create(
            [Tag(name=name, display=spelling[name]) for name in missing], ignore_conflicts=True
        )
        found |= _known(missing)
    return found


def _known(names: list[str]) -> dict[str, Tag]:
    """By plain SQL: the ORM's way to the same rows costs as much as all else that a short post does."""
    marks = ", ".join(["%s"] * len(names))
    rows = fetch(f"SELECT id, name, display, last_used_on FROM posts_tag WHERE name IN ({marks})", names)
    return {
        name: Tag(id=id, name=name, display=display, last_used_on=_day(used))
        for id, name, display, used in rows
    }


def _day(value: date | str | None) -> date | None:
    """SQLite gives dates as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def attach_tags(post: Post, names: list[tuple[str, str]]) -> list[PostTag]:
    """Tag the post; runs in the caller's transaction, costs nothing where there is no tag."""
    if not names:
        return []
    tags = tags_named(names)
    rows = [PostTag(post=post, tag=tags[folded], display=typed) for typed, folded in names]
    for row in rows:
        insert(row)
    _note_use(tags.values(), post.created_at.date())
    return rows


def _note_use(tags: Iterable[Tag], day: date) -> None:
    for tag in sorted(tags, key=lambda tag: tag.name):
        if tag.last_used_on is None or tag.last_used_on < day:
            older = Q(last_used_on__isnull=True) | Q(last_used_on__lt=day)
            Tag.objects.filter(older, pk=tag.pk).update(last_used_on=day)
