"""Which addresses on the network belong to the world, and which to this machine or its neighbours."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
# (host, port, seconds) -> addresses, best first; raises OSError.
Resolver = Callable[[str, int, float], list[str]]

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Addresses that carry another address inside, or lead to one by way of somebody else.
_TUNNELS = [
    ip_network("2002::/16"),  # 6to4
    ip_network("2001::/23"),  # Teredo, ORCHID and other protocols' own
    ip_network("192.88.99.0/24"),  # 6to4 relays
]
# Written in documents; some of them newer than this Python's own list.
_DOCUMENTATION = [ip_network("3fff::/20"), ip_network("2001:db8::/32")]

# getaddrinfo has no time limit of its own.
_lookups = ThreadPoolExecutor(max_workers=8, thread_name_prefix="minbar-dns")


def is_public(text: str) -> bool:
    """Whether an address may be that of another server.

    Not: private, loopback, link-local, multicast, reserved, carrier-grade NAT, IPv4 wrapped in IPv6 in any
    of its ways (mapped, compatible, NAT64, 6to4, Teredo), or one bound to an interface.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address.scope_id or address not in _GLOBAL_UNICAST):
        return False
    if any(
        address in network for network in (*_TUNNELS, *_DOCUMENTATION) if network.version == address.version
    ):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_loopback(text: str) -> bool:
    """Whether an address is this very machine's."""
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, as the system orders them; OSError when there are none or it takes long."""
    found = _lookups.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(seconds)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))
