"""The server adapter on a real port: files, ranges, large bodies, refusals."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server import Server, minbar_server

PICTURE = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def small_server() -> Iterator[Server]:
    with minbar_server("serve", bench="true", max_upload_mb="2") as running:
        media = Path(running.environ["MINBAR_DATA_DIR"]) / "media"
        (media / "a").mkdir(parents=True)
        (media / "a/picture.png").write_bytes(PICTURE)
        (media / "a/page.html").write_text("<script>alert(1)</script>")
        (media / "a/.hidden").write_text("secret")
        yield running


@pytest.fixture
def client(small_server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=small_server.url) as client:
        yield client


def test_a_media_file_is_kept_by_browsers_and_runs_nothing(client: httpx.Client) -> None:
    answer = client.get("/media/a/picture.png")
    assert (answer.status_code, answer.content) == (200, PICTURE)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]
    again = client.get("/media/a/picture.png", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=0-9", 206, PICTURE[:10]),
        ("bytes=10000-", 206, PICTURE[10000:]),
        ("bytes=-5", 206, PICTURE[-5:]),
        ("bytes=99999-", 416, b""),
        ("lines=1-2", 200, PICTURE),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(
    client: httpx.Client, asked: str, status: int, content: bytes
) -> None:
    answer = client.get("/media/a/picture.png", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, content)


def test_a_kind_of_file_that_is_not_ours_is_offered_as_a_download(client: httpx.Client) -> None:
    answer = client.get("/media/a/page.html")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize(
    "path", ["/media/../secret_key", "/media/%2e%2e/secret_key", "/media/a/.hidden", "/media/", "/media/a"]
)
def test_nothing_outside_the_folder_is_served(small_server: Server, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", small_server.port)
    connection.request("GET", path)  # as it stands: httpx would resolve the dots itself
    assert connection.getresponse().status == 404
    connection.close()


def test_a_body_over_the_limit_is_refused_before_it_is_read(client: httpx.Client) -> None:
    answer = client.post("/api/v2/media", content=b"x" * 3_000_000)
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["error"]


def test_a_body_of_unknown_length_is_refused_when_it_passes_the_limit(client: httpx.Client) -> None:
    answer = client.post("/api/v2/media", content=(b"x" * 100_000 for _ in range(30)))
    assert answer.status_code == 413


def test_head_has_no_body_and_the_same_headers(client: httpx.Client) -> None:
    answer = client.head("/bench/floor/5000")
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_health_check_needs_nothing(client: httpx.Client) -> None:
    assert client.get("/healthz").text == "ok"


def test_the_server_ends_a_request_it_has_before_it_stops() -> None:
    with minbar_server("serve", bench="true") as running, httpx.Client(base_url=running.url) as client:
        with client.stream("GET", "/bench/floor/8000000") as answer:
            running.processes["serve"].terminate()
            assert len(answer.read()) == 8_000_000
        assert running.processes["serve"].wait(15) == 0
