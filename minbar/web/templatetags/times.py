"""Moments as a person says them, with the exact one kept beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from .numbers import in_reader_digits


def relative(moment: datetime, now: datetime | None = None) -> str:
    """How long ago (or how soon), to one unit; after a week, the day itself."""
    now = now or timezone.now()
    ahead = moment > now
    seconds = int(abs((now - moment).total_seconds()))
    if seconds < 60:
        return gettext("in a moment") if ahead else gettext("now")
    if seconds < 3600:
        n = seconds // 60
        text = (
            ngettext("in %(n)s minute", "in %(n)s minutes", n)
            if ahead
            else ngettext("%(n)s minute ago", "%(n)s minutes ago", n)
        )
    elif seconds < 86400:
        n = seconds // 3600
        text = (
            ngettext("in %(n)s hour", "in %(n)s hours", n)
            if ahead
            else ngettext("%(n)s hour ago", "%(n)s hours ago", n)
        )
    elif seconds < 7 * 86400:
        n = seconds // 86400
        text = (
            ngettext("in %(n)s day", "in %(n)s days", n)
            if ahead
            else ngettext("%(n)s day ago", "%(n)s days ago", n)
        )
    else:
        return day(moment, now)
    return text % {"n": in_reader_digits(str(n))}


def day(moment: datetime | date, now: datetime | None = None) -> str:
    """The day of a moment, or a day itself; the year only when it is another one."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    this_year = timezone.localtime(now or timezone.now()).year
    pattern = pgettext("day of this year", "j F") if local.year == this_year else get_format("DATE_FORMAT")
    return in_reader_digits(date_format(local, pattern))


def exact(moment: datetime) -> str:
    """The day and the minute; Django has no such format for every language."""
    pattern = pgettext("exact moment", "j F Y, H:i")
    return in_reader_digits(date_format(timezone.localtime(moment), pattern))


def when(moment: datetime | None) -> SafeString | str:
    """`<time>` with the relative moment shown and the exact one in its title."""
    if moment is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact(moment), relative(moment)
    )


def duration(minutes: object) -> str:
    """Minutes as hours and minutes: 135 -> 2 h 15 min."""
    try:
        total = timedelta(minutes=int(str(minutes)))
    except (TypeError, ValueError):
        return ""
    hours, rest = divmod(int(total.total_seconds()) // 60, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": in_reader_digits(str(hours))})
    if rest or not hours:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": in_reader_digits(str(rest))})
    return pgettext("between hours and minutes", " and ").join(parts)
