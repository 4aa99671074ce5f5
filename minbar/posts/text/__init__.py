"""Text of posts and articles: what is in it, how long it is, and its HTML. Pure functions; no database."""

from minbar.posts.text.count import count_characters
from minbar.posts.text.entities import find_hashtags, find_links, find_mentions, handle_key
from minbar.posts.text.inline import Mention
from minbar.posts.text.render import Rendered, render_post

__all__ = [
    "Mention",
    "Rendered",
    "count_characters",
    "find_hashtags",
    "find_links",
    "find_mentions",
    "handle_key",
    "render_post",
]
