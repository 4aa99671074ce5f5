"""`minbar backup`: database, media and key in one .tar.gz, consistent while the server runs."""

import argparse
import io
import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from minbar.commands import CommandFailed, start_django

FORMAT = 1
DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", help="where to write; by default a dated file in this folder")


def run(args: argparse.Namespace) -> int:
    start_django()
    now = datetime.now(UTC)
    target = Path(args.file or f"minbar-{now:%Y%m%d-%H%M%S}.tar.gz").absolute()
    if target.exists():
        raise CommandFailed(f"{target} exists already; a backup is not overwritten.")
    write_backup(target, now)
    print(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
    print("It holds everyone's data and the secret key: keep it where only you can read it.")
    return 0


def write_backup(target: Path, now: datetime) -> None:
    """The database is copied first: media files are never changed, so all it names are there afterwards."""
    from django.conf import settings
    from django.db import connection

    draft = target.with_name(f".{target.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            tempfile.TemporaryDirectory(dir=target.parent, prefix=".minbar-backup-") as folder,
            os.fdopen(descriptor, "wb") as file,
            # Pictures and video do not grow smaller; a low level loses little and is quick.
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar,
        ):
            copy = dump_database(connection.vendor, settings.DATABASES["default"], Path(folder))
            manifest = {
                "format": FORMAT,
                "version": version("minbar"),
                "made_at": now.isoformat(),
                "database": connection.vendor,
                "base_url": settings.BASE_URL,
            }
            add_bytes(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
            add_bytes(tar, "secret_key", settings.SECRET_KEY.encode())
            tar.add(copy, copy.name)
            add_media(tar, Path(settings.MEDIA_ROOT))
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = len(content), int(time.time()), 0o600
    tar.addfile(info, io.BytesIO(content))


def add_media(tar: tarfile.TarFile, root: Path) -> None:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            try:
                tar.add(path, Path("media") / path.relative_to(root))
            except FileNotFoundError:
                continue  # deleted by its author since the folder was listed


def dump_database(vendor: str, database: dict[str, Any], folder: Path) -> Path:
    copy = folder / DATABASE_FILES[vendor]
    if vendor == "sqlite":
        with (
            closing(sqlite3.connect(f"file:{database['NAME']}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as destination,
        ):
            source.backup(destination)  # in one step: one snapshot, while others go on writing
            destination.execute("PRAGMA journal_mode=DELETE")
    else:
        run_postgresql(["pg_dump", "--format=custom", "--no-owner", f"--file={copy}"], database)
    return copy


def run_postgresql(command: list[str], database: dict[str, Any]) -> None:
    """Run one of PostgreSQL's programs against the database, the password kept off the command line."""
    environ = dict(os.environ, PGDATABASE=database["NAME"])
    for variable, key in (
        ("PGHOST", "HOST"),
        ("PGPORT", "PORT"),
        ("PGUSER", "USER"),
        ("PGPASSWORD", "PASSWORD"),
    ):
        if database[key]:
            environ[variable] = database[key]
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise CommandFailed(f"{command[0]} is not installed: install postgresql-client.") from None
    if done.returncode:
        raise CommandFailed(f"{command[0]} failed: {done.stderr.strip()}")
