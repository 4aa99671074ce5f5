"""A backup taken while the server runs, put back on another machine."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Server, minbar_server

PEOPLE = "from minbar.accounts.models import User; print(*User.objects.values_list('username', flat=True))"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with minbar_server("serve") as server:
        media = Path(server.environ["MINBAR_DATA_DIR"]) / "media/aa"
        media.mkdir(parents=True)
        (media / "picture.webp").write_bytes(b"picture")
        server.command("account", "create", "sami", "--email", "sami@example.org")
        yield server


def test_a_backup_of_a_running_server_is_restored_whole(running: Server, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    running.command("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(AssertionError, match="exists already"):
        running.command("backup", str(file))
    with pytest.raises(AssertionError, match="the server is running"):
        running.command("restore", str(file))
    with tarfile.open(file) as tar:
        tops = {name.split("/")[0] for name in tar.getnames()}
    assert tops <= {"manifest.json", "secret_key", "media", "database.sqlite3", "database.pgdump"}
    running.stop()
    running.command("account", "create", "late")
    with pytest.raises(AssertionError, match="--force"):
        running.command("restore", str(file))
    running.command("restore", "--force", str(file))
    assert running.script(PEOPLE).split() == ["sami"]
    data = Path(running.environ["MINBAR_DATA_DIR"])
    assert (data / "media/aa/picture.webp").read_bytes() == b"picture"
    assert list(data.glob("media.before-restore-*"))


def test_a_damaged_backup_changes_nothing(running: Server, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    running.command("backup", str(file))
    file.write_bytes(file.read_bytes()[:2000])
    running.stop()
    with pytest.raises(AssertionError, match="cannot be read as a backup"):
        running.command("restore", "--force", str(file))
    assert running.script(PEOPLE).split() == ["sami"]


@pytest.mark.parametrize("name", ["../outside", "/outside", "media/../../outside", "other"])
def test_a_backup_that_was_tampered_with_writes_nothing_outside(
    running: Server, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "evil.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo(name))
    running.stop()
    with pytest.raises(AssertionError, match="cannot be read as a backup"):
        running.command("restore", "--force", str(file))


def test_account_commands_make_people_and_give_roles(running: Server) -> None:
    assert "can sign in with the password" in running.command(
        "account", "create", "huda", "--display-name", "هدى"
    )
    assert running.command("account", "make-moderator", "huda").startswith("@huda is now")
    assert "password" in running.command("account", "reset-password", "@huda")
    with pytest.raises(AssertionError, match="nobody here is called"):
        running.command("account", "make-admin", "nobody")
