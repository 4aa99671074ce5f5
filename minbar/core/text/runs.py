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

# C++, C#, F#, A+, .NET, Disney+: a Latin word with its sign.
_NAMES: Final = r"(?<![\w+#.])(?:\.[A-Z][A-Za-z]++|[A-Za-z][A-Za-z0-9]*+(?:\+{1,2}|\#))(?![\w+#])"
# +966 50 123 4567, +1 (555) 010-0000, 050-123-4567
_PHONES: Final = (
    r"(?<![\w+])(?:\+\d{1,3}(?:[ \-.]?\(?\d{2,4}\)?){2,5}|[0٠۰]\d{1,3}(?:[ \-]\d{2,4}){1,4})(?![\w\-])"
)
# 2024-11-24
_DATES: Final = r"(?<![\w\-])\d{4}-\d{1,2}-\d{1,2}(?![\w\-])"
# -5, +10, $5: a sign typed before its number
_SIGNED: Final = r"(?<![^\s(\[])[\-−+±$€£¥₪]\d[\d.,٫٬]*+"

_TORN: Final = regex.compile(f"{_NAMES}|{_PHONES}|{_DATES}|{_SIGNED}")
# A pair of quotation marks or brackets; a longer stretch is no quotation within a line.
_QUOTED: Final = regex.compile(
    r"""("[^"\n]{1,300}"|“[^”\n]{1,300}”|«[^»\n]{1,300}»|\([^()\n]{1,300}\)|\[[^\[\]\n]{1,300}\])"""
)
_RTL: Final = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
_LTR: Final = regex.compile(r"\p{bc=L}")


def isolated_html(prose: str, direction: Direction | None) -> str:
    """`prose` escaped for HTML, with the pieces a paragraph of this direction would tear apart isolated."""
    if direction is None:
        return escape(prose, quote=False)
    # Splitting by a pattern with one group gives plain text and quotations by turns.
    pieces = _QUOTED.split(prose)
    pieces[0::2] = [_names_isolated(plain, direction) for plain in pieces[0::2]]
    pieces[1::2] = [_quotation(quoted, direction) for quoted in pieces[1::2]]
    return "".join(pieces)


def _quotation(quoted: str, direction: Direction) -> str:
    """A quotation whose letters all run the other way keeps its own punctuation inside."""
    own, other = (_RTL, _LTR) if direction == "rtl" else (_LTR, _RTL)
    if own.search(quoted) or not other.search(quoted):
        return _names_isolated(quoted, direction)
    inside = escape(quoted[1:-1], quote=False)
    return f'{quoted[0]}<bdi dir="{"ltr" if direction == "rtl" else "rtl"}">{inside}</bdi>{quoted[-1]}'


def _names_isolated(prose: str, direction: Direction) -> str:
    if direction == "ltr":
        return escape(prose, quote=False)
    pieces, position = [], 0
    for match in _TORN.finditer(prose):
        pieces.append(escape(prose[position : match.start()], quote=False))
        pieces.append(f'<bdi dir="ltr">{escape(match[0], quote=False)}</bdi>')
        position = match.end()
    pieces.append(escape(prose[position:], quote=False))
    return "".join(pieces)
