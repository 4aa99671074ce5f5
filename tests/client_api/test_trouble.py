"""A server whose database is locked, whose disk is full: it says so, loses nothing, and goes on afterwards."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.media.pictures import jpeg, png
from tests.server import Server, minbar_server

pytestmark = pytest.mark.xdist_group("trouble")

_TOKEN = """
import secrets
from datetime import UTC, datetime
from minbar.accounts.actions import create_account
from minbar.security.models import AccessToken
from minbar.security.tokens import checksum
token = secrets.token_urlsafe(32)
AccessToken.objects.create(
    user=create_account("salma"), scope="read write", token="", token_checksum=checksum(token),
    expires=datetime(9999, 12, 31, tzinfo=UTC),
)
print(token)
"""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A real file system of that size."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.fail("Only root can mount the small disk that this test fills: run it as root.")
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    subprocess.run(["mount", *options], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@dataclass(frozen=True)
class Troubled:
    server: Server
    disk: Path
    app: httpx.Client


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Troubled]:
    """A server whose media lie on a disk of two megabytes, and a member's app."""
    with (
        small_disk(tmp_path_factory.mktemp("trouble") / "disk", 2) as disk,
        minbar_server(media_dir=str(disk / "media")) as server,
    ):
        headers = {"Authorization": f"Bearer {server.script(_TOKEN).strip()}"}
        with httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=60) as app:
            yield Troubled(server, disk, app)


@contextmanager
def locked_database(server: Server) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    address = server.environ.get("MINBAR_DATABASE_URL", "")
    if address:
        with psycopg.connect(address) as other:
            other.execute("LOCK TABLE posts_post, accounts_follow IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()
    else:
        other = sqlite3.connect(
            Path(server.environ["MINBAR_DATA_DIR"]) / "minbar.sqlite3", isolation_level=None
        )
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()


def test_a_locked_database_is_a_503_in_time_and_nothing_is_lost(troubled: Troubled) -> None:
    app = troubled.app
    key = {"Idempotency-Key": "while locked"}
    before = app.post("/statuses", json={"status": "قبل القفل"}).json()["id"]
    with locked_database(troubled.server):
        started = time.monotonic()
        answer = app.post("/statuses", json={"status": "أثناء القفل"}, headers=key)
        waited = time.monotonic() - started
    assert answer.status_code == 503, answer.text
    assert answer.json() == {"error": "The server is busy. Try again in a moment."}
    assert answer.headers["Retry-After"] == "5"
    assert waited < 30
    # The app tries again with the same key, as apps do.
    again = app.post("/statuses", json={"status": "أثناء القفل"}, headers=key)
    assert again.status_code == 200, again.text
    mine = app.get("/accounts/verify_credentials").json()["id"]
    shown = app.get(f"/accounts/{mine}/statuses")
    assert shown.status_code == 200, shown.text
    listed = [status["id"] for status in shown.json()]
    assert listed[:2] == [again.json()["id"], before]


def test_a_key_repeated_at_the_same_moment_makes_one_post(troubled: Troubled) -> None:
    def publish(number: int) -> httpx.Response:
        return httpx.post(
            f"{troubled.server.url}/api/v1/statuses",
            json={"status": f"محاولة {number}"},
            headers={**troubled.app.headers, "Idempotency-Key": "at once"},
            timeout=60,
        )

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(publish, range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1


def files(disk: Path) -> list[Path]:
    return sorted(path for path in (disk / "media").rglob("*") if path.is_file())


def upload(app: httpx.Client, data: bytes) -> httpx.Response:
    return app.post("/media", files={"file": ("picture", data, "image/png")})


def test_a_full_disk_is_a_503_and_nothing_half_is_left(troubled: Troubled) -> None:
    app, disk = troubled.app, troubled.disk
    assert upload(app, png()).status_code == 200
    before = files(disk)
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    ballast.write_bytes(b"\0" * max(0, free.f_bavail * free.f_frsize - 100 * 1024))
    picture = jpeg(2000, 1500, quality=100) + b"\0" * 600_000
    answer = upload(app, picture)
    assert answer.status_code == 503, answer.text
    assert answer.json()["error"] == "The server's disk is full. Nothing was stored; try again later."
    assert files(disk) == before
    assert troubled.server.script(
        "from minbar.media.models import Medium; print(Medium.objects.count())"
    ).strip() == str(1)
    # Posts, which lie on another disk, go on; and so does the picture, once there is room.
    assert app.post("/statuses", json={"status": "والقرص ممتلئ"}).status_code == 200
    ballast.unlink()
    again = upload(app, picture)
    assert again.status_code in (200, 202), again.text
    assert (
        app.post("/statuses", json={"status": "صورة", "media_ids": [again.json()["id"]]}).status_code == 200
    )


def test_a_disk_full_while_a_picture_is_processed_only_delays_it(troubled: Troubled) -> None:
    app, disk = troubled.app, troubled.disk
    troubled.server.stop("worker")
    data = jpeg(1500, 1000)
    sent = app.post("/media", files={"file": ("picture", data, "image/jpeg")})
    assert sent.status_code == 202, sent.text
    before = files(disk)
    free = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(b"\0" * free.f_bavail * free.f_frsize)
    troubled.server.start("worker")
    path = f"/media/{sent.json()['id']}"
    time.sleep(3)
    assert app.get(path).status_code == 206
    assert files(disk) == before
    ballast.unlink()
    until = time.monotonic() + 90
    while app.get(path).status_code == 206 and time.monotonic() < until:
        time.sleep(0.3)
    assert app.get(path).status_code == 200
