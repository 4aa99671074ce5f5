"""From an article's Markdown to what is stored of it."""

from collections.abc import Mapping

from minbar.accounts.mentioning import local_domains, mentions_of, tag_url
from minbar.accounts.models import Account
from minbar.core.text.article import RenderedArticle, article_to_status_html, render_article
from minbar.core.text.markdown import Picture
from minbar.core.text.slug import slugify
from minbar.media.models import Medium
from minbar.media.storing import media_path
from minbar.posts.models import Article, Post


def rendered_article(
    source: str, language: str, media: Mapping[str, Medium], people: Mapping[str, Account]
) -> RenderedArticle:
    """``media`` by the names the text calls them; one that is not ready yet is left out."""
    return render_article(
        source, language or None, pictures_of(media), mentions_of(people), tag_url, local_domains()
    )


def pictures_of(media: Mapping[str, Medium]) -> dict[str, Picture]:
    return {name: _picture(medium) for name, medium in media.items() if medium.file}


def _picture(medium: Medium) -> Picture:
    small, large = media_path(medium.preview), media_path(medium.file)
    several = bool(medium.preview) and medium.preview != medium.file
    return Picture(
        url=large,
        width=medium.width,
        height=medium.height,
        alt=medium.description,
        srcset=f"{small} {medium.preview_width}w, {large} {medium.width}w" if several else "",
    )


def fill_in(post: Post, article: Article, found: RenderedArticle) -> None:
    """Put the rendered words on the article, and its short form on the post; nothing is saved."""
    article.html, article.reading_minutes = found.html, found.reading_minutes
    article.contents = [dict(heading) for heading in found.contents]
    article.slug = slugify(article.title)
    excerpt = article.summary or found.excerpt
    post.text = "\n\n".join(part for part in (article.title, excerpt) if part)
    post.html = article_to_status_html(article.title, excerpt, post.url, post.language or None)


def media_by_name(post: Post) -> dict[str, Medium]:
    """An article's media by the names its text calls them, in order."""
    rows = post.attachments.select_related("medium").exclude(name="").order_by("position")
    return {row.name: row.medium for row in rows}
