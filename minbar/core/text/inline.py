"""The HTML of one line of text: links, mentions and hashtags in Mastodon's markup, each isolated in its
direction.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final
from urllib.parse import unquote

import regex

from minbar.core.arabic import fold
from minbar.core.bidi import Direction, first_strong
from minbar.core.text.entities import Entity, entities, handle_key
from minbar.core.text.runs import isolated_html

__all__ = ["InlineWriter", "Mention", "link_html"]

_PREFIX: Final = regex.compile(r"https?://(?:www\.)?", regex.IGNORECASE)
_ESCAPED_BYTES: Final = regex.compile(r"(?:%[89a-f][0-9a-f])++", regex.IGNORECASE)
_READABLE: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_GRAPHEME: Final = regex.compile(r"\X")
#: How much of an address is shown.
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """A person a text may mention: their page, and their name as it is shown after the `@`."""

    username: str
    url: str
    domain: str = ""


def _readable(address: str) -> str:
    """`address` with escaped letters written out: Arabic Wikipedia's addresses are full of them."""

    def letters(match: regex.Match[str]) -> str:
        try:
            text = unquote(match[0], errors="strict")
        except UnicodeDecodeError:
            return match[0]
        return text if _READABLE.fullmatch(text) else match[0]

    return _ESCAPED_BYTES.sub(letters, address)


def link_html(address: str) -> str:
    """A shortened link: all of the address is in the markup, thirty characters of it are seen."""
    prefix_match = _PREFIX.match(address)
    prefix = prefix_match[0] if prefix_match else ""
    rest = _readable(address[len(prefix) :])
    graphemes = _GRAPHEME.findall(rest) if len(rest) > _SHOWN else []
    shown, hidden = rest, ""
    if len(graphemes) > _SHOWN:
        shown, hidden = "".join(graphemes[:_SHOWN]), "".join(graphemes[_SHOWN:])
    cut = ' class="ellipsis"' if hidden else ""
    return (
        f'<a href="{escape(address)}" dir="ltr" target="_blank" rel="nofollow noopener noreferrer" '
        f'translate="no">'
        f'<span class="invisible">{escape(prefix)}</span><span{cut}>{escape(shown)}</span>'
        f'<span class="invisible">{escape(hidden)}</span></a>'
    )


@dataclass(slots=True)
class InlineWriter:
    """Writes lines, and remembers what it met on the way: tags, mentions that exist, links."""

    mentions: Mapping[str, Mention]
    tag_url: Callable[[str], str]
    local_domains: frozenset[str] = frozenset()
    #: folded -> as first typed
    tags: dict[str, str] = field(default_factory=dict)
    mentioned: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    _namesakes: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self._namesakes = Counter(person.username.lower() for person in self.mentions.values())

    def write(self, line: str, direction: Direction | None) -> str:
        """The HTML of `line`, escaped and isolated for a paragraph that runs in `direction`."""
        pieces, position = [], 0
        for found in entities(line):
            pieces.append(isolated_html(line[position : found.start], direction))
            pieces.append(self._entity(found))
            position = found.end
        pieces.append(isolated_html(line[position:], direction))
        return "".join(pieces)

    def _entity(self, found: Entity) -> str:
        if found.kind == "link":
            self.links[found.value] = None
            return link_html(found.value)
        if found.kind == "hashtag":
            return self._hashtag(found.value)
        if found.kind == "mention":
            return self._mention(found.value)
        return f'<bdi dir="ltr">{escape(found.value)}</bdi>'

    def _hashtag(self, name: str) -> str:
        key = fold(name)
        self.tags.setdefault(key, name)
        # The direction is the word's own, so the sign stands where the word begins. The word is isolated once
        # more, because a number sign before a digit would go with the number ("#2024_غزة").
        direction = first_strong(name) or "ltr"
        return (
            f'<a href="{escape(self.tag_url(key))}" class="mention hashtag" dir="{direction}" rel="tag">'
            f'#<span dir="{direction}">{escape(name)}</span></a>'
        )

    def _mention(self, handle: str) -> str:
        key = handle_key(handle, self.local_domains)
        person = self.mentions.get(key)
        if person is None:
            return f'<bdi dir="ltr">@{escape(handle)}</bdi>'
        self.mentioned[key] = None
        # Two people of one name are told apart by their domains.
        alone = self._namesakes[person.username.lower()] == 1
        shown = person.username if alone or not person.domain else f"{person.username}@{person.domain}"
        return (
            f'<span class="h-card" dir="ltr" translate="no">'
            f'<a href="{escape(person.url)}" class="u-url mention">'
            f"@<span>{escape(shown)}</span></a></span>"
        )
