"""Numbers as the reader's language writes them."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language, gettext

WESTERN = "0123456789.,"
ARABIC = "٠١٢٣٤٥٦٧٨٩٫٬"
_TO_ARABIC = str.maketrans(WESTERN, ARABIC)
STEPS = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))


def in_reader_digits(text: str) -> str:
    """Both digit systems are read everywhere in Arabic; the server's setting says which is shown."""
    if getattr(settings, "MINBAR_DIGITS", "western") == "locale" and (get_language() or "").startswith("ar"):
        return text.translate(_TO_ARABIC)
    return text


def number(value: object) -> str:
    """1234567 -> 1,234,567; anything that is no number comes back as it was."""
    try:
        return in_reader_digits(f"{int(str(value)):,}")
    except (TypeError, ValueError):
        return "" if value is None else str(value)


def compact(value: object) -> str:
    """Counts beside an icon: 950, 12.3K, 4M; in Arabic 12.3 ألف. The exact figure belongs in a title."""
    try:
        n = int(str(value))
    except (TypeError, ValueError):
        return ""
    for step, name in STEPS:
        if n >= step:
            tenths = n * 10 // step
            whole, rest = divmod(tenths, 10)
            shown = f"{whole}.{rest}" if rest and whole < 100 else f"{whole}"
            shown = in_reader_digits(shown)
            return {
                "thousand": gettext("%(n)sK"),
                "million": gettext("%(n)sM"),
                "billion": gettext("%(n)sB"),
            }[name] % {"n": shown}
    return in_reader_digits(str(n))


def percent(part: object, whole: object) -> int:
    """A share of 100 rounded to a whole number; 0 when there is nothing to share."""
    try:
        total = float(str(whole))
        return round(float(str(part)) * 100 / total) if total else 0
    except (TypeError, ValueError):
        return 0
