"""The guarded fetcher, against real servers on this machine."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from minbar.core.addresses import is_public, resolve
from minbar.core.errors import Unavailable
from minbar.core.http import AddressRefused, Fetcher, FetchError, TookTooLong, TooLarge, fetch

Handler = BaseHTTPRequestHandler


class Site:
    """A small server: what each path does, and what it was asked."""

    def __init__(self, secured: ssl.SSLContext | None = None) -> None:
        self.paths: dict[str, Callable[[Any], None]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        site = self

        class Answering(Handler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                self.rfile.read(length)
                site.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
                site.paths[self.path](self)

            do_POST = do_HEAD = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.server.daemon_threads = True
        if secured:
            self.server.socket = secured.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def gives(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        def answer(handler: Handler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("content-length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.paths[path] = answer

    def leads(self, path: str, place: str, status: int = 302) -> None:
        self.gives(path, status=status, location=place)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


here = Fetcher(allow_loopback=True)


def at(*addresses: str) -> Callable[[str, int, float], list[str]]:
    return lambda host, port, seconds: list(addresses)


def unasked(host: str, port: int, seconds: float) -> list[str]:
    raise AssertionError(f"{host} should have been refused before it was looked up")


def test_a_page_is_fetched_with_its_status_and_type(site: Site) -> None:
    site.gives("/page", b"hello", content_type="text/HTML; charset=utf-8")
    answer = here.fetch(site.url("/page#part"))
    assert (answer.status, answer.body, answer.content_type, answer.ok) == (200, b"hello", "text/html", True)
    assert answer.url == site.url("/page")
    (_, _, headers) = site.asked[0]
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert headers["user-agent"].startswith("Minbar/")
    assert "cookie" not in headers


def test_a_failure_of_the_other_server_is_an_answer(site: Site) -> None:
    site.gives("/gone", b"gone", status=410)
    answer = here.fetch(site.url("/gone"))
    assert (answer.status, answer.ok) == (410, False)


def test_a_body_and_headers_can_be_sent(site: Site) -> None:
    site.gives("/inbox", b"", status=202)
    assert here.fetch(site.url("/inbox"), method="POST", content=b"{}", headers={"x-a": "b"}).status == 202
    assert site.asked[0][0] == "POST"
    assert site.asked[0][2]["x-a"] == "b"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:db8::1", "3fff::1", "100::1",
        "5f00::1", "not an address", "",
    ],
)  # fmt: skip
def test_an_address_that_is_not_the_worlds_is_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(AddressRefused):
        Fetcher(resolver=at(address)).checked_addresses("peer.example", 80, 1)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_an_address_of_the_world_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)  # fmt: skip
def test_this_machine_under_any_of_its_spellings_is_refused(host: str, site: Site) -> None:
    site.gives("/", b"secret")
    with pytest.raises(FetchError):
        Fetcher(ports=frozenset({site.port})).fetch(f"http://{host}:{site.port}/")
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "gopher://peer.example/", "ftp://peer.example/", "//peer.example/", "/path", "",
        "javascript:alert(1)", "http://", "http:///path", "http://user:pass@peer.example/",
        "http://user@peer.example/", "http://[::1", "http://peer.example:99999/", "http://a b/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        Fetcher(resolver=unasked).fetch(url)


def test_ports_other_than_the_webs_are_refused() -> None:
    # The check alone: no test may connect to an address of the world.
    fetcher = Fetcher(resolver=at("8.8.8.8"), allow_loopback=True)
    assert fetcher.checked_addresses("peer.example", 443, 1) == ["8.8.8.8"]
    with pytest.raises(AddressRefused):
        fetcher.checked_addresses("peer.example", 22, 1)


def test_of_several_addresses_only_the_allowed_are_used(site: Site) -> None:
    site.gives("/", b"here")
    fetcher = Fetcher(resolver=at("10.0.0.1", "127.0.0.1"), allow_loopback=True)
    assert fetcher.fetch(site.url("/", "peer.example")).body == b"here"
    assert site.asked[0][2]["host"] == f"peer.example:{site.port}"


def test_a_name_that_changes_its_mind_after_the_check_gains_nothing(site: Site) -> None:
    site.gives("/", b"here")
    answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]
    fetcher = Fetcher(resolver=lambda host, port, seconds: answers.pop(0), allow_loopback=True)
    assert fetcher.fetch(site.url("/", "peer.example")).body == b"here"
    assert len(answers) == 2, "the name was asked for once, and the connection went where the answer said"
    with pytest.raises(AddressRefused):
        fetcher.fetch(site.url("/", "peer.example"))


def test_a_dead_address_does_not_keep_from_the_next(site: Site) -> None:
    site.gives("/", b"here")
    # Nobody listens on this loopback address.
    fetcher = Fetcher(resolver=at("127.0.0.9", "127.0.0.1"), allow_loopback=True)
    assert fetcher.fetch(site.url("/", "peer.example")).body == b"here"


def test_redirects_are_followed_and_each_is_checked(site: Site) -> None:
    site.leads("/a", "/b")
    site.leads("/b", site.url("/c", "peer.example"))
    site.gives("/c", b"there")
    asked: list[str] = []

    def resolver(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    answer = Fetcher(resolver=resolver, allow_loopback=True).fetch(
        site.url("/a"), headers={"Authorization": "Bearer x", "Signature": "s", "Accept": "text/html"}
    )
    assert (answer.body, answer.url) == (b"there", site.url("/c", "peer.example"))
    assert asked == ["127.0.0.1", "127.0.0.1", "peer.example"]
    assert site.asked[1][2]["authorization"] == "Bearer x"
    last = site.asked[2][2]
    assert last["accept"] == "text/html"
    assert "authorization" not in last
    assert "signature" not in last


@pytest.mark.parametrize("place", ["http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd"])
def test_a_redirect_into_our_own_network_is_refused(site: Site, place: str) -> None:
    site.leads("/a", place)
    with pytest.raises(AddressRefused):
        here.fetch(site.url("/a"))


def test_redirects_end_somewhere(site: Site) -> None:
    site.leads("/a", "/a")
    with pytest.raises(FetchError, match="redirects"):
        here.fetch(site.url("/a"))
    assert len(site.asked) == 4


def test_what_was_sent_is_not_sent_on(site: Site) -> None:
    site.leads("/a", "/b", status=307)
    assert here.fetch(site.url("/a"), method="POST", content=b"x").status == 307
    assert len(site.asked) == 1


def test_an_answer_above_the_limit_is_cut_off(site: Site) -> None:
    site.gives("/big", b"x" * 2_000)
    assert len(here.fetch(site.url("/big"), limit=2_000).body) == 2_000
    with pytest.raises(TooLarge):
        here.fetch(site.url("/big"), limit=1_999)


def test_an_answer_without_end_is_cut_off(site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("connection", "close")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 10_000)
        except OSError:
            handler.close_connection = True

    site.paths["/endless"] = endless
    with pytest.raises(TooLarge):
        here.fetch(site.url("/endless"), limit=100_000)


def test_a_packed_answer_is_unpacked_and_a_bomb_is_not(site: Site) -> None:
    site.gives("/packed", gzip.compress(b"hello"), content_encoding="gzip")
    site.gives("/bomb", gzip.compress(b"\0" * 50_000_000), content_encoding="gzip")
    site.gives("/half", gzip.compress(bytes(range(256)) * 9)[:-20], content_encoding="gzip")
    site.gives("/other", b"x", content_encoding="br")
    assert here.fetch(site.url("/packed")).body == b"hello"
    with pytest.raises(TooLarge):
        here.fetch(site.url("/bomb"))
    for path in ("/half", "/other"):
        with pytest.raises(FetchError):
            here.fetch(site.url(path))


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_left_when_the_time_is_over(site: Site, part: str) -> None:
    def drip(handler: Handler) -> None:
        try:
            if part == "body":
                handler.send_response(200)
                handler.send_header("content-length", "1000")
                handler.end_headers()
            else:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass
        handler.close_connection = True

    site.paths["/drip"] = drip
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        here.fetch(site.url("/drip"), seconds=0.5)
    assert time.monotonic() - began < 2


def test_an_answer_that_breaks_off_is_an_error(site: Site) -> None:
    def break_off(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    site.paths["/broken"] = break_off
    with pytest.raises(FetchError):
        here.fetch(site.url("/broken"))


def test_nobody_at_home_is_an_error_a_door_can_word() -> None:
    with pytest.raises(Unavailable) as told:
        here.fetch("http://127.0.0.1:1/")
    assert told.value.status == 503
    assert "127.0.0.1" not in str(told.value.message)
    assert "127.0.0.1" in str(told.value)


def test_a_name_that_does_not_exist_is_an_error() -> None:
    def unknown(host: str, port: int, seconds: float) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match="not known"):
        Fetcher(resolver=unknown).fetch("http://nobody.invalid/")


def test_proxies_and_the_environment_are_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.gives("/", b"here")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert here.fetch(site.url("/")).body == b"here"


def test_the_settings_allow_loopback_only_where_they_say_so(site: Site, settings: Any) -> None:
    site.gives("/", b"here")
    settings.FETCH_ALLOW_LOOPBACK = False
    with pytest.raises(AddressRefused):
        fetch(site.url("/"))
    settings.FETCH_ALLOW_LOOPBACK = True
    assert fetch(site.url("/")).body == b"here"


def test_the_systems_resolver_is_asked_within_the_time() -> None:
    assert "127.0.0.1" in resolve("localhost", 80, 5)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a self-signed certificate for peer.example, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "peer.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("peer.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "peer.pem"
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()) + made.public_bytes(pem))
    return path


def test_the_certificate_is_held_against_the_name_and_not_the_address(certificate: Path) -> None:
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    names: list[str | None] = []
    secured.sni_callback = lambda connection, name, context: names.append(name)
    site = Site(secured)
    site.gives("/", b"secret")
    site.leads("/down", site.url("/", "peer.example"))
    trusting = ssl.create_default_context(cafile=str(certificate))
    fetcher = Fetcher(resolver=at("127.0.0.1"), allow_loopback=True, ssl_context=trusting)
    try:
        assert fetcher.fetch(f"https://peer.example:{site.port}/").body == b"secret"
        assert names == ["peer.example"]
        with pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"):
            fetcher.fetch(f"https://other.example:{site.port}/")
        with pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"):
            Fetcher(resolver=at("127.0.0.1"), allow_loopback=True).fetch(f"https://peer.example:{site.port}/")
        with pytest.raises(AddressRefused, match="https to http"):
            fetcher.fetch(f"https://peer.example:{site.port}/down")
    finally:
        site.close()
