"""What the crash tests' workers do: events, listeners and a task that write to two plain tables.

Run as a program it is a worker on the database of the test that started it (see test_crash.py).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connection, transaction
from django_tasks import task

from minbar.core.events import Event, heartbeat, register
from minbar.core.periodic import periodic

ENTRIES = 5_000
BATCH = 100

CREATE = [
    "CREATE TABLE crash_entry (event BIGINT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (event, entry))",
    """CREATE TABLE crash_log (
        what TEXT NOT NULL, number BIGINT NOT NULL, worker BIGINT NOT NULL,
        began DOUBLE PRECISION NOT NULL, ended DOUBLE PRECISION
    )""",
]
DROP = ["DROP TABLE crash_entry", "DROP TABLE crash_log"]


@dataclass(frozen=True, slots=True)
class FanOutAsked(Event):
    number: int
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class WaitAsked(Event):
    number: int
    seconds: float


@dataclass(frozen=True, slots=True)
class TroubleAsked(Event):
    number: int


@contextmanager
def logged(what: str, number: int) -> Iterator[None]:
    """A line in the log for each time something is begun, with its end if it came to one."""
    began = time.time()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO crash_log (what, number, worker, began) VALUES (%s, %s, %s, %s)",
            [what, number, os.getpid(), began],
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE crash_log SET ended = %s WHERE what = %s AND number = %s AND worker = %s AND began = %s",
            [time.time(), what, number, os.getpid(), began],
        )


def fan_out(event: FanOutAsked) -> None:
    with logged("fan-out", event.number):
        for start in range(0, ENTRIES, BATCH):
            values = [value for entry in range(start, start + BATCH) for value in (event.number, entry)]
            marks = ", ".join(["(%s, %s)"] * BATCH)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO crash_entry (event, entry) VALUES {marks} ON CONFLICT DO NOTHING", values
                )
            heartbeat()
            time.sleep(event.pause)


def wait(event: WaitAsked) -> None:
    with logged("wait", event.number):
        time.sleep(event.seconds)


def fail(event: TroubleAsked) -> None:
    with logged("fail", event.number):
        raise ValueError("it never works")


@task()
def wait_in_task(number: int, seconds: float) -> None:
    with logged("task", number):
        time.sleep(seconds)


@periodic("tests: tick", every=timedelta(seconds=0.5))
def tick() -> None:
    if "CRASH_TICK" in os.environ:
        with logged("tick", 0):
            time.sleep(0.1)


def connect() -> None:
    register(FanOutAsked, after=[fan_out])
    register(WaitAsked, after=[wait])
    register(TroubleAsked, after=[fail])


if __name__ == "__main__":
    from minbar.core import worker

    # The task's path and the events' names are those of the module the test imports, not of the program.
    from tests.core import crash_listeners

    settings.DATABASES["default"]["NAME"] = os.environ["CRASH_DATABASE"]
    if "CRASH_LOCK_TIMEOUT" in os.environ and connection.vendor == "sqlite":
        settings.DATABASES["default"]["OPTIONS"]["timeout"] = float(os.environ["CRASH_LOCK_TIMEOUT"])
    settings.WORKER_LEASE_SECONDS = 2.0
    settings.WORKER_BACKOFF_SECONDS = 0.05
    settings.WORKER_ATTEMPTS = 4
    crash_listeners.connect()
    worker.run()
