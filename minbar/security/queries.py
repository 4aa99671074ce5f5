"""What a member sees of their sessions and of the apps they let in."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.db.models import Max, Min
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minbar.accounts.models import User
from minbar.security.models import AccessToken
from minbar.security.scopes import DESCRIPTIONS


@dataclass(frozen=True, slots=True)
class ConnectedApp:
    application_id: int
    name: str
    website: str
    since: datetime
    last_used_on: date | None
    #: What it may do, in words.
    scopes: tuple[str | Promise, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    id: int
    browser: str
    system: str
    since: datetime
    last_seen_at: datetime
    current: bool


def connected_apps(user: User) -> list[ConnectedApp]:
    """Apps with a token of the member, the last used first."""
    rows = (
        AccessToken.objects.filter(user=user, application__isnull=False)
        .values("application_id", "application__name", "application__website")
        .annotate(since=Min("created"), used=Max("last_used_on"))
    )
    granted: dict[int, set[str]] = {}
    for app_id, scope in AccessToken.objects.filter(user=user).values_list("application_id", "scope"):
        granted.setdefault(app_id, set()).update(scope.split())
    apps = [
        ConnectedApp(
            row["application_id"],
            row["application__name"],
            row["application__website"],
            row["since"],
            row["used"],
            tuple(words for scope, words in DESCRIPTIONS.items() if scope in granted[row["application_id"]]),
        )
        for row in rows
    ]
    return sorted(apps, key=lambda app: (app.last_used_on or app.since.date(), app.since), reverse=True)


def visits(user: User, current_key: str | None) -> list[Visit]:
    """The member's sessions that are still open, this one first."""
    found = [
        Visit(
            session.pk,
            *device(session.user_agent),
            session.created_at,
            session.last_seen_at,
            session.session_key == current_key,
        )
        for session in UserSession.objects.purge_and_list(user)
    ]
    return sorted(found, key=lambda visit: (not visit.current, -visit.last_seen_at.timestamp()))


_BROWSERS = [
    ("Edge", r"Edg/|EdgiOS|EdgA"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|CriOS|Chromium"),
    ("Safari", r"Safari/"),
]
_SYSTEMS = [
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
]


def _first(table: list[tuple[str, str]], text: str) -> str:
    return next((name for name, pattern in table if re.search(pattern, text)), "")


def device(user_agent: str) -> tuple[str, str]:
    """(browser, system) as people call them; what we do not know is told as unknown, not guessed."""
    return _first(_BROWSERS, user_agent) or str(_("Unknown browser")), _first(_SYSTEMS, user_agent)
