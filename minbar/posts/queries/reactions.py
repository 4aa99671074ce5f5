from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from minbar.accounts.models import Account, AccountState, Block
from minbar.core.paging import Page, take
from minbar.posts.models import Bookmark, Favourite, Post

M = TypeVar("M", bound=Model)
_MANY = Page(limit=40)


def favourites_on(post: Post, viewer: Account | None, page: Page = _MANY) -> list[Favourite]:
    """Favourites of the post, newest first, each with its ``account``; page by the favourite's id."""
    rows = Favourite.objects.filter(post=post).select_related("account__avatar", "account__header")
    return take(_from_seen(rows, "account", viewer), page)


def favourited_by(post: Post, viewer: Account | None, page: Page = _MANY) -> list[Account]:
    return [row.account for row in favourites_on(post, viewer, page)]


def boosts_of(post: Post, viewer: Account | None, page: Page = _MANY) -> list[Post]:
    """Boosts of the post that the viewer may see, newest first, each with its ``author``."""
    rows = Post.objects.visible_to(viewer).filter(boost_of=post)
    return take(rows.select_related("author__avatar", "author__header"), page)


def boosted_by(post: Post, viewer: Account | None, page: Page = _MANY) -> list[Account]:
    return [boost.author for boost in boosts_of(post, viewer, page)]


def bookmarks_of(account: Account, page: Page) -> list[tuple[int, int]]:
    """(bookmark, post) ids of what the account keeps and may still see, newest bookmark first."""
    rows = Bookmark.objects.filter(account=account, post__in=Post.objects.visible_to(account))
    return take(rows.values_list("pk", "post_id"), page)


def favourites_of(account: Account, page: Page) -> list[tuple[int, int]]:
    """(favourite, post) ids of what the account favourited and may still see, newest favourite first."""
    rows = Favourite.objects.filter(account=account, post__in=Post.objects.visible_to(account))
    return take(rows.values_list("pk", "post_id"), page)


def _from_seen(rows: QuerySet[M], who: str, viewer: Account | None) -> QuerySet[M]:
    """Only rows of people that the viewer may meet."""
    rows = rows.exclude(**{f"{who}__state": AccountState.SUSPENDED})
    if viewer is None:
        return rows
    return rows.exclude(Exists(Block.objects.filter(source=viewer, target=OuterRef(who)))).exclude(
        Exists(Block.objects.filter(source=OuterRef(who), target=viewer))
    )
