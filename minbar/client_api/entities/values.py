"""How single values are written: ids are strings, moments are UTC with milliseconds, addresses are absolute."""

from datetime import UTC, date, datetime
from urllib.parse import quote

from django.conf import settings


def moment(at: datetime) -> str:
    """``2026-11-24T17:30:00.000Z``"""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_or_none(at: datetime | None) -> str | None:
    return None if at is None else moment(at)


def day_or_none(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def id_or_none(id: int | None) -> str | None:
    return None if id is None else str(id)


def static_address(path: str) -> str:
    """The full address of a static file under its plain name: a name with its hash would be prepared for ever."""
    return f"{settings.BASE_URL}{settings.STATIC_URL}{path}"


def media_address(path: str) -> str:
    """The full address of a file in the media folder."""
    return f"{settings.BASE_URL}{settings.MEDIA_URL}{path}"


def tag_address(name: str) -> str:
    return f"{settings.BASE_URL}/tags/{quote(name)}"
