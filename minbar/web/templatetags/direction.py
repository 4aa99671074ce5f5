"""Which way a text runs, and keeping a name from disturbing the text around it."""

from __future__ import annotations

import unicodedata

from django.utils.html import format_html
from django.utils.safestring import SafeString


def direction_of(text: object) -> str:
    """ "rtl", "ltr", or "auto" when no strong character decides."""
    for character in str(text or ""):
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "auto"


def bdi(text: object) -> SafeString:
    """A name or any other text a person chose, isolated from the sentence it stands in."""
    return format_html("<bdi>{}</bdi>", "" if text is None else text)


def handle(text: object) -> SafeString:
    """A handle is always written left to right, whatever stands around it."""
    return format_html('<bdi dir="ltr" class="handle">{}</bdi>', "" if text is None else text)
