"""The timelines as lists of post ids, newest first, for pages that load the posts themselves."""

from typing import Any

from django.db import connection
from django.db.models import Case, F, IntegerField, Value, When

from minbar.accounts.models import Account
from minbar.core.arabic import fold
from minbar.core.paging import Page
from minbar.posts.models import Audience, Post, PostKind, Tag
from minbar.posts.visibility import heard_sql, sql_parameters, visible_sql
from minbar.timelines import sources
from minbar.timelines.merging import merged_for
from minbar.timelines.sources import Source, bounds, order


def _ids(source: Source, page: Page, viewer: Account | None) -> list[int]:
    """The page of the source as far as the viewer sees it and wants to hear it: one query."""
    window, limits = bounds(page, source.key)
    named = {f"n{i}": value for i, value in enumerate((*source.params, *limits))}
    text = (
        f"SELECT {source.key} FROM {source.tables} JOIN posts_post p ON p.id = {source.key}"
        f" JOIN accounts_account a ON a.id = p.author_id WHERE {source.where}{window}"
    )
    for name in named:
        text = text.replace("%s", f"%({name})s", 1)
    text += f" AND {visible_sql(viewer)} AND {heard_sql(viewer)}{order(page, source.key)}"
    with connection.cursor() as cursor:
        cursor.execute(text, {**named, **sql_parameters(viewer)})
        ids = [row[0] for row in cursor.fetchall()]
    return ids[::-1] if page.upwards else ids


def home_timeline(account: Account, page: Page) -> list[int]:
    """What was written to the account's home, and the posts of followed authors too many follow for that."""
    merged = merged_for(account.pk)
    source = sources.home_with(account.pk, merged, page) if merged else sources.home(account.pk)
    return _ids(source, page, account)


def local_timeline(viewer: Account | None, page: Page) -> list[int]:
    """First posts of this server; members see those for members alone as well."""
    return _ids(sources.public(local=True, member=viewer is not None), page, viewer)


def public_timeline(viewer: Account | None, page: Page, **filters: Any) -> list[int]:
    """First posts of everybody known here; ``filters`` are those of ``sources.public``."""
    return _ids(sources.public(**{"local": False, "member": viewer is not None, **filters}), page, viewer)


def tag_timeline(name: str, viewer: Account | None, page: Page, **filters: Any) -> list[int]:
    """Posts with the tag, however it is spelled; ``filters`` are those of ``sources.tag``."""
    source = sources.tag(fold(name.lstrip("#")), page, member=viewer is not None, **filters)
    return _ids(source, page, viewer)


def search_tags(text: str, limit: int = 20, offset: int = 0) -> list[Tag]:
    """Tags that begin with the text, however either is spelled; the exact one first, then the lately used."""
    name = fold(text.strip().lstrip("#"))
    if not name:
        return []
    exact = Case(When(name=name, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Tag.objects.filter(name__startswith=name)
    # Tags never used stand last on both databases: NULLs are sorted differently.
    lately = F("last_used_on").desc(nulls_last=True)
    return list(rows.order_by(exact, lately, "name")[offset : offset + limit])


def tags_in_use(limit: int = 12) -> list[Tag]:
    """The tags used most lately."""
    rows = Tag.objects.filter(last_used_on__isnull=False)
    return list(rows.order_by("-last_used_on", "-pk")[:limit])


def latest_articles(viewer: Account | None, limit: int = 3) -> list[int]:
    """Ids of the newest articles that are for everybody and written here."""
    rows = Post.objects.heard_by(viewer).filter(kind=PostKind.ARTICLE, audience=Audience.PUBLIC, local=True)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])
