"""RSS and Atom of what anybody may read."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.html import to_plain_text
from minbar.core.paging import Page
from minbar.posts.models import Post
from minbar.posts.queries import profile_posts
from minbar.timelines.queries import latest_articles, local_timeline
from minbar.web.finding import account_or_404
from minbar.web.templatetags.paths import profile_path

LENGTH = 20


def _posts(ids: list[int]) -> list[Post]:
    found = {post.pk: post for post in Post.objects.with_everything().filter(pk__in=ids)}
    return [found[id] for id in ids if id in found and found[id].boost_of_id is None]


class _PostsFeed(Feed[Post, Any]):
    feed_type: type[SyndicationFeed] = Atom1Feed

    def item_title(self, item: Post) -> str:
        if item.kind == "article":
            return item.article.title
        text = item.warning or to_plain_text(item.html)
        return text if len(text) <= 80 else f"{text[:79]}…"

    def item_description(self, item: Post) -> str:
        if item.kind == "article":
            return item.article.html.replace(
                f'"{settings.MEDIA_URL}', f'"{settings.BASE_URL}{settings.MEDIA_URL}'
            )
        return item.html if not item.warning else to_plain_text(item.warning)

    def item_link(self, item: Post) -> str:
        return item.url

    def item_guid(self, item: Post) -> str:
        return item.uri

    item_guid_is_permalink = False

    def item_pubdate(self, item: Post) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Post) -> datetime:
        return item.edited_at or item.created_at

    def item_author_name(self, item: Post) -> str:
        return item.author.name

    def item_author_link(self, item: Post) -> str:
        return item.author.url


class AccountFeed(_PostsFeed):
    """The public posts and articles of one account."""

    def get_object(self, request: HttpRequest, handle: str, *args: Any, **kwargs: Any) -> Account:
        return account_or_404(handle)

    def title(self, account: Account) -> str:
        return f"{account.name} (@{account.handle})"

    def link(self, account: Account) -> str:
        return profile_path(account)

    def description(self, account: Account) -> str:
        return to_plain_text(account.bio_html)

    subtitle = description

    def items(self, account: Account) -> list[Post]:
        return _posts(profile_posts(account, None, "posts", Page(limit=LENGTH)))


class AccountRss(AccountFeed):
    feed_type = Rss201rev2Feed


class ArticlesFeed(_PostsFeed):
    """The newest public articles of this server."""

    def title(self) -> str:
        return _("Articles of %(site)s") % {"site": settings.ENV.server_name}

    link = "/"

    def description(self) -> str:
        return settings.ENV.server_description

    subtitle = description

    def items(self) -> list[Post]:
        return _posts(latest_articles(None, limit=LENGTH))


class ArticlesRss(ArticlesFeed):
    feed_type = Rss201rev2Feed


class LocalFeed(ArticlesFeed):
    """Everything public that members of this server write."""

    def title(self) -> str:
        return str(settings.ENV.server_name)

    def items(self) -> list[Post]:
        return _posts(local_timeline(None, Page(limit=LENGTH)))
