"""Who is looking at a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from minbar.accounts.models import Account, User
from minbar.ethics.rules import may_moderate

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def viewer_of(request: HttpRequest) -> Account | None:
    """The account that reads the page; None for a visitor."""
    user = request.user
    return user.account if isinstance(user, User) else None


def member_of(request: HttpRequest) -> Account:
    """The account that acts; only for views behind `members_only`."""
    account = viewer_of(request)
    if account is None:
        raise Http404
    return account


def user_of(request: HttpRequest) -> User:
    """The login; only for views behind `members_only`."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def members_only(view: View[P]) -> View[P]:
    """Send visitors to sign in and back; what they were about to do by POST they do again from the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if viewer_of(request) is not None:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in ("GET", "HEAD") else safe_next(request, "/")
        return redirect_to_login(back)

    return guarded


def moderators_only(view: View[P]) -> View[P]:
    """A page that for everybody else does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User) or not may_moderate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Where the form asked to go afterwards, if that is on this server."""
    wanted: Any = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return str(wanted)
    return fallback


def go_on(request: HttpRequest, fallback: str) -> HttpResponse:
    return redirect(safe_next(request, fallback))
