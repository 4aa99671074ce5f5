"""From Granian's scope to the environ Django reads, with only a trusted proxy's word about who is asking."""

from collections.abc import Sequence
from functools import cache, lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, BinaryIO

Network = IPv4Network | IPv6Network
# What a proxy says of its client: read here, and never passed on to Django.
FORWARDED = {
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-real-ip",
    "forwarded",
}
VERSIONS = {"1": "HTTP/1.1", "1.0": "HTTP/1.0", "1.1": "HTTP/1.1", "2": "HTTP/2"}


@lru_cache(maxsize=1024)
def environ_key(name: str) -> str | None:
    """The environ's name of a header; None for one Django must not see.

    A name with an underscore would be taken for the one with a hyphen, so that a client could write over
    what the proxy says; nginx drops them too.
    """
    if name in FORWARDED or "_" in name:
        return None
    key = name.upper().replace("-", "_")
    return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else "HTTP_" + key


def wsgi_text(text: str) -> str:
    """The environ carries bytes as Latin-1 text, whatever they mean."""
    return text if text.isascii() else text.encode().decode("latin-1")


@cache
def split_address(address: str) -> tuple[str, str]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), port


class Proxies:
    """Knows which peers may speak for their clients."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.networks = networks
        self.trusts = lru_cache(maxsize=4096)(self._trusts)

    def _trusts(self, address: str) -> bool:
        if not address:
            return True  # a Unix socket: only this machine's own proxy can open it
        try:
            ip = ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self.networks)

    def client(self, peer: str, forwarded_for: str) -> str:
        """The nearest address that is no proxy of ours: what stands further left may be made up."""
        client = peer
        for hop in reversed(forwarded_for.split(",")):
            if not self.trusts(client):
                break
            try:
                client = str(ip_address(hop.strip().strip("[]")))
            except ValueError:
                break
        return client


def make_environ(
    scope: Any, headers: list[tuple[str, str]], body: BinaryIO, proxies: Proxies
) -> dict[str, Any]:
    peer = scope.client.rpartition(":")[0].strip("[]")
    server, port = split_address(scope.server)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": wsgi_text(scope.path),
        "QUERY_STRING": wsgi_text(scope.query_string),
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": VERSIONS.get(scope.http_version, "HTTP/1.1"),
        "REMOTE_ADDR": peer,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    for name, value in headers:
        key = environ_key(name)
        if key is None:
            continue
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    if proxies.trusts(peer):
        given = scope.headers
        if forwarded_for := given.get("x-forwarded-for"):
            environ["REMOTE_ADDR"] = proxies.client(peer, forwarded_for)
        if (scheme := given.get("x-forwarded-proto")) in {"http", "https"}:
            environ["wsgi.url_scheme"] = scheme
    return environ
