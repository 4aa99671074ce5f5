"""The worker's loop within a process, and what it tells of itself."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, transaction

from minbar.core import events, leases, worker
from minbar.core.backlog import backlog
from minbar.core.events import Event, emit, heartbeat, register
from minbar.core.leases import Lease, LeaseLost, working_under
from minbar.core.models import EventRow
from minbar.core.tasks import task


@dataclass(frozen=True, slots=True)
class DoorOpened(Event):
    door: int


heard: list[int] = []


def hear(event: DoorOpened) -> None:
    heard.append(event.door)


@task()
def knock(door: int) -> None:
    heard.append(door)


@pytest.fixture(autouse=True)
def _wired() -> Iterator[None]:
    heard.clear()
    register(DoorOpened, after=[hear])
    yield
    events.unregister(DoorOpened)


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_a_thread_works_until_it_is_told_to_stop() -> None:
    stop = threading.Event()
    running = threading.Thread(target=worker.run, args=(stop,))
    running.start()
    with transaction.atomic():
        emit(DoorOpened(1))
        knock.enqueue(2)
    end = time.monotonic() + 10
    while len(heard) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    stop.set()
    running.join(10)
    assert sorted(heard) == [1, 2]
    assert not running.is_alive()


def test_a_loop_that_loses_the_database_waits_recovers_and_goes_on() -> None:
    stop = threading.Event()
    story: list[str] = []

    def step() -> int:
        if not story:
            story.append("lost")
            raise OperationalError("database is locked")
        story.append("worked")
        stop.set()
        return 1

    running = threading.Thread(target=worker._loop, args=(step, lambda: story.append("recovered"), stop))
    running.start()
    running.join(10)
    assert story == ["lost", "recovered", "worked"]


@pytest.mark.django_db
def test_the_backlog_tells_what_waits_and_how_late_it_is() -> None:
    assert backlog() == type(backlog())(0, 0, 0, timedelta(0))
    EventRow.objects.create(name="x", data="{}", due=leases.now_ms() - 5_000)
    EventRow.objects.create(name="x", data="{}", due=0, state=EventRow.DEAD)
    knock.enqueue(1)
    found = backlog()
    assert (found.events, found.tasks, found.dead) == (1, 1, 1)
    assert timedelta(seconds=5) <= found.late < timedelta(seconds=60)


@pytest.mark.django_db
def test_a_sign_of_life_renews_a_late_lease_and_finds_out_a_lost_one() -> None:
    mine = EventRow.objects.create(name="x", data="{}", due=0, holder="me")
    other = EventRow.objects.create(name="x", data="{}", due=0, holder="me")
    lease = Lease("core_event", "id", "me", {mine.id, other.id})
    with working_under(lease):
        lease.begin(mine.id)
        heartbeat()
        mine.refresh_from_db()
        assert mine.due == 0, "it is early: nothing is written"
        EventRow.objects.filter(id=other.id).update(holder="somebody else")
        lease.taken -= 3_600
        heartbeat()
        mine.refresh_from_db()
        assert mine.due > leases.now_ms()
        lease.begin(other.id)
        with pytest.raises(LeaseLost):
            heartbeat()


def test_the_worker_finds_every_apps_tasks_before_anything_else_was_imported() -> None:
    program = "import django; django.setup(); from minbar.core import worker; worker.load_tasks()"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr


def test_a_sign_of_life_outside_a_worker_means_nothing() -> None:
    heartbeat()


def test_waits_grow_and_end_at_an_hour() -> None:
    waits = [leases.backoff_ms(attempts) for attempts in range(1, 40)]
    assert waits[0] < waits[3] < waits[8]
    assert max(waits) <= 3_600_000 * 1.2
