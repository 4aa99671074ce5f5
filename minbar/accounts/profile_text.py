"""Bios and profile fields as HTML, rendered once when they change."""

from django.utils.html import escape

from minbar.accounts.mentioning import people_mentioned, rendered
from minbar.core.html import clean_own


def bio_html(text: str, language: str = "") -> str:
    """The bio as clean HTML, with its links, mentions and hashtags, a direction for each paragraph."""
    return rendered(text, language, people_mentioned(text)).html


def field_html(value: str) -> str:
    """A field's value: a lone address becomes a link that says ``rel="me"``, anything else stays text."""
    address = value.strip()
    if address.startswith(("https://", "http://")) and " " not in address:
        shown = escape(address.split("://", 1)[1].rstrip("/"))
        return clean_own(f'<a href="{escape(address)}" rel="me nofollow noopener">{shown}</a>')
    return escape(address)
