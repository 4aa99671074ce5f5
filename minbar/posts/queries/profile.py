from django.db.models import Exists, OuterRef, Q

from minbar.accounts.models import Account
from minbar.core.arabic import fold
from minbar.core.paging import Page, take
from minbar.posts.models import Attachment, Pin, Post, PostKind, PostTag
from minbar.posts.models.querysets import PostQuerySet

#: Tabs of a profile.
TABS = ("posts", "replies", "media", "articles")


def profile_rows(
    account: Account,
    viewer: Account | None,
    *,
    only_media: bool = False,
    only_articles: bool = False,
    exclude_replies: bool = False,
    exclude_boosts: bool = False,
    tagged: str = "",
) -> PostQuerySet:
    """The account's posts that the viewer may see; replies to oneself count as posts, not as replies."""
    rows = Post.objects.visible_to(viewer).filter(author=account)
    if only_media:
        rows = rows.filter(Exists(Attachment.objects.filter(post=OuterRef("pk"))))
    if only_articles:
        rows = rows.filter(kind=PostKind.ARTICLE)
    if exclude_replies:
        rows = rows.filter(Q(reply_to_account__isnull=True) | Q(reply_to_account=account))
    if exclude_boosts:
        rows = rows.filter(boost_of__isnull=True)
    if tagged:
        names = PostTag.objects.filter(post=OuterRef("pk"), tag__name=fold(tagged))
        rows = rows.filter(Exists(names))
    return rows


def profile_posts(account: Account, viewer: Account | None, tab: str, page: Page) -> list[int]:
    """Ids of one tab (``TABS``) of a profile, newest first; "replies" has posts, boosts and replies."""
    rows = profile_rows(
        account,
        viewer,
        only_media=tab == "media",
        only_articles=tab == "articles",
        exclude_replies=tab == "posts",
        exclude_boosts=tab == "media",
    )
    return take(rows.values_list("pk", flat=True), page)


def pinned_posts(account: Account, viewer: Account | None) -> list[int]:
    """Ids of what the account keeps at the top of its profile, last pinned first."""
    pins = Pin.objects.filter(account=account).order_by("-id").values_list("post", flat=True)
    ids = list(pins)
    seen = set(Post.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    return [id for id in ids if id in seen]
