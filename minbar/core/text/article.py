"""An article's Markdown becomes HTML here, once, when it is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, Final, TypedDict

import regex
from markdown_it.token import Token

from minbar.core.bidi import Direction, direction_of_language, first_strong, paragraph_direction
from minbar.core.html import clean_article, clean_own, to_plain_text
from minbar.core.text.blocks import block_of, direct, lines_apart, lines_of, text_of
from minbar.core.text.inline import InlineWriter, Mention, link_html
from minbar.core.text.markdown import MARKDOWN, Picture
from minbar.core.text.render import tidy
from minbar.core.text.runs import isolated_html
from minbar.core.text.slug import slugify

__all__ = ["Heading", "RenderedArticle", "article_to_status_html", "reading_minutes", "render_article"]

_ARABIC_WORD: Final = regex.compile(r"[\p{Arabic}][\p{L}\p{M}\p{N}]*+")
_OTHER_WORD: Final = regex.compile(r"(?:(?!\p{Arabic})[\p{L}\p{N}])[\p{L}\p{M}\p{N}'’]*+")
#: Words a minute.
_ARABIC_PACE: Final = 180
_OTHER_PACE: Final = 230
#: Characters of an excerpt.
_EXCERPT: Final = 280


class Heading(TypedDict):
    """A line of the table of contents; `id` is the anchor in the article's HTML."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    """An article, ready to store. `pictures` are the names that the text really shows."""

    html: str
    plain: str
    excerpt: str
    contents: list[Heading]
    reading_minutes: int
    direction: Direction | None
    tags: list[tuple[str, str]]
    mentions: list[str]
    links: list[str]
    pictures: list[str]


def render_article(
    source: str,
    language: str | None = None,
    pictures: Mapping[str, Picture] | None = None,
    mentions: Mapping[str, Mention] | None = None,
    tag_url: Callable[[str], str] = "/tags/{}".format,
    local_domains: Iterable[str] = (),
) -> RenderedArticle:
    """The HTML of an article's body (without the title; headings start at h2) and what was found."""
    writer = InlineWriter(mentions or {}, tag_url, frozenset(local_domains))
    env: dict[str, Any] = {"writer": writer, "pictures": pictures or {}, "used": {}}
    tokens = MARKDOWN.parse(tidy(source), env)
    prose = [text_of(token) for token in tokens if token.type == "inline"]
    direction = next((way for text in prose if (way := paragraph_direction(text, language))), None)
    direction = direction or first_strong(" ".join(prose)) or direction_of_language(language)
    contents = _number_headings(tokens)
    excerpt = _excerpt(tokens)
    tokens = list(lines_apart(tokens))
    direct(tokens, language, direction)
    html = clean_article(MARKDOWN.renderer.render(tokens, MARKDOWN.options, env))
    plain = to_plain_text(html)
    return RenderedArticle(
        html=html,
        plain=plain,
        excerpt=excerpt,
        contents=contents,
        reading_minutes=reading_minutes(plain),
        direction=direction,
        tags=[(typed, folded) for folded, typed in writer.tags.items()],
        mentions=list(writer.mentioned),
        links=list(writer.links),
        pictures=list(env["used"]),
    )


def reading_minutes(plain: str) -> int:
    """Whole minutes, at least one: Arabic is read more slowly than Latin scripts, a word carrying more."""
    minutes = len(_ARABIC_WORD.findall(plain)) / _ARABIC_PACE + len(_OTHER_WORD.findall(plain)) / _OTHER_PACE
    return max(1, ceil(minutes))


def article_to_status_html(title: str, excerpt: str, url: str, language: str | None = None) -> str:
    """The short form for apps, which know posts only: title, excerpt, and a link to the whole."""
    pieces = []
    for text, tag in ((tidy(title), "strong"), (tidy(excerpt), "")):
        way = paragraph_direction(text, language) or direction_of_language(language)
        written = isolated_html(text, way).replace("\n", "<br>")
        attribute = f' dir="{way}"' if way else ""
        if text:
            pieces.append(f"<p{attribute}>{f'<{tag}>{written}</{tag}>' if tag else written}</p>")
    return clean_own(f'{"".join(pieces)}<p dir="ltr">{link_html(url)}</p>')


def _number_headings(tokens: list[Token]) -> list[Heading]:
    """Gives headings their levels and anchors. The highest becomes h2: the title above is the h1."""
    openings = [
        (index, int(token.tag[1])) for index, token in enumerate(tokens) if token.type == "heading_open"
    ]
    highest = min((level for _, level in openings), default=2)
    seen: dict[str, int] = {}
    contents: list[Heading] = []
    for index, written_level in openings:
        level = min(written_level - highest + 2, 6)
        text = " ".join(text_of(tokens[index + 1]).split())
        anchor = "s-" + (slugify(text) or "section")
        seen[anchor] = seen.get(anchor, 0) + 1
        while seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
            seen[anchor] = seen.get(anchor, 0) + 1
        tokens[index].attrSet("id", anchor)
        tokens[index].tag = tokens[index + 2].tag = f"h{level}"
        contents.append({"level": level, "id": anchor, "text": text})
    return contents


def _excerpt(tokens: list[Token]) -> str:
    """The beginning of the prose: paragraphs, not headings, quotations or code; cut between words."""
    pieces: list[str] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and opening.level == 0:
            lines = (line for line in lines_of(inline) if block_of(line) is None)
            pieces += ("".join(child.content for child in line if child.type != "image") for line in lines)
        if sum(map(len, pieces)) > _EXCERPT:
            break
    text = " ".join(" ".join(pieces).split())
    if len(text) <= _EXCERPT:
        return text
    return (text[:_EXCERPT].rpartition(" ")[0] or text[:_EXCERPT]).rstrip(" ،,.؛;:") + "…"
