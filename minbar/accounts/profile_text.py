"""Bios and profile fields as HTML, rendered once when they change."""

from django.utils.html import escape

from minbar.core.bidi import paragraph_direction
from minbar.core.html import clean_own


def bio_html(text: str, language: str = "") -> str:
    """The bio as clean HTML: a paragraph a blank line, each with its own direction."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return clean_own("".join(_paragraph(block, language) for block in blocks if block))


def _paragraph(block: str, language: str) -> str:
    direction = paragraph_direction(block, language) or "auto"
    return f'<p dir="{direction}">{escape(block).replace(chr(10), "<br>")}</p>'


def field_html(value: str) -> str:
    """A field's value: a lone address becomes a link that says ``rel="me"``, anything else stays text."""
    address = value.strip()
    if address.startswith(("https://", "http://")) and " " not in address:
        shown = escape(address.split("://", 1)[1].rstrip("/"))
        return clean_own(f'<a href="{escape(address)}" rel="me nofollow noopener">{shown}</a>')
    return escape(address)
