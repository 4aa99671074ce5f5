"""Rate limits: how often an account or an address may ask, told in Mastodon's headers.

The limits are those of Mastodon's API. Counts are exact in one process and at most a second old between
processes (the bound is in ``rate_store``). Addresses are never stored (``address``).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from minbar.core.errors import TooMany
from minbar.security import merging, rate_store
from minbar.security.address import veiled
from minbar.security.tokens import Bearer

BucketName = Literal["api", "media", "delete", "sign_up", "apps", "sign_in"]

#: Tries to sign in under one name, right or wrong, over all processes.
_NAME = "sign_in_name"


@dataclass(frozen=True, slots=True)
class Bucket:
    limit: int
    seconds: int
    #: Counted by address even when we know who asks.
    by_address: bool = False


BUCKETS: dict[str, Bucket] = {
    "api": Bucket(300, 5 * 60),
    "media": Bucket(30, 30 * 60),
    "delete": Bucket(30, 30 * 60),
    "sign_up": Bucket(5, 30 * 60, by_address=True),
    "apps": Bucket(25, 10 * 60, by_address=True),
    "sign_in": Bucket(25, 5 * 60, by_address=True),
    _NAME: Bucket(20, 15 * 60),
}


class RateLimited(TooMany):
    """429; ``headers`` belong on the answer."""

    def __init__(self, retry_at: datetime, headers: dict[str, str]) -> None:
        super().__init__(_("Too many requests"), retry_at)
        self.headers = headers


@lru_cache(64)
def _moment(window: int) -> str:
    return datetime.fromtimestamp(window, UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")


def _headers(bucket: Bucket, used: int, window: int, now: float) -> dict[str, str]:
    headers = {
        "X-RateLimit-Limit": str(bucket.limit),
        "X-RateLimit-Remaining": str(max(0, bucket.limit - used)),
        "X-RateLimit-Reset": _moment(window),
    }
    if used > bucket.limit:
        headers["Retry-After"] = str(max(1, int(window - now)))
    return headers


def _count(name: str, who: str) -> dict[str, str]:
    bucket = BUCKETS[name]
    now = time.time()
    window = (int(now) // bucket.seconds + 1) * bucket.seconds
    key = f"{name}:{who}"
    used = rate_store.seen(key, window)
    # A refused request is not counted: the table would grow with every blow of a flood.
    used = rate_store.add(key, window) if used < bucket.limit else used + 1
    merging.wake()
    headers = _headers(bucket, used, window, now)
    if used > bucket.limit:
        raise RateLimited(datetime.fromtimestamp(window, UTC), headers)
    return headers


def check(request: HttpRequest, bucket: BucketName = "api", bearer: Bearer | None = None) -> dict[str, str]:
    """Count the request and give the headers for its answer; raises RateLimited when the bucket is spent.

    A narrower bucket is counted beside the general one, and its headers are the ones given. Without a limit
    (MINBAR_RATE_LIMITS=false) there are no headers.
    """
    if not settings.RATE_LIMITS:
        return {}
    account = bearer.account_id if bearer else None
    who = f"a{account}" if account else f"ip{veiled(request)}"
    headers = _count("api", who)
    if bucket != "api":
        if BUCKETS[bucket].by_address and account:
            who = f"ip{veiled(request)}"
        headers = _count(bucket, who)
    return headers


def check_name(hashed: str) -> None:
    """Count a try to sign in under a name (given as a hash); raises RateLimited."""
    if settings.RATE_LIMITS:
        _count(_NAME, hashed)


def refusal(error: TooMany) -> JsonResponse:
    """A 429 in the form of Mastodon's API."""
    return JsonResponse({"error": str(error)}, status=429, headers=getattr(error, "headers", None))


View = Callable[..., HttpResponseBase]


def limited(bucket: BucketName) -> Callable[[View], View]:
    """For a page: its POSTs are counted by address, and too many get the 429 page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method == "POST":
                try:
                    check(request, bucket)
                except RateLimited as error:
                    return page_refusal(request, error)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def page_refusal(request: HttpRequest, error: RateLimited) -> HttpResponse:
    response = render(request, "429.html", {"retry_at": error.retry_at}, status=429)
    for name, value in error.headers.items():
        response[name] = value
    return response
