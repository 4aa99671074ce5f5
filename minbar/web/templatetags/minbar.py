"""`{% load minbar %}`: every tag and filter of the pages. docs/design.md lists them for template authors."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import direction, icons, numbers, paths, strings, times

THEMES = ("auto", "light", "dark", "contrast", "eyecare")

register = template.Library()

register.filter("number", numbers.number)
register.filter("compact", numbers.compact)
register.simple_tag(numbers.percent, name="percent")
register.simple_tag(times.when, name="when")
register.filter("relative", times.relative)
register.filter("exact", times.exact)
register.filter("day", times.day)
register.filter("duration", times.duration)
register.filter("direction_of", direction.direction_of)
register.filter("bdi", direction.bdi)
register.filter("handle", direction.handle)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(strings.script_strings, name="script_strings")
register.filter("profile_path", paths.profile_path)
register.filter("post_path", paths.post_path)
register.filter("media_url", paths.media_url)
register.filter("tint", paths.tint)
register.filter("initial", paths.initial)
register.filter("hue", paths.hue)


@register.filter
def post_html(clean: object) -> SafeString:
    """Marks as safe what `core/html.py` cleaned when it was written. Nothing else may pass here."""
    return mark_safe("" if clean is None else str(clean))


@register.simple_tag(takes_context=True)
def theme(context: dict[str, Any]) -> str:
    """For `<html data-theme>`: the member's theme, else the visitor's cookie, else what the device asks."""
    request: HttpRequest | None = context.get("request")
    chosen = getattr(context.get("user"), "theme", "") or (
        request.COOKIES.get("minbar_theme", "") if request else ""
    )
    return chosen if chosen in THEMES else "auto"


@register.simple_tag
def theme_choices() -> list[tuple[str, str, str]]:
    """(value, label, icon) of each theme, for the switcher."""
    return [
        ("auto", _("As my device"), "phone"),
        ("light", _("Light"), "sun"),
        ("dark", _("Dark"), "moon"),
        ("contrast", _("High contrast"), "contrast"),
        ("eyecare", _("Eye care: warm and larger"), "glasses"),
    ]


@register.simple_tag(takes_context=True)
def nav_link(
    context: dict[str, Any], key: str, url_name: str, symbol: str, label: str, count: int = 0
) -> str:
    """One entry of the navigation; nothing when this server has no such page."""
    try:
        href = reverse(url_name)
    except NoReverseMatch:
        return ""
    badge: str | SafeString = ""
    if count:
        badge = format_html('<span class="badge" data-badge="{}">{}</span>', key, numbers.compact(count))
    current = mark_safe(' aria-current="page"') if context.get("here") == key else ""
    return format_html(
        '<li><a href="{}"{} data-key="{}">{}<span class="nav-label">{}</span>{}</a></li>',
        href, current, key, icons.icon(symbol), label, badge,
    )  # fmt: skip


@register.simple_tag
def focal(x: object, y: object) -> SafeString:
    """A focal point of -1..1 on each axis as the two data attributes that the style sheet knows."""

    def tenth(value: object, sign: int) -> int:
        try:
            return max(0, min(10, round((float(str(value)) * sign + 1) * 5)))
        except (TypeError, ValueError):
            return 5

    return format_html('data-fx="{}" data-fy="{}"', tenth(x, 1), tenth(y, -1))


@register.filter
def spark(values: list[float]) -> str:
    """The points of a line over a 100 by 30 box, for `components/sparkline.html`; the newest is last."""
    if not values:
        return ""
    top = max(values) or 1
    step = 100 / max(1, len(values) - 1)
    return " ".join(f"{i * step:.1f},{29 - value / top * 27:.1f}" for i, value in enumerate(values))


@register.filter
def bar(value: object, top: object) -> float:
    """The length of a bar out of 100."""
    try:
        return round(max(0.0, min(100.0, float(str(value)) * 100 / float(str(top)))), 1)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
