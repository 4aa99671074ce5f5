"""Real workers, really killed: nothing is lost and nothing is done twice at the same time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from minbar.core.dead_letters import dead_letters
from minbar.core.events import emit, emit_many
from minbar.core.models import EventRow
from tests.core import crash_listeners
from tests.core.crash_listeners import ENTRIES, FanOutAsked, TroubleAsked, WaitAsked

pytestmark = pytest.mark.django_db(transaction=True)

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    crash_listeners.connect()
    with connection.cursor() as cursor:
        for statement in crash_listeners.CREATE:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in crash_listeners.DROP:
            cursor.execute(statement)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a worker process on the test's database; whoever is left is killed at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def start_worker(**more: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.crash_listeners"],
            cwd=Path(__file__).parents[2],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
                "CRASH_DATABASE": str(connection.settings_dict["NAME"]),
                **more,
            },
        )
        started.append(process)
        return process

    yield start_worker
    for process in started:
        process.kill()
        process.wait()


def until(what: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)
    return found


def asked(query: str, *values: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def entries() -> int:
    return asked("SELECT count(*) FROM crash_entry")[0][0]


def begun(what: str) -> list[Any]:
    return asked("SELECT number, worker, began, ended FROM crash_log WHERE what = %s ORDER BY began", what)


def all_done() -> bool:
    return not EventRow.objects.exclude(state=EventRow.DONE).exists()


def test_a_worker_killed_in_the_middle_of_a_fan_out_is_followed_by_one_that_finishes_it(start: Start) -> None:
    with transaction.atomic():
        emit(FanOutAsked(1, pause=0.05))
        emit_many(FanOutAsked(number) for number in range(2, 6))
    first = start()
    until(lambda: entries() > 500)
    first.kill()
    first.wait()
    left_off = entries()
    assert left_off < ENTRIES, "the kill came too late to show anything"
    row = EventRow.objects.order_by("id")[0]
    assert row.state == EventRow.WAITING
    assert row.holder, "the killed worker still holds it"

    start()
    until(all_done)
    counts = asked(
        "SELECT event, count(*), count(DISTINCT entry) FROM crash_entry GROUP BY event ORDER BY event"
    )
    assert counts == [(number, ENTRIES, ENTRIES) for number in range(1, 6)]
    assert sorted(number for number, *_ in begun("fan-out")) == [1, 1, 2, 3, 4, 5]


def test_a_task_killed_half_way_is_run_again_when_its_lease_has_passed(start: Start) -> None:
    crash_listeners.wait_in_task.enqueue(1, 1.5)
    first = start()
    until(lambda: begun("task"))
    first.kill()
    first.wait()
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING
    killed_at = time.time()

    start()
    until(lambda: DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL)
    (_, dead, _, dead_end), (_, alive, began, end) = begun("task")
    assert dead != alive
    assert dead_end is None
    assert end
    assert began - killed_at < 30


def test_a_listener_that_fails_is_tried_with_pauses_and_then_given_up_while_others_go_on(
    start: Start,
) -> None:
    with transaction.atomic():
        emit(TroubleAsked(1))
        emit(FanOutAsked(2))
    start()
    (letter,) = until(dead_letters)
    assert "it never works" in letter.error
    times = [began for _, _, began, _ in begun("fail")]
    assert len(times) == 4
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert pauses[0] >= 0.04
    assert pauses[2] >= 0.15
    until(lambda: entries() == ENTRIES)


def test_two_workers_share_the_work_and_never_the_same_event(start: Start) -> None:
    workers = [start(), start()]

    def both_at_work() -> bool:
        with transaction.atomic():
            emit(WaitAsked(-1, 0))
        return {worker for _, worker, _, _ in begun("wait")} == {process.pid for process in workers}

    until(both_at_work)
    until(all_done)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM crash_log")
    with transaction.atomic():
        emit_many(WaitAsked(number, 0.01) for number in range(300))
        # Longer than a lease: the keeper renews it, or the other worker would begin it too.
        emit(WaitAsked(1000, 4))
    crash_listeners.wait_in_task.enqueue(1, 4)
    until(lambda: all_done() and begun("task") and begun("task")[0][3])
    waits = begun("wait")
    assert sorted(number for number, *_ in waits) == [*range(300), 1000]
    assert {worker for _, worker, _, _ in waits} == {process.pid for process in workers}
    assert len(begun("task")) == 1


def test_a_worker_that_was_stopped_for_too_long_leaves_the_rest_to_the_one_that_took_over(
    start: Start,
) -> None:
    with transaction.atomic():
        emit(FanOutAsked(1, pause=0.05))
    first = start()
    until(lambda: entries() > 500)
    first.send_signal(signal.SIGSTOP)
    second = start()
    until(lambda: len(begun("fan-out")) == 2)
    first.send_signal(signal.SIGCONT)
    until(all_done)
    assert entries() == ENTRIES
    (_, one, _, one_ended), (_, two, _, two_ended) = begun("fan-out")
    assert (one, two) == (first.pid, second.pid)
    assert one_ended is None, "it noticed that it had lost its lease"
    assert two_ended


def test_a_worker_asked_to_leave_finishes_what_is_in_hand_and_gives_back_the_rest(start: Start) -> None:
    with transaction.atomic():
        emit_many(WaitAsked(number, 2) for number in range(3))
    crash_listeners.wait_in_task.enqueue(1, 2)
    process = start()
    until(lambda: begun("wait") and begun("task"))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    (wait,), (task,) = begun("wait"), begun("task")
    assert wait[3]
    assert task[3]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert list(EventRow.objects.order_by("id").values_list("state", "holder")) == [(1, ""), (0, ""), (0, "")]


def test_two_workers_run_each_tick_of_a_periodic_job_once(start: Start) -> None:
    for _ in range(2):
        start(CRASH_TICK="yes")
    until(lambda: len([tick for tick in begun("tick") if tick[3]]) >= 4)
    ticks = begun("tick")
    starts = [began for _, _, began, _ in ticks]
    ends = [ended for *_, ended in ticks]
    assert all(end is None or end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_what_is_emitted_reaches_an_idle_worker_soon(start: Start) -> None:
    with transaction.atomic():
        emit(WaitAsked(0, 0))
    start()
    until(all_done)
    delays = []
    for number in range(1, 10):
        time.sleep(0.5)
        emitted = time.time()
        with transaction.atomic():
            emit(WaitAsked(number, 0))
        until(lambda number=number: len(begun("wait")) == number + 1)
        delays.append(begun("wait")[-1][2] - emitted)
    # Not all of them, since this machine may be busy with other tests.
    assert sorted(delays)[3] < 0.3


def test_a_worker_goes_on_after_the_database_was_locked_or_had_hung_up(start: Start) -> None:
    with transaction.atomic():
        emit(WaitAsked(1, 0))
    start(CRASH_LOCK_TIMEOUT="0.2")
    until(all_done)
    if connection.vendor == "sqlite":
        with transaction.atomic():
            emit(WaitAsked(2, 0))
        # The worker needs the lock to claim it, and waits for it no longer than 0.2 s.
        with transaction.atomic():
            emit(WaitAsked(3, 0))
            time.sleep(1.5)
    else:
        hung_up = asked(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert hung_up
        with transaction.atomic():
            emit_many([WaitAsked(2, 0), WaitAsked(3, 0)])
    until(all_done)
    assert [number for number, *_ in begun("wait")] == [1, 2, 3]
