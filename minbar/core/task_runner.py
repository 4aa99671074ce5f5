"""Runs the tasks of django-tasks-db, with what its own worker lacks: leases, retries, and the dead kept
apart.

The task rows and their states are django-tasks-db's; who holds one, until when and how often it was tried
is in TaskLease. A task that failed for good is FAILED there, as that library has it.
"""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from traceback import format_exception
from typing import Any

import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from minbar.core import metrics
from minbar.core.leases import (
    GiveUp,
    Lease,
    LeaseLost,
    attempts_allowed,
    backoff_ms,
    lease_ms,
    new_holder,
    now_ms,
    working_under,
)
from minbar.core.models import TaskLease

log = structlog.get_logger(__name__)

_TAKE = """
INSERT INTO core_task_lease (task_id, holder, due, attempts, error) VALUES (%s, %s, %s, 1, '')
ON CONFLICT (task_id) DO UPDATE
SET holder = excluded.holder, due = excluded.due, attempts = core_task_lease.attempts + 1
"""


class TaskRunner:
    """One thread's work on the task table."""

    def __init__(
        self, keep: Callable[[Lease], AbstractContextManager[object]] = working_under, raising: bool = False
    ) -> None:
        self.holder = new_holder()
        self._keep = keep
        self._raising = raising

    def step(self) -> int:
        """Run one task; how many were run."""
        if not DBTaskResult.objects.ready().exists():
            return 0
        with exclusive_transaction():
            task = DBTaskResult.objects.ready().get_locked()
            if task is None:
                return 0
            task.claim(self.holder)
            with connection.cursor() as cursor:
                cursor.execute(_TAKE, [task.id.hex, self.holder, now_ms() + lease_ms()])
        lease = Lease("core_task_lease", "task_id", self.holder, {task.id.hex})
        with self._keep(lease):
            lease.begin(task.id.hex)
            self._run(task)
        return 1

    def reap(self) -> int:
        """Take tasks back from workers that were killed; how many."""
        taken = 0
        for lease in TaskLease.objects.exclude(holder="").filter(due__lte=now_ms())[:100]:
            with exclusive_transaction():
                # Only if it was not renewed, or taken back by another worker, since we looked.
                still = TaskLease.objects.filter(
                    task_id=lease.task_id, holder=lease.holder, due__lte=now_ms()
                )
                if not still.update(holder="", error="the worker was killed"):
                    continue
                task = DBTaskResult.objects.filter(id=lease.task_id, status=TaskResultStatus.RUNNING).first()
                if task is not None:
                    taken += 1
                    metrics.taken_over.labels("task").inc()
                    self._again_or_never(task, lease.attempts, RuntimeError("the worker was killed"))
        return taken

    def release(self) -> None:
        """Let others have what this runner was interrupted in (after losing the database)."""
        TaskLease.objects.filter(holder=self.holder).update(due=now_ms())

    def _run(self, task: DBTaskResult) -> None:
        backend = None
        try:
            function = task.task
            # Its own kind of result, which django-tasks-db does not type as a child of django-tasks'.
            result: Any = task.task_result
            backend = type(function.get_backend())
            task_started.send(sender=backend, task_result=result)
            before = (TaskContext(task_result=result),) if function.takes_context else ()
            # A failed query must not spoil the transaction of the test that runs this.
            with transaction.atomic() if self._raising else nullcontext():
                value = normalize_json(function.call(*before, *result.args, **result.kwargs))
        except LeaseLost:
            log.warning("another worker took over", task=task.task_path, task_id=str(task.id))
            return
        except Exception as error:
            if isinstance(error, ImportError | SuspiciousOperation) and backend is None:
                log.error("a task points nowhere", task=task.task_path)
            self._failed(task, error)
            if self._raising:
                raise
        else:
            self._succeeded(task, value)
        if backend is not None:
            task_finished.send(sender=backend, task_result=task.task_result)

    def _succeeded(self, task: DBTaskResult, value: object) -> None:
        with transaction.atomic():
            if TaskLease.objects.filter(task_id=task.id.hex, holder=self.holder).delete()[0]:
                task.set_successful(value)
                metrics.tasks.labels(task.task_path).inc()

    def _failed(self, task: DBTaskResult, error: Exception) -> None:
        metrics.failures.labels("task", task.task_path).inc()
        log.warning("a task failed", task=task.task_path, task_id=str(task.id), exc_info=error)
        with transaction.atomic():
            lease = TaskLease.objects.filter(task_id=task.id.hex, holder=self.holder)
            attempts = lease.values_list("attempts", flat=True).first()
            text = "".join(format_exception(error))[-4000:]
            if attempts is not None and lease.update(holder="", error=text):
                self._again_or_never(task, attempts, error)

    def _again_or_never(self, task: DBTaskResult, attempts: int, error: Exception) -> None:
        if isinstance(error, GiveUp) or attempts >= attempts_allowed():
            metrics.dead.labels("task", task.task_path).inc()
            log.error("a task was given up", task=task.task_path, task_id=str(task.id), attempts=attempts)
            task.set_failed(error)
        else:
            task.status = TaskResultStatus.READY
            task.run_after = timezone.now() + timedelta(milliseconds=backoff_ms(attempts))
            task.save(update_fields=["status", "run_after"])


def retry_task(task_id: uuid.UUID | str) -> bool:
    """Let a task that was given up start afresh; False if there is none such."""
    with transaction.atomic():
        found = DBTaskResult.objects.filter(id=task_id, status=TaskResultStatus.FAILED)
        if not found.update(status=TaskResultStatus.READY, run_after=timezone.now(), finished_at=None):
            return False
        TaskLease.objects.filter(task_id=uuid.UUID(str(task_id)).hex).delete()
        return True
