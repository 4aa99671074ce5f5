"""Counting a post's length the way Mastodon's apps count it while one types."""

from typing import Final

import regex

from minbar.core.text.entities import entities

__all__ = ["LINK_LENGTH", "count_characters"]

#: What any address counts, however long it is.
LINK_LENGTH: Final = 23

_GRAPHEME: Final = regex.compile(r"\X")


def count_characters(text: str) -> int:
    """Characters as a person sees them: a link counts 23, a mention its `@` and local part, a letter with its
    marks one, an emoji of several parts one."""
    text = text.replace("\r\n", "\n")
    total, position = 0, 0
    prose = []
    for found in entities(text):
        if found.kind == "link":
            prose.append(text[position : found.start])
            total += LINK_LENGTH
            position = found.end
        elif found.kind == "mention" and "@" in found.value:
            prose.append(text[position : found.start] + "@" + found.value.partition("@")[0])
            position = found.end
    prose.append(text[position:])
    return total + sum(_graphemes(piece) for piece in prose)


def _graphemes(text: str) -> int:
    return len(text) if text.isascii() else sum(1 for _ in _GRAPHEME.finditer(text))
