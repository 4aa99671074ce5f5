from collections.abc import Mapping

from minbar.accounts.mentioning import people_mentioned
from minbar.core.text.article import RenderedArticle
from minbar.media.models import Medium
from minbar.posts.article_text import rendered_article


def preview_article(source: str, language: str, media: Mapping[str, Medium]) -> RenderedArticle:
    """An article as it would be published now; nothing is written."""
    return rendered_article(source, language, media, people_mentioned(source))
