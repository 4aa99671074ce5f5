"""The one way out: fetches what another server offers, and lets no address from outside lead us into our
own network.

The host is resolved first, each address is checked, and the connection goes to the very address that was
checked, so a name that changes its mind in between gains nothing. Redirects go through the same. Size and
time are limited in all, compressed or not, fast or drop by drop. No proxy, no environment, no cookie, no
password in the URL.
"""

import re
import ssl
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import httpcore
import httpx
from django.conf import settings

from minbar.core.addresses import Resolver, is_loopback, is_public, resolve
from minbar.core.http_transport import (
    AddressRefused,
    Deadline,
    FetchError,
    GuardedTransport,
    TookTooLong,
    TooLarge,
)

__all__ = ["AddressRefused", "FetchError", "Fetched", "Fetcher", "TooLarge", "TookTooLong", "fetch"]

_REDIRECTS = {301, 302, 303, 307, 308}
# Headers that speak for us to one host only.
_FOR_ONE_HOST = ("authorization", "cookie", "signature", "digest")
# A name as the DNS has it (httpx has turned others into it), or an address.
_HOST = re.compile(rb"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status; `url` is where it came from in the end."""

    status: int
    url: str
    headers: httpx.Headers
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@contextmanager
def _worded(url: httpx.URL) -> Iterator[None]:
    """One family of errors, whichever layer met the trouble."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException, FutureTimeout) as error:
        raise TookTooLong(f"{url.host}: {error!r}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError, zlib.error) as error:
        raise FetchError(f"{url.host}: {error!r}") from error


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How to fetch; `fetch` uses the settings' one. Loopback is for tests and development, on any port."""

    ports: frozenset[int] = frozenset({80, 443})
    allow_loopback: bool = False
    resolver: Resolver = resolve
    ssl_context: ssl.SSLContext | None = None

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        limit: int = 1_000_000,
        seconds: float = 10.0,
        redirects: int = 3,
    ) -> Fetched:
        """As `fetch`."""
        deadline = Deadline(seconds)
        sent = {"user-agent": _user_agent(), "accept-encoding": "gzip", **(headers or {})}
        target = self._checked_url(url)
        for _hop in range(redirects + 1):
            answer = self._exchange(method, target, sent, content, limit, deadline)
            place = answer.headers.get("location")
            if method not in {"GET", "HEAD"} or answer.status not in _REDIRECTS or not place:
                return answer
            before, target = target, self._checked_url(place, target)
            if before.scheme == "https" and target.scheme == "http":
                raise AddressRefused(f"{before.host} leads from https to http")
            if (before.host, before.port) != (target.host, target.port):
                sent = {name: value for name, value in sent.items() if name.lower() not in _FOR_ONE_HOST}
        raise FetchError(f"more than {redirects} redirects from {url}")

    def checked_addresses(self, host: str, port: int, seconds: float) -> list[str]:
        """The addresses of a host that may be connected to, at least one."""
        found = self.resolver(host, port, seconds)
        allowed = [
            address
            for address in found
            if (port in self.ports and is_public(address)) or (self.allow_loopback and is_loopback(address))
        ]
        if not allowed:
            raise AddressRefused(f"{host}:{port} is at {', '.join(found) or 'no address'}")
        return allowed

    @staticmethod
    def _checked_url(text: str, base: httpx.URL | None = None) -> httpx.URL:
        try:
            url = base.join(text) if base else httpx.URL(text)
        except (httpx.InvalidURL, ValueError) as error:
            raise AddressRefused(f"not a URL: {error}") from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise AddressRefused(f"not http or https: {url.scheme}")
        if not _HOST.fullmatch(url.raw_host):
            raise AddressRefused("not a name of a host")
        if url.port is not None and not 0 < url.port < 65_536:
            raise AddressRefused("not a port")
        if url.userinfo:
            raise AddressRefused("a name or password in the URL")
        return url.copy_with(fragment=None)

    def _exchange(
        self,
        method: str,
        url: httpx.URL,
        headers: Mapping[str, str],
        content: bytes | None,
        limit: int,
        deadline: Deadline,
    ) -> Fetched:
        transport = GuardedTransport(self.checked_addresses, deadline, self.ssl_context)
        with (
            _worded(url),
            httpx.Client(transport=transport, trust_env=False) as client,
            client.stream(method, url, headers=headers, content=content, follow_redirects=False) as answer,
        ):
            body = _body(answer, limit) if method != "HEAD" else b""
            return Fetched(answer.status_code, str(url), answer.headers, body)


def _body(answer: httpx.Response, limit: int) -> bytes:
    """The body, unpacked without ever holding more than the limit of it."""
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise FetchError(f"a coding nobody asked for: {coding[:40]}")
    # 32 more than the largest window: zlib finds out by itself whether it is gzip or deflate.
    unpacking = None if coding in {"identity", ""} else zlib.decompressobj(32 + zlib.MAX_WBITS)
    body = bytearray()
    received = 0
    for part in answer.iter_raw(_CHUNK):
        received += len(part)
        body += unpacking.decompress(part, limit + 1 - len(body)) if unpacking else part
        if len(body) > limit or received > limit:
            raise TooLarge(f"{answer.url.host}: more than {limit} bytes")
    if unpacking and received and not unpacking.eof:
        raise FetchError(f"{answer.url.host}: the answer was cut short")
    return bytes(body)


def _user_agent() -> str:
    return f"Minbar/{version('minbar')} (+{getattr(settings, 'BASE_URL', '')})"


def fetch(url: str, **how: Any) -> Fetched:
    """Fetch a URL that came from outside; raises FetchError (an Unavailable) or one of its kinds.

    `method`, `headers`, `content` as usual; `limit` bytes of unpacked body, `seconds` in all, `redirects`
    followed for GET and HEAD. The answer's status is the caller's to look at.
    """
    fetcher = Fetcher(
        ports=frozenset(getattr(settings, "FETCH_PORTS", (80, 443))),
        allow_loopback=getattr(settings, "FETCH_ALLOW_LOOPBACK", False),
    )
    return fetcher.fetch(url, **how)
