"""Icons out of one sprite, so that a page fetches them once."""

from __future__ import annotations

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Icons that point along the line of writing turn round when the page runs from right to left.
DIRECTIONAL = frozenset(
    "reply back next send sign-in sign-out list undo external mute heading quote article".split()
)


# Typed, or a label marked as safe would stand in for an equal one that is not.
@lru_cache(maxsize=256, typed=True)
def icon(name: str, label: str = "") -> SafeString:
    """An icon beside text is decoration; one that stands alone needs a `label`."""
    turn = " icon-turn" if name in DIRECTIONAL else ""
    href = f"{static('icons/sprite.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon{}" role="img" aria-label="{}"><use href="{}"></use></svg>', turn, label, href
        )
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}"></use></svg>', turn, href)
