"""Who is looking at a page, whether they still may, and in which language and time zone they read."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from minbar.accounts.models import User
from minbar.security.standing import Standing, standing_of

_SEEN = "seen_on"
#: Answered by token, or for everybody alike: no session is looked at.
_WITHOUT_SESSION = ("/api/", "/oauth/token", "/oauth/revoke", "/.well-known/", "/static/", "/media/")


class PresenceMiddleware:
    """Sets ``request.account`` (None for a visitor); ends the session of whoever may not be here any more.

    The standing is read with the session's user in one query, so a suspension holds at the next request in
    every process. Members get their own language and time zone; visitors what LocaleMiddleware found.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.account = None  # type: ignore[attr-defined]  # what this middleware adds to a request
        if request.path.startswith(_WITHOUT_SESSION):
            return self._unsigned(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        translation.activate(user.locale)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        if standing := standing_of(user):
            return _shown_out(request, standing)
        request.account = user.account  # type: ignore[attr-defined]  # as above
        _note_visit(request)
        with timezone.override(_zone(user.time_zone)):
            return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """allauth's pages bring a ``site`` of their own (the host), which would hide ours (the community)."""
        context = response.context_data
        if context and isinstance(context.get("site"), RequestSite):
            del context["site"]
        return response

    def _unsigned(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_ACCEPT_LANGUAGE" not in request.META:
            # A program that names no language reads what Mastodon's servers write.
            translation.activate("en")
        return self.get_response(request)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def _shown_out(request: HttpRequest, standing: Standing) -> HttpResponse:
    logout(request)
    if standing == "pending":
        return render(request, "account/waiting.html", status=403)
    return render(request, "account/account_inactive.html", status=403)


def _note_visit(request: HttpRequest) -> None:
    """The day of a session's last visit, for the page that lists sessions; written once a day."""
    today = datetime.now(UTC).date().isoformat()
    if request.session.get(_SEEN) != today:
        request.session[_SEEN] = today
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=timezone.now()
        )
