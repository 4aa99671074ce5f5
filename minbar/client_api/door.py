"""The middleware that stands first: what is for the API never meets the pages' sessions, CSRF and cookies.

Adds CORS to everything under /api and /oauth, counts requests against the rate limits, words errors in the
language the client asks for (English if none), and turns whatever else goes wrong into Mastodon's form.
"""

import logging
import re
from collections.abc import Callable

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from minbar.client_api.answers import error_answer
from minbar.client_api.fast_lane import lane_for
from minbar.core.errors import MinbarError
from minbar.security.rate import BucketName, check
from minbar.security.tokens import InvalidToken, bearer_of

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, X-Request-Id"
    ),
}
_PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "7200",
}
_SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store", **CORS}
_SAFE_STORED = HttpResponse(headers=_SAFE).headers._store
del _SAFE_STORED["content-type"]
_OURS = ("/api/v1/", "/api/v2/", "/api/oembed")
#: Requests that are counted in a narrower bucket as well.
_BUCKETS: tuple[tuple[str, re.Pattern[str], BucketName], ...] = (
    ("POST", re.compile(r"/api/v[12]/media"), "media"),
    ("DELETE", re.compile(r"/api/v1/statuses/\d+"), "delete"),
    ("POST", re.compile(r"/api/v1/statuses/\d+/unreblog"), "delete"),
    ("POST", re.compile(r"/api/v1/accounts"), "sign_up"),
    ("POST", re.compile(r"/api/v1/apps"), "apps"),
)


class ApiDoor:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not path.startswith(("/api/", "/oauth/", "/.well-known/")):
            return self.get_response(request)
        if path.endswith("/") and len(path) > len("/oauth/"):
            # Rails does not mind a slash at the end, and some apps send one.
            path = request.path = request.path_info = path.rstrip("/")
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=_PREFLIGHT)
        if not path.startswith(_OURS):
            response = self.get_response(request)
            _put(response, CORS)
            return response
        try:
            limits = check(request, bucket(request), _bearer(request))
        except MinbarError as error:
            response = error_answer(error, error.status, headers=getattr(error, "headers", None))
        else:
            response = _answer(request)
            _put(response, limits)
        _put(response, _SAFE)
        return response


def _put(response: HttpResponseBase, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response[name] = value


def bucket(request: HttpRequest) -> BucketName:
    if request.method != "GET":
        for method, pattern, name in _BUCKETS:
            if request.method == method and pattern.fullmatch(request.path_info):
                return name
    return "api"


def _bearer(request: HttpRequest):  # type: ignore[no-untyped-def]  # what bearer_of gives
    """For counting only: what a bad token leads to is the operation's to say."""
    try:
        return bearer_of(request)
    except InvalidToken:
        return None


def _answer(request: HttpRequest) -> HttpResponseBase:
    lane = lane_for(request)
    try:
        if lane is not None:
            return lane(request)
    except Exception as error:
        with _worded_for(request):
            return _failure(request, error)
    with _worded_for(request):
        try:
            found = resolve(request.path_info)
            response = found.func(request, *found.args, **found.kwargs)
        except Exception as error:
            return _failure(request, error)
        if response.status_code == 405:
            allowed = {"Allow": response["Allow"]}
            return error_answer(_("This method is not allowed here."), 405, headers=allowed)
        return response


def _worded_for(request: HttpRequest) -> override:
    return override(get_language_from_request(request) if "HTTP_ACCEPT_LANGUAGE" in request.META else "en")


def _failure(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, MinbarError):
        return error_answer(error, error.status, headers=getattr(error, "headers", None))
    if isinstance(error, Resolver404):
        return error_answer(_("Record not found"), 404)
    log.error("%s %s failed", request.method, request.path_info, exc_info=error)
    if isinstance(error, OperationalError):
        message = _("The server is busy. Try again in a moment.")
        return error_answer(message, 503, headers={"Retry-After": "5"})
    if isinstance(error, DatabaseError | OSError):
        return error_answer(_("The server could not store this. Try again later."), 503)
    return error_answer(_("Something went wrong on our side."), 500)
