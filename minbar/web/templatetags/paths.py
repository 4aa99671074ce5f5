"""Where the pages of an account, a post and a file are. The routes of web/urls.py follow the same shape."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"


def profile_path(account: Any) -> str:
    return f"/@{quote(str(account.handle), safe='@')}"


def post_path(post: Any) -> str:
    """The page of a post; its actions are POSTs to `<this>/favourite`, `<this>/boost` and so on."""
    return f"{profile_path(post.author)}/{post.pk}"


def media_url(path: object) -> str:
    """A stored path under the media folder as an address; addresses come back unchanged."""
    text = str(path or "")
    return (
        text
        if not text or text.startswith(("/", "http:", "https:"))
        else f"{settings.MEDIA_URL}{quote(text)}"
    )


def tint(blurhash: object) -> str:
    """The average colour of a picture, which its blurhash keeps in characters 2 to 5."""
    value = 0
    text = str(blurhash or "")
    if len(text) < 6 or any(c not in _DIGITS for c in text[2:6]):
        return "#8a9693"
    for character in text[2:6]:
        value = value * 83 + _DIGITS.index(character)
    return f"#{value & 0xFFFFFF:06x}"


def initial(account: Any) -> str:
    """The letter that stands for an account without a picture."""
    name = str(getattr(account, "name", "") or getattr(account, "handle", "") or "?")
    return next((c for c in name if c.isalnum()), "?").upper()


def hue(account: Any) -> int:
    """One of eight quiet colours, always the same one for the same account."""
    key = getattr(account, "pk", 0)
    return (key >> 16 ^ key) % 8 if isinstance(key, int) else 0
