from django.conf import settings
from typing_extensions import TypedDict

from minbar.client_api.entities.account import Account
from minbar.client_api.entities.values import media_address, moment
from minbar.posts.models import Article, Post


class PreviewCardAuthor(TypedDict):
    name: str
    url: str
    account: Account | None


class PreviewCard(TypedDict):
    url: str
    title: str
    description: str
    type: str
    authors: list[PreviewCardAuthor]
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    html: str
    width: int
    height: int
    image: str | None
    embed_url: str
    blurhash: str | None
    published_at: str


def article_card(post: Post, article: Article) -> PreviewCard:
    """How an app that knows no articles shows one: a card that leads to it."""
    cover = article.cover
    seen = cover is not None and bool(cover.file)
    return {
        "url": post.url,
        "title": article.title,
        "description": article.summary,
        "type": "link",
        "authors": [{"name": post.author.name, "url": post.author.url, "account": None}],
        "author_name": post.author.name,
        "author_url": post.author.url,
        "provider_name": settings.ENV.server_name,
        "provider_url": settings.BASE_URL,
        "html": "",
        "width": cover.preview_width if cover is not None and seen else 0,
        "height": cover.preview_height if cover is not None and seen else 0,
        "image": media_address(cover.preview or cover.file) if cover is not None and seen else None,
        "embed_url": "",
        "blurhash": cover.blurhash or None if cover is not None else None,
        "published_at": moment(post.created_at),
    }
