"""Runs the after-listeners of events: claim a batch under a lease, tell each listener, mark the rows done."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from traceback import format_exception

import structlog
from django.db import connection, transaction

from minbar.core import metrics
from minbar.core.events import after_listeners, read
from minbar.core.leases import (
    GiveUp,
    Lease,
    LeaseLost,
    attempts_allowed,
    backoff_ms,
    lease_ms,
    marks,
    new_holder,
    now_ms,
    release_all,
    working_under,
)
from minbar.core.models import EventRow

log = structlog.get_logger(__name__)

BATCH = 50
# Finished rows are marked together, but never kept unmarked for longer than this.
_MARK_EVERY = 0.1

# `state = 0` stands in the text, since a partial index is not used for a bound value.
_ANY_DUE = "SELECT 1 FROM core_event WHERE state = 0 AND due <= %s LIMIT 1"
_CLAIM = """
WITH ready AS MATERIALIZED (
    SELECT id FROM core_event WHERE state = 0 AND due <= %s AND holder {} '' ORDER BY due LIMIT %s {}
)
UPDATE core_event SET due = %s, holder = %s, attempts = attempts + %s
FROM ready WHERE core_event.id = ready.id
RETURNING core_event.id, name, data, finished, attempts
"""

Row = tuple[int, str, str, str, int]
Keep = Callable[[Lease], AbstractContextManager[object]]
Guard = Callable[[], AbstractContextManager[object]]


def _claim(holder: str, left_over: bool) -> list[Row]:
    """Take a batch of fresh rows, or one row that a killed worker left."""
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    now = now_ms()
    held, limit = ("<>", 1) if left_over else ("=", BATCH)
    with connection.cursor() as cursor:
        # A look first: an UPDATE would take SQLite's write lock even to find nothing.
        cursor.execute(_ANY_DUE, [now])
        if cursor.fetchone() is None:
            return []
        cursor.execute(_CLAIM.format(held, lock), [now, limit, now + lease_ms(), holder, int(left_over)])
        return sorted(cursor.fetchall())


class Dispatcher:
    """One thread's work on the event table."""

    def __init__(self, keep: Keep = working_under, raising: bool = False) -> None:
        self.holder = new_holder()
        self._keep = keep
        # In tests and one-off runs a failure is better seen than tried again.
        self._raising = raising
        # A listener's failed query must not spoil the test's own transaction.
        self._guard: Guard = transaction.atomic if raising else nullcontext
        self._next_look = 0.0

    def step(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Handle one batch; how many rows were taken. Leaves after the row in hand once `stopping()`."""
        rows = self._take()
        if not rows:
            return 0
        lease = Lease("core_event", "id", self.holder, {row[0] for row in rows})
        done: list[int] = []
        marked = time.monotonic()
        with self._keep(lease):
            try:
                for row in rows:
                    if stopping():
                        break
                    if row[0] in lease.lost:
                        continue
                    lease.begin(row[0])
                    if self._handle(row):
                        done.append(row[0])
                    if time.monotonic() - marked > _MARK_EVERY:
                        self._mark(done)
                        lease.rows.difference_update(done)
                        done, marked = [], time.monotonic()
            finally:
                self._mark(done)
        if stopping():
            self.release()
        return len(rows)

    def _take(self) -> list[Row]:
        """Rows to handle now.

        Those left over come one by one: one of them may be what killed the worker, and its neighbours must
        not suffer for it. Being taken over counts as a failed attempt, so such a row ends among the dead.
        """
        now = time.monotonic()
        if now >= self._next_look:
            if rows := _claim(self.holder, left_over=True):
                metrics.taken_over.labels("event").inc()
                return rows
            self._next_look = now + min(1.0, lease_ms() / 4000)
        return _claim(self.holder, left_over=False)

    def release(self) -> None:
        """Give back what was claimed and not handled (on leaving, or after losing the database)."""
        release_all("core_event", self.holder)

    def _handle(self, row: Row) -> bool:
        """Tell every listener that has not had this event; whether the row is done."""
        id, name, data, finished_names, attempts = row
        finished = [word for word in finished_names.split(",") if word]
        failure: Exception | None = None
        if attempts >= attempts_allowed():
            self._fail(row, finished, GiveUp("workers were killed each time they handled it"))
            return False
        try:
            event = read(name, data)
            listeners = after_listeners(type(event))
        except Exception as error:
            self._fail(row, finished, error)
            return False
        for listener_name, listener in listeners.items():
            if listener_name in finished:
                continue
            try:
                with metrics.listener_seconds.labels(listener_name).time(), self._guard():
                    listener(event)
                finished.append(listener_name)
            except LeaseLost:
                log.warning("another worker took over", event_name=name, event_id=id, listener=listener_name)
                return False
            except Exception as error:
                if self._raising:
                    self._fail(row, finished, error)
                    raise
                metrics.failures.labels("event", listener_name).inc()
                log.warning("a listener failed", event_id=id, listener=listener_name, exc_info=True)
                # A listener that gives up does not stop the others from being tried again.
                if failure is None or isinstance(failure, GiveUp):
                    failure = error
        if failure is not None:
            self._fail(row, finished, failure)
        return failure is None

    def _fail(self, row: Row, finished: list[str], error: Exception) -> None:
        id, name, _, _, attempts = row
        attempts += 1
        dead = isinstance(error, GiveUp) or attempts >= attempts_allowed()
        if dead:
            metrics.dead.labels("event", name).inc()
            log.error("an event was given up", event_name=name, event_id=id, attempts=attempts)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_event SET state = %s, due = %s, holder = '', attempts = %s, error = %s,"
                " finished = %s WHERE id = %s AND holder = %s",
                [
                    EventRow.DEAD if dead else EventRow.WAITING,
                    now_ms() + backoff_ms(attempts),
                    attempts,
                    "".join(format_exception(error))[-4000:],
                    ",".join(finished),
                    id,
                    self.holder,
                ],
            )

    def _mark(self, ids: list[int]) -> None:
        if not ids:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                # Only placeholders are put in.
                f"UPDATE core_event SET state = 1, holder = '', error = '' WHERE id IN ({marks(ids)})"
                " AND holder = %s",
                [*ids, self.holder],
            )
