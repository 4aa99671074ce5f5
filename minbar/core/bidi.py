"""Which way a text runs, and how to keep a piece of it from disturbing its surroundings.

A browser's `dir="auto"` asks the first letter. That makes "Meta أعلنت اليوم" a left-to-right paragraph, and
one leading @mention turns a whole Arabic post around. Here the language the author chose speaks first, and
what is not the author's prose (mentions, hashtags, addresses) does not vote.
"""

from typing import Final, Literal

import regex

__all__ = [
    "Direction",
    "direction_of_language",
    "first_strong",
    "isolate",
    "paragraph_direction",
    "without_controls",
]

Direction = Literal["rtl", "ltr"]

_RTL_LANGUAGES: Final = {
    "ar", "arc", "arz", "ary", "apc", "apd", "acm", "ajp", "aeb", "azb", "ckb", "dv", "fa", "glk", "he", "iw",
    "ji", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
}  # fmt: skip
_RTL_SCRIPTS: Final = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo", "aran"})

_STRONG: Final = regex.compile(r"[\p{bc=L}\p{bc=R}\p{bc=AL}]")
_RTL: Final = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
_WORD: Final = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}\p{Cf}'’_]*+")
_CONTROLS: Final = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What an author points to rather than says: a sign that must be there, and what to drop around it.
_NOT_PROSE: Final = (
    ("://", regex.compile(r"(?<![\w+.\-])[a-z][\w+.\-]*+://\S+", regex.IGNORECASE)),
    ("www.", regex.compile(r"(?<!\w)www\.\S+", regex.IGNORECASE)),
    ("@", regex.compile(r"(?:(?<![\w.+\-])[\w.+\-]++)?@[a-z0-9_.\-@]*+", regex.IGNORECASE)),
    ("#", regex.compile(r"#[\w·・\u200c\u200d]+")),
    ("＃", regex.compile(r"＃[\w·・\u200c\u200d]+")),
)


def _prose(text: str) -> str:
    for sign, pattern in _NOT_PROSE:
        if sign in text:
            text = pattern.sub(" ", text)
    return text


def direction_of_language(language: str | None) -> Direction | None:
    """The direction of a BCP 47 language tag's usual script; None when no language is named."""
    if not language:
        return None
    parts = language.lower().replace("_", "-").split("-")
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RTL_LANGUAGES else "ltr"


def first_strong(text: str) -> Direction | None:
    """The direction of the first letter that has one, as `dir="auto"` sees it; None when there is none."""
    match = _STRONG.search(text)
    if match is None:
        return None
    return "rtl" if _RTL.match(match[0]) else "ltr"


def paragraph_direction(text: str, language: str | None = None) -> Direction | None:
    """The direction a reader expects of one paragraph, or None when it holds no prose to tell by.

    Without a language the first letter of the prose decides. With one, its direction wins as long as enough
    of the words go that way: a quarter for a right-to-left language (Arabic prose is full of Latin names),
    half for a left-to-right one (a client's default language is often wrong, and English seldom quotes
    Arabic at length).
    """
    prose = _prose(text)
    first = first_strong(prose)
    expected = direction_of_language(language)
    if first is None or expected is None or first == expected == "rtl":
        return first
    found = _WORD.findall(prose)
    rightward = sum(1 for word in found if _RTL.match(word))
    share = rightward / len(found) if found else float(first == "rtl")
    if expected == "rtl":
        return "rtl" if share >= 0.25 else "ltr"
    return "ltr" if share <= 0.5 else "rtl"


def isolate(text: str, direction: Direction | None = None) -> str:
    """`text` between invisible isolates, for plain-text places such as titles and e-mail subjects.

    Controls already inside it are dropped so that nothing can close the isolate from within.
    """
    opening = {"rtl": "\u2067", "ltr": "\u2066", None: "\u2068"}[direction]
    return f"{opening}{without_controls(text)}\u2069"


def without_controls(text: str) -> str:
    """`text` without direction controls, which can make a name or an address read as another."""
    return _CONTROLS.sub("", text)
