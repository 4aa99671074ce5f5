"""Isolating pieces of prose that the Unicode bidirectional algorithm would tear apart.

The algorithm gives punctuation at the edge of a foreign run to the paragraph: in an Arabic line "C++" shows
as "++C", "+966 50 123" backwards, and the exclamation mark of a quoted "Hello!" jumps to the other side of
the word. Such pieces become `<bdi dir>`; everything else is left to the algorithm, which is right about it.
"""

from html import escape
from typing import Final

import regex

from minbar.core.bidi import Direction

__all__ = ["isolated_html"]

_RTL: Final = r"\p{bc=R}\p{bc=AL}"
# C++, C#, F#, A+, .NET, Disney+: a Latin word with its sign.
_NAMES: Final = r"(?<![\w+#.])(?:\.[A-Z][A-Za-z]++|[A-Za-z][A-Za-z0-9]*+(?:\+{1,2}|\#))(?![\w+#])"
# +966 50 123 4567, +1 (555) 010-0000
_PHONES: Final = r"(?<![\w+])\+\d{1,3}(?:[ \-.]?\(?\d{2,4}\)?){2,5}(?!\w)"
# 2024-11-24, 192.168.0.1:80 and other figures whose order is fixed
_FIGURES: Final = r"(?<![\w\-/.])\d{4}([\-/.])\d{1,2}\1\d{1,2}(?![\w\-/])"

_IN_RTL: Final = regex.compile(f"{_NAMES}|{_PHONES}|{_FIGURES}")
# A quotation or a bracket, when all letters inside it run the other way.
_QUOTED: Final = {
    "rtl": regex.compile(
        rf"""(?<=["“«(\[])[^{_RTL}"“”«»()\[\]\n]*?[\p{{bc=L}}][^{_RTL}"“”«»()\[\]\n]*+(?=["”»)\]])"""
    ),
    "ltr": regex.compile(
        rf"""(?<=["“«(\[])[^\p{{bc=L}}"“”«»()\[\]\n]*?[{_RTL}][^\p{{bc=L}}"“”«»()\[\]\n]*+(?=["”»)\]])"""
    ),
}


def isolated_html(prose: str, direction: Direction | None) -> str:
    """`prose` escaped for HTML, with the pieces a paragraph of this direction would tear apart isolated."""
    if direction is None:
        return escape(prose, quote=False)
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    pieces, position = [], 0
    for match in _QUOTED[direction].finditer(prose):
        pieces.append(_names_isolated(prose[position : match.start()], direction))
        pieces.append(f'<bdi dir="{other}">{escape(match[0], quote=False)}</bdi>')
        position = match.end()
    pieces.append(_names_isolated(prose[position:], direction))
    return "".join(pieces)


def _names_isolated(prose: str, direction: Direction) -> str:
    if direction == "ltr":
        return escape(prose, quote=False)
    pieces, position = [], 0
    for match in _IN_RTL.finditer(prose):
        pieces.append(escape(prose[position : match.start()], quote=False))
        pieces.append(f'<bdi dir="ltr">{escape(match[0], quote=False)}</bdi>')
        position = match.end()
    pieces.append(escape(prose[position:], quote=False))
    return "".join(pieces)
