"""Arabic folding: one key for the many spellings of the same word.

`fold` makes the key that search, hashtags, mute words and duplicate detection compare; what a person typed
is always shown as typed. Two texts are "the same" when their folds are equal:

- presentation forms, ligatures and full-width letters become plain ones (NFKD, then NFC at the end);
- alef with hamza, madda or wasla -> bare alef; hamza on waw or ya -> the bare letter (a lone hamza stays);
- alef maqsura and the Persian ya -> ya; ta marbuta and the Persian and Urdu ha -> ha; Persian kaf -> kaf;
- tashkeel, Quranic marks, the dagger alef and tatweel are dropped;
- Arabic-Indic and Persian digits -> 0-9;
- stretched letters shrink: three or more of one Arabic letter become one (lam: two, for the article before
  lam), three or more of a Latin letter become two, except the letters of Roman numerals and "www";
- zero-width characters, direction controls and variation selectors are dropped;
- case and the accents of Latin letters are dropped (marks of other scripts carry meaning and stay).
"""

import unicodedata
from typing import Final

import regex

__all__ = ["fold", "words"]


def _table() -> dict[int, str | None]:
    """What one character of a decomposed, case-folded text becomes (None: dropped)."""
    table: dict[int, str | None] = {}
    for first, last in (
        (0x0600, 0x0605),  # signs that span numbers
        (0x0610, 0x061A),  # honorifics and small Quranic letters
        (0x0640, 0x0640),  # tatweel
        (0x064B, 0x065F),  # tashkeel, hamza and madda above or below
        (0x0670, 0x0670),  # dagger alef
        (0x0674, 0x0674),  # high hamza
        (0x06D6, 0x06ED),  # Quranic annotation
        (0x0898, 0x089F),
        (0x08CA, 0x08FF),
        (0xFE00, 0xFE0F),  # variation selectors
        (0xE0100, 0xE01EF),
        (0x10EFC, 0x10EFF),
    ):
        table.update(dict.fromkeys(range(first, last + 1)))
    table.update(dict.fromkeys(map(ord, "\u034f\u115f\u1160\u17b4\u17b5")))  # other invisible characters
    for sources, letter in (
        ("\u0671\u0672\u0673\u0773\u0774\u0870\u0871\u0872", "ا"),
        ("\u0649\u06cc\u06cd", "ي"),
        ("\u0629\u06c1\u06c3\u06be\u06d5", "ه"),
        ("\u06a9\u06aa", "ك"),
        ("ı", "i"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ħ", "h"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("þ", "th"),
        ("ð", "d"),
    ):
        table.update(dict.fromkeys(map(ord, sources), letter))
    for zero in (0x0660, 0x06F0):
        table.update({zero + value: str(value) for value in range(10)})
    return table


_TABLE: Final = _table()
# Compatibility forms of lone marks decompose to a space and a mark; the space would split the word.
_LONE_MARKS: Final = regex.compile(r"[\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f]+")
_FORMAT: Final = regex.compile(r"\p{Cf}+")
_LATIN_MARKS: Final = regex.compile(r"(?<=\p{Latin})\p{M}+")
_LONG_ARABIC: Final = regex.compile(r"([\u0621-\u063f\u0641-\u064a\u066e-\u06d3])\1{2,}")
_LONG_LATIN: Final = regex.compile(r"([abd-hj-ln-vyz])\1{2,}")
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def _shrink(match: regex.Match[str]) -> str:
    letter = match[1]
    return letter * 2 if letter == "ل" else letter


def fold(text: str) -> str:
    """The comparison key of `text`: see the module's docstring.

    Idempotent; never raises; linear. The key may be longer than the text (one ligature can stand for four
    words), but never more than 18 times. Surrounding and inner white space is kept.
    """
    if text.isascii():
        return _LONG_LATIN.sub(r"\1\1", text.lower())
    text = _LONE_MARKS.sub("", text)
    text = unicodedata.normalize("NFKD", text).casefold()
    # Case folding can give back characters that decompose further.
    text = unicodedata.normalize("NFKD", text).translate(_TABLE)
    text = _FORMAT.sub("", text)
    text = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text))
    text = _LONG_LATIN.sub(r"\1\1", _LONG_ARABIC.sub(_shrink, text))
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """The folded words of `text` in order: runs of letters, marks and digits."""
    return _WORD.findall(fold(text))
