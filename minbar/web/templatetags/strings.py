"""What the scripts say. They hold no sentence of their own, so that all are translated in one place."""

from __future__ import annotations

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from .numbers import in_reader_digits


def sentences() -> dict[str, str]:
    """By the names that `js/strings.js` asks for; `{n}` stands for a number."""
    return {
        "locale": get_language() or "ar",
        "digits": in_reader_digits("0123456789"),
        "copied": gettext("Copied"),
        "draft_kept": gettext("Kept in this browser"),
        "draft_saved": gettext("Kept as a draft"),
        "draft_restored": gettext("What you had typed is back"),
        "discard": gettext("Discard"),
        "ok": gettext("Yes"),
        "cancel": gettext("Cancel"),
        "close": gettext("Close"),
        "failed": gettext("That did not work. Nothing is lost; try again in a moment."),
        "offline": gettext("There is no connection. Nothing is lost; try again when it is back."),
        "too_many": gettext("That was a lot at once. Wait a moment and try again."),
        "signed_out": gettext("You are signed out. What you typed is kept here; sign in and it is back."),
        "refused": gettext("You may not do that here."),
        "gone": gettext("That is no longer here."),
        "uploading": gettext("Sending {n}%"),
        "upload_failed": gettext("This file could not be sent"),
        "retry": gettext("Try again"),
        "focus_hint": gettext("Press where the eye should rest"),
        "too_long": gettext("{n} characters too many"),
        "newer_zero": gettext("New posts"),
        "newer_one": gettext("One new post"),
        "newer_two": gettext("Two new posts"),
        "newer_few": pgettext("3 to 10", "{n} new posts"),
        "newer_many": pgettext("11 to 99", "{n} new posts"),
        "newer_other": gettext("{n} new posts"),
        "passkey_failed": gettext("The passkey was not used. Try again, or choose another way to sign in."),
        "break": gettext("You have been here today as long as you meant to. A pause would do good."),
    }


_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def script_strings() -> SafeString:
    """Like `json_script`, but with letters as letters: escaped, Arabic is three times as long."""
    text = json.dumps(sentences(), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script id="strings" type="application/json">{}</script>', mark_safe(text))
