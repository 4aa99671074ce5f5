"""Periodic jobs: "every five minutes", once among all workers.

The row of a job says when it is due; the worker that moves `due` ahead runs it. A killed worker's run is
begun again by another when its lease has passed; a failed one is tried again after a back-off, and runs
that were missed are not made up for.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from traceback import format_exception

import structlog
from django.db.models import F

from minbar.core import metrics
from minbar.core.leases import Lease, backoff_ms, lease_ms, new_holder, now_ms, working_under
from minbar.core.models import PeriodicJob

log = structlog.get_logger(__name__)

Function = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Job:
    every: int
    function: Function


_jobs: dict[str, _Job] = {}


def periodic(name: str, every: timedelta) -> Callable[[Function], Function]:
    """Register a function of `<app>/tasks.py` to run every so often; it may run twice, and must not mind."""

    def registering(function: Function) -> Function:
        _jobs[name] = _Job(int(every / timedelta(milliseconds=1)), function)
        return function

    return registering


def forget(name: str) -> None:
    """Take a job back (a test that registered its own)."""
    _jobs.pop(name, None)


def run_job(name: str) -> None:
    """Run a job here and now, whatever the table says (for tests and the command line)."""
    _jobs[name].function()


class PeriodicRunner:
    """One thread's work on the table of periodic jobs."""

    def __init__(self, keep: Callable[[Lease], AbstractContextManager[object]] = working_under) -> None:
        self.holder = new_holder()
        self._keep = keep

    def prepare(self) -> None:
        """Bring the table in line with the code: new jobs are due at once, shortened waits are shortened."""
        now = now_ms()
        PeriodicJob.objects.bulk_create(
            [PeriodicJob(name=name, due=now) for name in _jobs], ignore_conflicts=True
        )
        for name, job in _jobs.items():
            PeriodicJob.objects.filter(name=name, due__gt=now + job.every, holder="").update(
                due=now + job.every
            )

    def release(self) -> None:
        """Let others have the job this runner was interrupted in (after losing the database)."""
        PeriodicJob.objects.filter(holder=self.holder).update(holder="", due=now_ms())

    def step(self) -> int:
        """Run the job that has waited longest, if one is due; how many were run."""
        now = now_ms()
        row = PeriodicJob.objects.filter(name__in=_jobs, due__lte=now).order_by("due").first()
        if row is None:
            return 0
        mine = {"holder": self.holder, "due": now + lease_ms()}
        if not PeriodicJob.objects.filter(name=row.name, due=row.due, holder=row.holder).update(**mine):
            return 0
        job = _jobs[row.name]
        lease = Lease("core_periodic_job", "name", self.holder, {row.name})
        held = PeriodicJob.objects.filter(name=row.name, holder=self.holder)
        with self._keep(lease):
            lease.begin(row.name)
            try:
                job.function()
            except Exception as error:
                metrics.failures.labels("periodic", row.name).inc()
                log.exception("a periodic job failed", job=row.name)
                held.update(
                    holder="",
                    attempts=F("attempts") + 1,
                    due=now_ms() + min(job.every, backoff_ms(row.attempts + 1)),
                    error="".join(format_exception(error))[-4000:],
                )
            else:
                # In step with the clock of the first run, past whatever was missed.
                missed = max(0, (now_ms() - row.due) // job.every)
                held.update(
                    holder="",
                    attempts=0,
                    due=row.due + (missed + 1) * job.every,
                    succeeded=now_ms(),
                    error="",
                )
        return 1
