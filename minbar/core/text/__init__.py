"""Text of posts and articles: what is in it, how long it is, and its HTML. Pure functions; no database."""

from minbar.core.text.article import Heading, RenderedArticle, article_to_status_html, render_article
from minbar.core.text.count import count_characters
from minbar.core.text.entities import find_hashtags, find_links, find_mentions, handle_key
from minbar.core.text.inline import Mention
from minbar.core.text.markdown import Picture
from minbar.core.text.render import Rendered, render_post
from minbar.core.text.slug import slugify

__all__ = [
    "Heading",
    "Mention",
    "Picture",
    "Rendered",
    "RenderedArticle",
    "article_to_status_html",
    "count_characters",
    "find_hashtags",
    "find_links",
    "find_mentions",
    "handle_key",
    "render_article",
    "render_post",
    "slugify",
]
