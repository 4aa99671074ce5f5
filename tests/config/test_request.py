"""Who is asking: only a trusted proxy is believed."""

from io import BytesIO
from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any

import pytest

from minbar.config.server.request import Proxies, make_environ

PROXIES = Proxies([ip_network("127.0.0.1"), ip_network("10.0.0.0/8")])


def environ_of(peer: str, *headers: tuple[str, str], **scope: Any) -> dict[str, Any]:
    given = {
        "client": f"{peer}:4000",
        "server": "127.0.0.1:8000",
        "method": "GET",
        "path": "/",
        "query_string": "",
        "http_version": "1.1",
        "scheme": "http",
        "authority": None,
        "headers": dict(headers),
    }
    return make_environ(SimpleNamespace(**(given | scope)), list(headers), BytesIO(), PROXIES)


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (
            "127.0.0.1",
            "198.51.100.1, 203.0.113.7",
            "203.0.113.7",
        ),  # what the client itself wrote is not believed
        ("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),  # two proxies of ours
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_the_client_is_the_nearest_address_that_is_no_proxy_of_ours(
    peer: str, forwarded: str, client: str
) -> None:
    assert environ_of(peer, ("x-forwarded-for", forwarded))["REMOTE_ADDR"] == client


def test_the_scheme_is_believed_from_a_proxy_only() -> None:
    said = ("x-forwarded-proto", "https")
    assert environ_of("127.0.0.1", said)["wsgi.url_scheme"] == "https"
    assert environ_of("203.0.113.9", said)["wsgi.url_scheme"] == "http"


def test_django_never_sees_what_a_proxy_or_a_forger_says() -> None:
    environ = environ_of(
        "127.0.0.1",
        ("x-forwarded-for", "203.0.113.7"),
        ("x-forwarded-host", "evil"),
        ("x_real_ip", "1"),
        ("accept", "a"),
    )
    assert {key for key in environ if key.startswith("HTTP_")} == {"HTTP_ACCEPT"}


def test_cookies_sent_apart_are_joined_and_the_path_is_kept_whole() -> None:
    environ = environ_of("127.0.0.1", ("cookie", "a=1"), ("cookie", "b=2"), path="/tags/ساحة")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/tags/ساحة"
