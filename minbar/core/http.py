"""The one way out: fetches what another server offers, and lets no address from outside lead us into our
own network.

The host is resolved first, each address is checked, and the connection goes to the very address that was
checked, so a name that changes its mind in between gains nothing. Redirects go through the same. Size and
time are limited in all, compressed or not, fast or drop by drop. No proxy, no environment, no cookie, no
password in the URL.
"""

import re
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minbar.core.addresses import Resolver, is_loopback, is_public, resolve
from minbar.core.errors import Message, Unavailable

_REDIRECTS = {301, 302, 303, 307, 308}
# Headers that speak for us to one host only.
_FOR_ONE_HOST = ("authorization", "cookie", "signature", "digest")
# A name as the DNS has it (httpx has turned others into it), or an address.
_HOST = re.compile(rb"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_CHUNK = 65_536


class FetchError(Unavailable):
    """Nothing usable came of it; `detail` is for the log."""

    wording: Message = _("The other server does not answer.")

    def __init__(self, detail: str = "") -> None:
        super().__init__(self.wording)
        self.detail = detail

    def __str__(self) -> str:
        return self.detail or super().__str__()


class AddressRefused(FetchError):
    wording = _("This address may not be fetched.")


class TooLarge(FetchError):
    wording = _("The answer of the other server is too large.")


class TookTooLong(FetchError):
    wording = _("The other server took too long to answer.")


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


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TookTooLong("the time for it is over")
        return left


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait is cut to what is left of the whole time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, fetcher: "Fetcher", deadline: _Deadline) -> None:
        self._fetcher = fetcher
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._fetcher.checked_addresses(host, port, self._deadline.left())
        for number, address in enumerate(addresses, start=1):
            # What is left is shared, so that one dead address does not use up the time of the others.
            share = self._deadline.left() / (len(addresses) - number + 1)
            try:
                stream = self._plain.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise AddressRefused(f"{host} has no address")

    def connect_unix_socket(self, path: str, *given: Any, **named: Any) -> httpcore.NetworkStream:
        raise AddressRefused("sockets of this machine are not for it")


class _PoolStream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _GuardedTransport(httpx.BaseTransport):
    """httpx over httpcore with the guarded way of connecting; one exchange, one connection."""

    def __init__(self, fetcher: "Fetcher", deadline: _Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=fetcher.ssl_context or _ssl_context(),
            max_connections=1,
            network_backend=_GuardedBackend(fetcher, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_PoolStream(answer))

    def close(self) -> None:
        self._pool.close()


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


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
        deadline = _Deadline(seconds)
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
        deadline: _Deadline,
    ) -> Fetched:
        with (
            _worded(url),
            httpx.Client(transport=_GuardedTransport(self, deadline), trust_env=False) as client,
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
