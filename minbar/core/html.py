"""HTML that others wrote, made safe: every piece of it passes through here, and then through nothing else.

Three outlets: `clean_remote` for what other servers and client apps send (the elements Mastodon lets
through), `clean_article` for the long form, `to_plain_text` for search, excerpts and notifications.
`clean_own` is for the markup this program writes itself: the same walls, with the attributes its renderers
need.
"""

from html import unescape
from typing import Final

import nh3
import regex

__all__ = ["clean_article", "clean_own", "clean_remote", "to_plain_text"]

_SCHEMES: Final = {
    "http", "https", "mailto", "xmpp", "gemini", "gopher", "magnet", "ipfs", "ipns", "dat", "dweb",
}  # fmt: skip
_REL: Final = "nofollow noopener noreferrer"
_INLINE: Final = {
    "br", "span", "a", "bdi", "del", "s", "b", "strong", "u", "i", "em", "code", "ruby", "rt", "rp",
    "sub", "sup",
}  # fmt: skip
_BLOCKS: Final = {"p", "pre", "blockquote", "ul", "ol", "li"}
_ARTICLE: Final = {
    "h2", "h3", "h4", "h5", "h6", "hr", "figure", "figcaption", "img", "div",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_LINK_CLASSES: Final = {"u-url", "mention", "hashtag", "status-link", "unhandled-link", "video-open"}
_CLASSES: Final = {
    "a": _LINK_CLASSES,
    "span": {"h-card", "invisible", "ellipsis", "video-play", "video-text", "soft"},
    "bdi": {"video-title"},
    "p": {"quote-inline"},
    "div": {"video-card"},
}
_DIRECTED: Final = _BLOCKS | _ARTICLE | {"a", "bdi", "span", "code"}
_DIRECTIONS: Final = {tag: {"dir": {"rtl", "ltr", "auto"}} for tag in _DIRECTED}
_NO_TRANSLATE: Final = {"a": {"translate": {"no"}}, "span": {"translate": {"no"}}}

_DROPPED: Final = {"script", "style", "title", "textarea", "iframe", "noscript", "template", "svg"}
# Only these pages may become a player, and only after the reader asks for it.
VIDEO_EMBED: Final = regex.compile(
    r"https://(?:www\.youtube-nocookie\.com/embed/[\w\-]{6,20}|player\.vimeo\.com/video/\d{3,15}"
    r"|(?:[a-z0-9\-]{1,63}\.){1,5}[a-z][a-z0-9\-]{1,62}(?::\d{2,5})?/videos/embed/[\w\-]{6,40})(?:\?[\w=&\-]{1,80})?"
)
_SIZE: Final = regex.compile(r"\d{1,5}")
_ABSOLUTE: Final = regex.compile(r"[a-z][a-z0-9+.\-]*:", regex.IGNORECASE)


def _values(*tables: dict[str, dict[str, set[str]]]) -> dict[str, dict[str, set[str]]]:
    """The tables laid over each other."""
    merged: dict[str, dict[str, set[str]]] = {}
    for table in tables:
        for tag, attributes in table.items():
            merged.setdefault(tag, {}).update(attributes)
    return merged


def _only_absolute(tag: str, name: str, value: str) -> str | None:
    """A relative address in a foreign text would point into this server."""
    return None if name in {"href", "src", "cite"} and not _ABSOLUTE.match(value) else value


def _article_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "data-embed":
        return value if VIDEO_EMBED.fullmatch(value) else None
    if name in {"width", "height"}:
        return value if _SIZE.fullmatch(value) else None
    if name == "id" and not value.startswith("s-"):
        return None  # an id of the page's own would let a text take over its scripts and labels
    return value


_remote: Final = nh3.Cleaner(
    tags=_INLINE | _BLOCKS,
    clean_content_tags=_DROPPED,
    attributes={
        "*": {"lang"},
        "a": {"href"},
        "ol": {"start", "reversed"},
        "li": {"value"},
        "blockquote": {"cite"},
    },
    attribute_filter=_only_absolute,
    link_rel=_REL,
    url_schemes=_SCHEMES,
    allowed_classes=_CLASSES,
    tag_attribute_values=_values(_DIRECTIONS, _NO_TRANSLATE),
    set_tag_attribute_values={"a": {"target": "_blank"}},
)

_OWN_LINK: Final = {
    "a": {"rel": {_REL, "tag", "me nofollow noopener"}, "target": {"_blank"}},
}
_own: Final = nh3.Cleaner(
    tags=_INLINE | _BLOCKS,
    clean_content_tags=_DROPPED,
    attributes={"*": {"lang"}, "a": {"href"}},
    link_rel=None,
    url_schemes=_SCHEMES,
    allowed_classes=_CLASSES,
    tag_attribute_values=_values(_DIRECTIONS, _NO_TRANSLATE, _OWN_LINK),
)

_article: Final = nh3.Cleaner(
    tags=_INLINE | _BLOCKS | _ARTICLE,
    clean_content_tags=_DROPPED,
    attributes={
        "*": {"lang"},
        "a": {"href"},
        "ol": {"start"},
        "img": {"src", "srcset", "sizes", "alt", "width", "height"},
        "div": {"data-embed"},
        **{heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")},
    },
    attribute_filter=_article_attribute,
    link_rel=None,
    url_schemes=_SCHEMES,
    allowed_classes=_CLASSES,
    tag_attribute_values=_values(
        _DIRECTIONS,
        _NO_TRANSLATE,
        _OWN_LINK,
        {"img": {"loading": {"lazy"}, "decoding": {"async"}}, "code": {"dir": {"ltr"}}},
    ),
)

_strip: Final = nh3.Cleaner(tags=set(), clean_content_tags=_DROPPED)
_HEADING_OPEN: Final = regex.compile(r"<h[1-6]\b[^<>]*>", regex.IGNORECASE)
_HEADING_CLOSE: Final = regex.compile(r"</h[1-6]\s*>", regex.IGNORECASE)
_BREAK: Final = regex.compile(r"<br\b[^<>]*>\n?", regex.IGNORECASE)
_BLOCK_EDGE: Final = regex.compile(
    r"</?(?:p|h[1-6]|blockquote|pre|ul|ol|figure|div|table)\b(?=[\s/>])", regex.IGNORECASE
)
_LINE_END: Final = regex.compile(r"</(?:li|tr|figcaption)\s*>", regex.IGNORECASE)
_BLANK_LINES: Final = regex.compile(r"\n\s*?\n\s*")
_SURROGATES: Final = regex.compile(r"[\ud800-\udfff]")


def _encodable(html: str) -> str:
    """Half characters cannot be written as UTF-8, and nh3 would raise on them."""
    return _SURROGATES.sub("\ufffd", html)


def clean_remote(html: str) -> str:
    """HTML from another server, cut down to what Mastodon shows; headings become bold paragraphs."""
    html = _HEADING_OPEN.sub("<p><strong>", _encodable(html))
    html = _HEADING_CLOSE.sub("</strong></p>", html)
    return _remote.clean(html)


def clean_own(html: str) -> str:
    """The markup of `render_post`: like `clean_remote`, with its own `rel`, `target` and relative links."""
    return _own.clean(_encodable(html))


def clean_article(html: str) -> str:
    """The markup of an article written here: adds headings, figures, tables and the video card."""
    return _article.clean(_encodable(html))


def to_plain_text(html: str) -> str:
    """What a person would read in `html`: paragraphs set apart by an empty line, breaks as line ends.

    The result is text, not markup: escape it again before it goes into a page.
    """
    html = _BREAK.sub("\n", _encodable(html))
    html = _BLOCK_EDGE.sub(r"\n\n\g<0>", _LINE_END.sub("\n", html))
    text = unescape(_strip.clean(html))
    return _BLANK_LINES.sub("\n\n", text).strip()
