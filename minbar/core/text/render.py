"""A post's text becomes HTML here, once, when it is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import regex

from minbar.core.bidi import Direction, direction_of_language, first_strong, paragraph_direction
from minbar.core.html import clean_own
from minbar.core.text.entities import entities
from minbar.core.text.inline import InlineWriter, Mention

__all__ = ["Rendered", "render_post", "tidy"]

# Line ends apart, control characters mean nothing in a post; overrides can only mislead; half characters
# cannot be stored.
_UNWANTED: Final = regex.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_LINE_END: Final = regex.compile(r"\r\n?|[\u0085\u2028\u2029]")
_BLANK: Final = regex.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A post's text, ready to store.

    `tags` are (as typed, folded); `mentions` are keys of the mapping that was given, those the text really
    names. `direction` is that of the whole post; None when the text gives no clue (emoji alone), so that
    the page decides.
    """

    html: str
    plain: str
    direction: Direction | None
    tags: list[tuple[str, str]]
    mentions: list[str]
    links: list[str]


def tidy(text: str) -> str:
    """`text` with one kind of line end and without characters that cannot be shown or would mislead."""
    return _UNWANTED.sub("", _LINE_END.sub("\n", text)).strip()


def render_post(
    text: str,
    language: str | None = None,
    mentions: Mapping[str, Mention] | None = None,
    tag_url: Callable[[str], str] = "/tags/{}".format,
    local_domains: Iterable[str] = (),
) -> Rendered:
    """The HTML and the findings of a post's text.

    `mentions` maps `handle_key`s to people who exist; a mention of anyone else stays plain text. `tag_url`
    is given the folded tag and answers its page. An empty line starts a paragraph; so does a line that runs
    the other way than the one before it, since a paragraph has one direction.
    """
    plain = tidy(text)
    writer = InlineWriter(mentions or {}, tag_url, frozenset(local_domains))
    blocks = [_lines(block, language) for block in _BLANK.split(plain)] if plain else []
    direction = _direction_of_post(plain, blocks, language)
    pieces = []
    for block in blocks:
        for paragraph_way, lines in _paragraphs(block, direction):
            attribute = f' dir="{paragraph_way}"' if paragraph_way else ""
            written = "<br>".join(writer.write(line, paragraph_way) for line in lines)
            pieces.append(f"<p{attribute}>{written}</p>")
    return Rendered(
        html=clean_own("".join(pieces)),
        plain=plain,
        direction=direction,
        tags=[(typed, folded) for folded, typed in writer.tags.items()],
        mentions=list(writer.mentioned),
        links=list(writer.links),
    )


_Line = tuple[str, Direction | None]


def _lines(block: str, language: str | None) -> list[_Line]:
    return [(line, paragraph_direction(line, language)) for line in block.split("\n")]


def _direction_of_post(plain: str, blocks: list[list[_Line]], language: str | None) -> Direction | None:
    """The way of the first line of prose; without prose, of the hashtags; at last, of the language."""
    for block in blocks:
        for _, way in block:
            if way:
                return way
    tags = " ".join(found.value for found in entities(plain) if found.kind == "hashtag")
    return first_strong(tags) or direction_of_language(language)


def _paragraphs(block: list[_Line], default: Direction | None) -> list[tuple[Direction | None, list[str]]]:
    """Runs of lines of one direction. A line without prose goes with the one before, or the first after."""
    current = next((way for _, way in block if way), default)
    runs: list[tuple[Direction | None, list[str]]] = []
    for line, way in block:
        if not runs or (way and way != current):
            current = way or current
            runs.append((current, []))
        runs[-1][1].append(line)
    return runs
