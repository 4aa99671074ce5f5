"""What background work was given up: a list for the person who runs the server, to try again or to let go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from minbar.core.ids import time_of
from minbar.core.leases import now_ms
from minbar.core.models import EventRow, TaskLease
from minbar.core.task_runner import retry_task


@dataclass(frozen=True, slots=True)
class DeadLetter:
    kind: Literal["event", "task"]
    id: str
    name: str
    attempts: int
    # The whole traceback; its last line says what went wrong.
    error: str
    since: datetime


def dead_letters(limit: int = 100) -> list[DeadLetter]:
    """The newest of each kind, newest first."""
    found = [*_events(limit), *_tasks(limit)]
    return sorted(found, key=lambda letter: letter.since, reverse=True)[:limit]


def _events(limit: int) -> Iterator[DeadLetter]:
    for row in EventRow.objects.filter(state=EventRow.DEAD).order_by("-id")[:limit]:
        yield DeadLetter("event", str(row.id), row.name, row.attempts, row.error, time_of(row.id))


def _tasks(limit: int) -> Iterator[DeadLetter]:
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-enqueued_at")[:limit]
    rows = list(failed)
    leases = TaskLease.objects.in_bulk([row.id.hex for row in rows])
    for row in rows:
        lease = leases.get(row.id.hex)
        attempts = lease.attempts if lease else len(row.worker_ids)
        yield DeadLetter("task", str(row.id), row.task_path, attempts, row.traceback, row.enqueued_at)


def retry(letter: DeadLetter) -> bool:
    """Start it afresh, with all its attempts; False if somebody did already. Listeners that finished stay
    so.
    """
    if letter.kind == "task":
        return retry_task(letter.id)
    dead = EventRow.objects.filter(id=int(letter.id), state=EventRow.DEAD)
    return bool(dead.update(state=EventRow.WAITING, attempts=0, due=now_ms(), holder=""))


def discard(letter: DeadLetter) -> bool:
    """Let it go for good."""
    if letter.kind == "task":
        TaskLease.objects.filter(task_id=letter.id.replace("-", "")).delete()
        return bool(DBTaskResult.objects.filter(id=letter.id, status=TaskResultStatus.FAILED).delete()[0])
    dead = EventRow.objects.filter(id=int(letter.id), state=EventRow.DEAD)
    return bool(dead.update(state=EventRow.DONE))
