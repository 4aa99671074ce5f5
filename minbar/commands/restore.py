"""`minbar restore`: put a backup in the place of what is here."""

import argparse
import json
import shutil
import socket
import sqlite3
import tarfile
import tempfile
import time
from contextlib import closing
from pathlib import Path, PurePosixPath

from minbar.commands import CommandFailed, start_django
from minbar.commands.backup import DATABASE_FILES, FORMAT, run_postgresql
from minbar.commands.run import reachable
from minbar.config.env import environment

CONTENTS = {"manifest.json", "secret_key", "media", *DATABASE_FILES.values()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--force", action="store_true", help="replace what is here; it is kept beside, renamed"
    )


def run(args: argparse.Namespace) -> int:
    env = environment()
    with socket.socket() as probe:
        if probe.connect_ex((reachable(env.host), env.port)) == 0:
            raise CommandFailed("the server is running; stop it and the worker before restoring.")
    start_django()
    from django.conf import settings
    from django.db import connection

    if not args.force and has_people():
        raise CommandFailed("there are accounts here already; --force replaces them with the backup.")
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=media.parent, prefix=".minbar-restore-") as folder:
        unpacked = unpack(args.file, Path(folder), connection.vendor)
        connection.close()
        restore_database(connection.vendor, unpacked)
        keep_aside(media)
        if (unpacked / "media").exists():
            shutil.move(unpacked / "media", media)
        restore_key(unpacked / "secret_key")
    print("Restored. Run `minbar migrate` if this version is newer than the backup, then start the server.")
    return 0


def has_people() -> bool:
    from django.contrib.auth import get_user_model
    from django.db import DatabaseError

    try:
        return get_user_model().objects.exists()
    except DatabaseError:
        return False  # an empty database, without tables


def unpack(file: Path, folder: Path, vendor: str) -> Path:
    """Unpack and check all of it before anything here is touched."""
    try:
        with tarfile.open(file, "r:gz") as tar:
            for member in tar:
                extract(tar, member, folder)
        manifest = json.loads((folder / "manifest.json").read_text())
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:
        raise CommandFailed(f"{file} cannot be read as a backup: {error}") from None
    if manifest.get("format") != FORMAT:
        raise CommandFailed(
            f"{file} was made by version {manifest.get('version')}, which this one cannot read."
        )
    if manifest["database"] != vendor:
        raise CommandFailed(
            f"the backup is of {manifest['database']}; set MINBAR_DATABASE_URL to such a database."
        )
    if vendor == "sqlite":
        with closing(sqlite3.connect(folder / DATABASE_FILES[vendor])) as database:
            if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise CommandFailed(f"the database in {file} is damaged.")
    return folder


def extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """One plain file into the folder. (tarfile has a filter since Python 3.11.4; Debian 12 has 3.11.2.)"""
    parts = PurePosixPath(member.name).parts
    content = tar.extractfile(member) if member.isfile() else None
    if content is None or not parts or parts[0] not in CONTENTS or ".." in parts:
        raise tarfile.TarError(f"{member.name} does not belong into one")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file, 1024 * 1024)


def restore_database(vendor: str, unpacked: Path) -> None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    copy = unpacked / DATABASE_FILES[vendor]
    if vendor == "sqlite":
        target = Path(database["NAME"])
        for suffix in ("-wal", "-shm", ""):
            keep_aside(target.with_name(target.name + suffix))
        shutil.move(copy, target)
    else:
        command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction"]
        run_postgresql([*command, f"--dbname={database['NAME']}", str(copy)], database)


def keep_aside(path: Path) -> None:
    if path.exists():
        path.rename(path.with_name(f"{path.name}.before-restore-{int(time.time())}"))


def restore_key(copy: Path) -> None:
    """Sessions and links signed before the backup stay valid, unless the key is set in the environment."""
    env = environment()
    key = copy.read_text()
    if env.secret_key:
        if env.secret_key != key:
            print("MINBAR_SECRET_KEY differs from the backup's key: everyone has to sign in again.")
        return
    path = env.data_dir / "secret_key"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(key)
