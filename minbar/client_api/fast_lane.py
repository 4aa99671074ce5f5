"""What apps ask for all day, answered without the router and without a form in between.

The same operations stand in ``views`` for the documentation and for methods and parameters that these
do not know; tests hold the two together.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from minbar.client_api import hot
from minbar.client_api.answers import paged, raw
from minbar.client_api.own_account import own_account
from minbar.core.paging import Page
from minbar.security.tokens import optional, require

Lane = Callable[[HttpRequest], HttpResponse]
_KNOWN = {"limit", "max_id", "since_id", "min_id", "local", "remote", "only_media"}


def _page(request: HttpRequest) -> Page:
    query = request.GET
    if not query:
        return _FIRST
    limit = query.get("limit", "")
    return Page.parse(
        int(limit) if limit.isdecimal() and len(limit) < 6 else None,
        query.get("max_id"),
        query.get("since_id"),
        query.get("min_id"),
    )


_FIRST = Page()


def home(request: HttpRequest) -> HttpResponse:
    bearer = require(request, "read:statuses")
    ids, items = hot.home(bearer.account_id or 0, _page(request))
    return paged(request, items, ids)


def public(request: HttpRequest) -> HttpResponse:
    bearer = optional(request, "read:statuses")
    query = request.GET
    ids, items = hot.public(
        bearer.account_id if bearer is not None else None,
        _page(request),
        local=query.get("local") in _TRUE,
        remote=query.get("remote") in _TRUE,
        only_media=query.get("only_media") in _TRUE,
    )
    return paged(request, items, ids)


def verify_credentials(request: HttpRequest) -> HttpResponse:
    return raw(own_account(require(request, "profile", "read:accounts", "read:me").user_id))


_TRUE = {"true", "1"}
_LANES: dict[str, Lane] = {
    "/api/v1/timelines/home": home,
    "/api/v1/timelines/public": public,
    "/api/v1/accounts/verify_credentials": verify_credentials,
}


def lane_for(request: HttpRequest) -> Lane | None:
    """The lane of a GET with nothing unusual in its query."""
    lane = _LANES.get(request.path_info)
    if lane is None or request.method != "GET":
        return None
    return lane if not request.META.get("QUERY_STRING") or _KNOWN.issuperset(request.GET) else None
