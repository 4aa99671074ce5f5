"""Leases: what this process holds in the tables of background work, and the thread that keeps hold of it.

A lease is a promise with an end. While a worker lives it is renewed every third of its length, so that an
item may take long; when the worker is killed nobody renews, and another worker takes the item once `due` has
passed.
"""

import os
import random
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, connections, transaction

log = structlog.get_logger(__name__)


class LeaseLost(Exception):
    """Somebody else has taken the item over: stop at once, they do the rest."""


class GiveUp(Exception):
    """Raised by a listener or task that knows that trying again is of no use."""


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def lease_ms() -> int:
    return int(getattr(settings, "WORKER_LEASE_SECONDS", 30) * 1000)


def attempts_allowed() -> int:
    return getattr(settings, "WORKER_ATTEMPTS", 10)


def backoff_ms(attempts: int) -> int:
    """How long to wait after this many failures: doubling up to an hour, spread so that not all return at
    once.
    """
    base = getattr(settings, "WORKER_BACKOFF_SECONDS", 2) * 1000
    # Spreading load needs no secret numbers.
    return int(min(base * 2 ** min(attempts - 1, 20), 3_600_000) * random.uniform(0.8, 1.2))  # noqa: S311


def new_holder() -> str:
    """A name for one worker thread that no other has had."""
    return f"{socket.gethostname()[:24]}:{os.getpid()}:{secrets.token_hex(6)}"


# Compared and hashed by identity: a lease is a thing, not a value.
@dataclass(eq=False)
class Lease:
    """Hold on some rows of one table, taken at `taken` (monotonic seconds)."""

    table: str
    key: str
    holder: str
    rows: set[int | str]
    taken: float = field(default_factory=time.monotonic)
    # When the item in hand was begun, or last gave a sign of life.
    alive: float = field(default_factory=time.monotonic)
    lost: set[int | str] = field(default_factory=set)
    # The row being worked on.
    current: int | str | None = None

    def begin(self, row: int | str) -> None:
        """The worker turns to this row."""
        self.current = row
        self.alive = time.monotonic()

    def renew(self) -> None:
        """Move the end of the lease; rows that others have taken meanwhile go to `lost`."""
        rows = list(self.rows)
        if not rows:
            return
        asked = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(
                # Names of our own tables, and placeholders.
                f"UPDATE {self.table} SET due = %s WHERE holder = %s"
                f" AND {self.key} IN ({marks(rows)}) RETURNING {self.key}",
                [now_ms() + lease_ms(), self.holder, *rows],
            )
            kept = {row for (row,) in cursor.fetchall()}
        self.taken = asked
        self.lost |= set(rows) - kept
        self.rows -= self.lost

    def check(self) -> None:
        """Raise LeaseLost if the row in hand is no longer ours."""
        self.alive = time.monotonic()
        if time.monotonic() - self.taken > lease_ms() / 1000 * 0.8 and not self.lost:
            # Nobody renewed in time (this process was stopped, or there is no keeper): ask the table.
            self.renew()
        if self.current in self.lost:
            raise LeaseLost(f"{self.table} {self.current}")


_here = threading.local()


@contextmanager
def working_under(lease: Lease) -> Iterator[None]:
    """Let `heartbeat()` in this thread speak of this lease."""
    _here.lease = lease
    try:
        yield
    finally:
        _here.lease = None


def heartbeat() -> None:
    """Say "still at it" from within a long listener or task; raises LeaseLost when another worker took
    over.
    """
    lease: Lease | None = getattr(_here, "lease", None)
    if lease is not None:
        lease.check()


def release_all(table: str, holder: str) -> int:
    """Give back every row that this holder has not finished; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET due = %s, holder = '' WHERE holder = %s",
            [now_ms(), holder],
        )
        return cursor.rowcount


def marks(rows: Sequence[object]) -> str:
    """As many placeholders as there are rows."""
    return ", ".join(["%s"] * len(rows))


class Keeper(threading.Thread):
    """Renews the leases of this process, each on its own time, over its own connection.

    An item that gives no sign of life (see heartbeat) for `WORKER_SILENCE_SECONDS` is let go, so that one
    that hangs does not stay held for ever.
    """

    def __init__(self) -> None:
        super().__init__(name="minbar-leases", daemon=True)
        self._held: set[Lease] = set()
        self._lock = threading.Lock()
        self._leaving = threading.Event()

    @contextmanager
    def keeping(self, lease: Lease) -> Iterator[Lease]:
        with self._lock:
            self._held.add(lease)
        try:
            with working_under(lease):
                yield lease
        finally:
            with self._lock:
                self._held.discard(lease)

    def stop(self) -> None:
        self._leaving.set()

    def run(self) -> None:
        third = lease_ms() / 3000
        silence = getattr(settings, "WORKER_SILENCE_SECONDS", 900)
        while not self._leaving.wait(third / 2):
            with self._lock:
                held = list(self._held)
            for lease in held:
                now = time.monotonic()
                if now - lease.taken < third or now - lease.alive > silence:
                    continue
                try:
                    with transaction.atomic():
                        lease.renew()
                except DatabaseError:
                    log.warning("a lease could not be renewed", table=lease.table, exc_info=True)
                    close_old_connections()
        connections.close_all()
