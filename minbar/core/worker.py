"""The worker: one process that runs after-listeners, tasks and periodic jobs; as many as wanted may run at
once.

Three threads: events (which must be quick), tasks and periodic jobs (which may be slow), and the keeper of
leases.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

import structlog
from django.apps import apps
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils.module_loading import autodiscover_modules

from minbar.core.dispatch import Dispatcher
from minbar.core.leases import Keeper, lease_ms
from minbar.core.periodic import PeriodicRunner
from minbar.core.task_runner import TaskRunner

log = structlog.get_logger(__name__)

# Seconds between two looks at an empty table: short after work, since work comes in bursts, then longer.
_SHORTEST, _LONGEST = 0.02, 0.2
_AFTER_TROUBLE = 5.0


def load_tasks() -> None:
    """Import every app's tasks.py, so that periodic jobs are known."""
    autodiscover_modules("tasks")


def _loop(step: Callable[[], int], recover: Callable[[], None], stop: threading.Event) -> None:
    """Call `step` until told to stop: at once again after work, less often when idle, with patience in
    trouble.
    """
    pause, trouble = _SHORTEST, 0.1
    lost = False
    try:
        while not stop.is_set():
            try:
                if lost:
                    recover()
                    lost = False
                worked = step()
            except (DatabaseError, InterfaceError):
                # Locked for too long, restarted, or gone: what was claimed is given back when it answers
                # again.
                log.warning("the database does not answer", exc_info=True)
                connections.close_all()
                lost = True
                stop.wait(trouble)
                trouble = min(trouble * 2, _AFTER_TROUBLE)
                continue
            except Exception:
                log.exception("background work stumbled")
                lost = True
                stop.wait(_AFTER_TROUBLE)
                continue
            trouble = 0.1
            if worked:
                pause = _SHORTEST
            else:
                close_old_connections()
                stop.wait(pause)
                pause = min(pause * 1.5, _LONGEST)
    finally:
        connections.close_all()


class _NowAndThen:
    """Whether some seconds have passed since it last said so."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0

    def time_has_come(self) -> bool:
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + self._seconds
        return True


class _TasksAndJobs:
    """What the slow thread does in turn: a task, a periodic job, and now and then the leases of killed
    workers.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._tasks = TaskRunner(keeper.keeping)
        self._jobs = PeriodicRunner(keeper.keeping)
        self._prepared = False
        self._looks = _NowAndThen(min(1.0, lease_ms() / 4000))

    def step(self) -> int:
        if not self._prepared:
            self._jobs.prepare()
            self._prepared = True
        worked = self._tasks.step()
        if self._looks.time_has_come():
            worked += self._tasks.reap() + self._jobs.step()
        return worked

    def recover(self) -> None:
        self._tasks.release()
        self._jobs.release()


def run(stop: threading.Event | None = None) -> None:
    """Work until SIGTERM, SIGINT or `stop`: the items in hand are finished, claimed ones given back."""
    if not apps.ready:
        raise RuntimeError("django.setup() comes first")
    load_tasks()
    leaving = stop or threading.Event()
    _listen_to_signals(leaving)
    keeper = Keeper()
    dispatcher = Dispatcher(keeper.keeping)
    rest = _TasksAndJobs(keeper)
    threads = [
        threading.Thread(
            target=_loop,
            args=(lambda: dispatcher.step(leaving.is_set), dispatcher.release, leaving),
            name="minbar-events",
        ),
        threading.Thread(target=_loop, args=(rest.step, rest.recover, leaving), name="minbar-tasks"),
    ]
    log.info("worker started", pid=os.getpid())
    keeper.start()
    for thread in threads:
        thread.start()
    while not leaving.wait(1.0):
        if not all(thread.is_alive() for thread in threads):
            leaving.set()
            raise RuntimeError("a thread of the worker ended before its time")
    for thread in threads:
        thread.join()
    keeper.stop()
    keeper.join()
    connections.close_all()
    log.info("worker stopped", pid=os.getpid())


def _listen_to_signals(leaving: threading.Event) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def leave(number: int, frame: FrameType | None) -> None:
        if leaving.is_set():
            # Asked twice: what is in hand is left to the lease.
            os._exit(1)
        leaving.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)


def drain(raising: bool = True) -> int:
    """Run all that is due here and now, in this thread, until nothing is left; how many items were handled.

    For tests, the demo and the command line; `raising` lets the first failure through.
    """
    dispatcher, runner = Dispatcher(raising=raising), TaskRunner(raising=raising)
    handled = 0
    while worked := dispatcher.step() + runner.step():
        handled += worked
    return handled
