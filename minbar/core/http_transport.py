"""The guarded way of connecting, under `http.fetch`: checked addresses only, and one limit on all waits
together.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext_lazy as _

from minbar.core.errors import Message, Unavailable

# (host, port, seconds) -> the addresses that may be connected to; raises AddressRefused when there are none.
Check = Callable[[str, int, float], list[str]]


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


class Deadline:
    """A moment by which all must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then; TookTooLong when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TookTooLong("the time for it is over")
        return left


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait is cut to what is left of the whole time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
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

    def __init__(self, check: Check, deadline: Deadline) -> None:
        self._check = check
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
        addresses = self._check(host, port, self._deadline.left())
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


class GuardedTransport(httpx.BaseTransport):
    """httpx over httpcore with the guarded way of connecting; one exchange, one connection."""

    def __init__(self, check: Check, deadline: Deadline, ssl_context: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or _usual_ssl_context(),
            max_connections=1,
            network_backend=_GuardedBackend(check, deadline),
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
def _usual_ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
