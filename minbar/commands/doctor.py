"""`minbar doctor`: looks at everything a running server needs; each finding says how to mend it."""

import argparse
import os
import shutil
import smtplib
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from minbar.commands import prepare, start_django

ENOUGH_MB = 1024
LATE_SECONDS = 120


@dataclass(frozen=True)
class Finding:
    """`mend` is empty when nothing is wrong."""

    subject: str
    state: str
    mend: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> int:
    start_django()
    wrong = 0
    for check in CHECKS:
        for finding in findings(check):
            wrong += bool(finding.mend)
            print(f"{'✗' if finding.mend else '✓'} {finding.subject}: {finding.state}")
            if finding.mend:
                print(f"    {finding.mend}")
    print("Nothing is wrong." if not wrong else f"{wrong} to mend.")
    return 1 if wrong else 0


def findings(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """A check that cannot be made (the tables are not there yet, say) is a finding too."""
    from django.db import DatabaseError

    try:
        yield from check()
    except DatabaseError as error:
        yield Finding(check.__name__.replace("_", " "), f"not known: {error}", "Mend the database first.")


def database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
        missing = prepare.pending_migrations()
    except DatabaseError as error:
        yield Finding("database", str(error).strip(), "Is it running, and is MINBAR_DATABASE_URL right?")
        return
    yield Finding("database", f"{connection.vendor} answers")
    mend = "Run `minbar migrate`." if missing else ""
    yield Finding("migrations", f"{missing} wait" if missing else "all applied", mend)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            state = cursor.fetchone()[0]
        mend = "" if state == "ok" else "The file is damaged: stop the server and restore the last backup."
        yield Finding("database file", state, mend)


def folders() -> Iterator[Finding]:
    from django.conf import settings

    for subject, folder in (("data folder", settings.DATA_DIR), ("media folder", settings.MEDIA_ROOT)):
        path = Path(folder)
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                pass
        except OSError as error:
            yield Finding(subject, f"{path}: {error.strerror}", f"Let the user {os.getuid()} write there.")
            continue
        free = shutil.disk_usage(path).free // 1_000_000
        mend = (
            "" if free > ENOUGH_MB else "Free some room: the server stops taking posts when the disk is full."
        )
        yield Finding(subject, f"{path} can be written, {free} MB free", mend)


def clock() -> Iterator[Finding]:
    """Ids carry the time, so a clock that was set back would make new posts sort below old ones."""
    from django.db import connection

    from minbar.core.ids import time_of
    from minbar.posts.models import Post

    now = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        there = cursor.fetchone()[0]
    there = datetime.fromisoformat(there) if isinstance(there, str) else there
    apart = abs((now - there.replace(tzinfo=there.tzinfo or UTC)).total_seconds())
    if apart > 5:
        yield Finding(
            "clock", f"{apart:.0f} s from the database's", "Turn on time synchronisation on both machines."
        )
        return
    newest = Post.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest and (time_of(newest) - now).total_seconds() > 60:
        yield Finding(
            "clock", f"the newest post is of {time_of(newest)}", "The clock went back: set it right."
        )
        return
    yield Finding("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def secret_key() -> Iterator[Finding]:
    from django.conf import settings

    key = settings.SECRET_KEY
    weak = len(key) < 40 or len(set(key)) < 8
    yield Finding(
        "secret key",
        "too weak" if weak else "strong",
        "Unset MINBAR_SECRET_KEY: one is made." if weak else "",
    )
    path = settings.DATA_DIR / "secret_key"
    if path.exists() and path.stat().st_mode & 0o077:
        yield Finding("secret key", f"others can read {path}", f"Run `chmod 600 {path}`.")


def address() -> Iterator[Finding]:
    from django.conf import settings

    parts = urlsplit(settings.BASE_URL)
    local = parts.hostname in {"localhost", "127.0.0.1"}
    if parts.scheme == "http" and not local:
        yield Finding(
            "address", settings.BASE_URL, "Others reach it: put it behind https and set MINBAR_BASE_URL."
        )
    elif settings.DEBUG and not local:
        yield Finding("address", "debugging is on", "Unset MINBAR_DEBUG: error pages show code and settings.")
    else:
        yield Finding("address", settings.BASE_URL)


def worker() -> Iterator[Finding]:
    """A worker runs periodic jobs when they are due and events at once: what is late says that none runs."""
    from django.db.models import Min

    from minbar.core.backlog import backlog
    from minbar.core.leases import now_ms
    from minbar.core.models import PeriodicJob

    state = backlog()
    due = PeriodicJob.objects.aggregate(due=Min("due"))["due"]
    late = max(state.late.total_seconds(), (now_ms() - due) / 1000 if due is not None else 0)
    mend = "Start `minbar worker`, or look at its log." if due is None or late > LATE_SECONDS else ""
    said = "has never run" if due is None else f"{late:.0f} s behind" if mend else "keeps up"
    yield Finding("worker", f"{said}; {state.events} events and {state.tasks} tasks wait", mend)
    if state.dead:
        mend = "Look at why with `minbar dead`, mend the cause, then `minbar dead retry`."
        yield Finding("given up", f"{state.dead} pieces of work failed too often", mend)


def email() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.mail import get_connection

    if "smtp" not in settings.EMAIL_BACKEND:
        state = "letters are not sent, but written to " + str(
            getattr(settings, "EMAIL_FILE_PATH", "the terminal")
        )
        alone = urlsplit(settings.BASE_URL).hostname == "localhost"
        yield Finding(
            "e-mail", state, "" if alone else "Set MINBAR_EMAIL_URL, or nobody can confirm an address."
        )
        return
    try:
        connection = get_connection(timeout=10)
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("e-mail", f"{settings.EMAIL_HOST}: {error}", "Check MINBAR_EMAIL_URL.")
        return
    yield Finding("e-mail", f"{settings.EMAIL_HOST} takes our letters")


def translations() -> Iterator[Finding]:
    stale = [
        source
        for source in prepare.PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")
        if not source.with_suffix(".mo").exists()
    ]
    mend = "Run `minbar migrate` as a user who may write there." if stale else ""
    yield Finding("translations", f"{len(stale)} not compiled" if stale else "compiled", mend)


def python() -> Iterator[Finding]:
    import sqlite3

    yield Finding("Python", f"{sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")


CHECKS: list[Callable[[], Iterator[Finding]]] = [
    python,
    database,
    folders,
    clock,
    secret_key,
    address,
    worker,
    email,
    translations,
]
