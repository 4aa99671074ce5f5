"""Readable pieces of addresses and anchors, Arabic ones as Arabic."""

import unicodedata
from typing import Final

import regex

__all__ = ["slugify"]

_MARKS: Final = regex.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\p{Cf}]")
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def slugify(text: str, longest: int = 80) -> str:
    """The words of `text` joined by hyphens, in lower case, without tashkeel; cut between words.

    Empty when the text has no letters or digits.
    """
    words = _WORD.findall(_MARKS.sub("", unicodedata.normalize("NFC", text)).lower())
    slug = "-".join(words)
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]
