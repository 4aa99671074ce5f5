"""Where a request comes from, and what we keep of it: a keyed hash that changes daily, never the address."""

import hashlib
import hmac
from datetime import UTC, datetime
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def _parse(text: str) -> Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


@cache
def _loopback() -> Address:
    return ip_address("127.0.0.1")


def client_address(remote: str, forwarded: str) -> Address:
    """The nearest address that is not one of our own proxies; ``forwarded`` is believed from those alone."""
    # A Unix socket has no address: only a proxy of this machine can speak through it.
    address = _parse(remote) or _loopback()
    if not _trusted(address):
        return address
    for text in reversed(forwarded.split(",")):
        before = _parse(text)
        if before is None:
            break
        address = before
        if not _trusted(address):
            break
    return address


def neighbourhood(address: Address) -> str:
    """What counts as one client: an IPv4 address, or the /64 that a household is given of IPv6."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False).network_address)
    return str(address)


@cache
def _salt(day: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"address:{day}".encode(), "sha256")


@lru_cache(4096)
def _veil(day: str, remote: str, forwarded: str) -> str:
    text = neighbourhood(client_address(remote, forwarded))
    return hmac.new(_salt(day), text.encode(), hashlib.sha256).hexdigest()[:24]


def veiled(request: HttpRequest) -> str:
    """The request's address as it may be stored: the same for one day, and nothing to be read from it."""
    meta = request.META
    day = datetime.now(UTC).date().isoformat()
    return _veil(day, meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""))
