"""The Markdown dialect of articles: CommonMark with tables, without HTML, with this network's links in its
text.

Parsing is markdown-it's. Added here: web addresses are recognised before emphasis can cut them, and the
writing of text, links and pictures, which goes through the same `InlineWriter` as posts.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import unquote

import regex
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from minbar.core.text.entities import link_at
from minbar.core.text.inline import InlineWriter, link_html
from minbar.core.text.video import Video, video_card

__all__ = ["MARKDOWN", "Picture", "picture_name"]

_SCHEME_END: Final = regex.compile(r"https?\Z", regex.IGNORECASE)
_REL: Final = "nofollow noopener noreferrer"


@dataclass(frozen=True, slots=True)
class Picture:
    """An uploaded picture an article may show as `![alt](media:NAME "caption")`."""

    url: str
    width: int = 0
    height: int = 0
    #: Used where the article gives none.
    alt: str = ""
    srcset: str = ""


def _address(state: StateInline, silent: bool) -> bool:
    """At a ':' after `http`: takes the whole address as one token; `_` and `*` in it mean nothing."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME_END.search(state.pending)
    if scheme is None:
        return False
    address = link_at(state.src, state.pos - len(scheme[0]))
    if address is None:
        return False
    if not silent:
        state.pending = state.pending[: scheme.start()]
        token = state.push("address", "", 0)
        token.content = address
    state.pos += len(address) - len(scheme[0])
    return True


def picture_name(token: Token) -> str | None:
    """The NAME of a picture token's `media:NAME`; None when it points elsewhere."""
    source = str(token.attrs.get("src", ""))
    return unquote(source.removeprefix("media:")) if source.startswith("media:") else None


class ArticleRenderer(RendererHTML):
    """Writes tokens. `env` carries the `writer` and the `pictures`; a token's `meta` its direction."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        token = tokens[idx]
        if token.meta.get("in_link"):
            return escape(token.content, quote=False)
        writer: InlineWriter = env["writer"]
        return writer.write(token.content, token.meta.get("direction"))

    def address(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        env["writer"].links[tokens[idx].content] = None
        return link_html(tokens[idx].content)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        return f'<code dir="ltr">{escape(tokens[idx].content, quote=False)}</code>'

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        return f'<pre dir="ltr"><code>{escape(tokens[idx].content, quote=False)}</code></pre>\n'

    fence = code_block

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        href = str(tokens[idx].attrs.get("href", ""))
        local = href.startswith("#") or (href.startswith("/") and not href.startswith("//"))
        if local:
            # A heading's id, as `article.py` writes them.
            return f'<a href="{escape(unquote(href) if href.startswith("#") else href)}" dir="auto">'
        if href.startswith(("http://", "https://")):
            env["writer"].links[href] = None
        return f'<a href="{escape(href)}" dir="auto" target="_blank" rel="{_REL}">'

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        """A picture within a line. One that is not on this server becomes a link: reading must not call
        third parties.
        """
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children, options, env)
        pictures: Mapping[str, Picture] = env["pictures"]
        name = picture_name(token)
        picture = pictures.get(name) if name else None
        if picture is not None:
            env["used"][name] = None
            return _picture_html(picture, alt)
        source = str(token.attrs.get("src", ""))
        if source.startswith(("http://", "https://")):
            env["writer"].links[source] = None
            label = escape(alt) if alt else escape(source)
            return f'<a href="{escape(source)}" dir="auto" target="_blank" rel="{_REL}">{label}</a>'
        return escape(alt)

    def figure(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        """A picture that stands on a line of its own, with its caption."""
        image, direction = tokens[idx].children[0], tokens[idx].meta["direction"]  # type: ignore[index]  # set by us
        way = f' dir="{direction}"' if direction else ""
        caption = str(image.attrs.get("title", ""))
        below = f"<figcaption{way}>{env['writer'].write(caption, direction)}</figcaption>" if caption else ""
        shown = self.image([image], 0, options, env)
        return f"<figure>{shown}{below}</figure>\n" if shown.startswith("<img") else f"<p{way}>{shown}</p>\n"

    def video(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        video: Video = tokens[idx].meta["video"]
        env["writer"].links[video.url] = None
        return video_card(video, tokens[idx].content)


def _picture_html(picture: Picture, alt: str) -> str:
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    srcset = f' srcset="{escape(picture.srcset)}"' if picture.srcset else ""
    return (
        f'<img src="{escape(picture.url)}"{srcset} alt="{escape(alt or picture.alt)}"{size} '
        'loading="lazy" decoding="async">'
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=ArticleRenderer)
    parser.enable(["table", "strikethrough"])
    parser.inline.ruler.before("text", "address", _address)
    return parser


#: Stateless between calls: everything of one article is in its tokens and its `env`.
MARKDOWN: Final = _parser()
