"""Tasks: run after the transaction, tried again, and kept apart when given up."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from minbar.core.dead_letters import dead_letters, discard, retry
from minbar.core.models import EventRow, PeriodicJob, TaskLease
from minbar.core.periodic import PeriodicRunner, forget, periodic
from minbar.core.retention import forget_finished
from minbar.core.task_runner import TaskRunner
from minbar.core.tasks import GiveUp, task
from minbar.core.worker import drain

heard: list[Any] = []
errors: list[Exception] = []


@pytest.fixture(autouse=True)
def _silence() -> None:
    heard.clear()
    errors.clear()


@task()
def ring(bell: int) -> str:
    if errors:
        raise errors.pop(0)
    heard.append(bell)
    return "rung"


@task(takes_context=True)
def ring_with_context(context: TaskContext, bell: int) -> None:
    heard.append((context.attempt, bell))


@task()
def give_back_what_is_no_json() -> Any:
    return object()


def make_due() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_task_runs_and_its_answer_is_kept() -> None:
    result = ring.enqueue(5)
    assert drain() == 1
    assert heard == [5]
    result.refresh()
    assert (result.status, result.return_value) == (TaskResultStatus.SUCCESSFUL, "rung")
    assert not TaskLease.objects.exists()


@pytest.mark.django_db
def test_a_task_of_an_undone_transaction_never_runs() -> None:
    with transaction.atomic():
        ring.enqueue(5)
        transaction.set_rollback(True)
    assert drain() == 0


@pytest.mark.django_db
def test_a_task_may_ask_for_its_context_and_for_a_later_time() -> None:
    ring_with_context.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1)
    ring_with_context.enqueue(2)
    assert drain() == 1
    assert heard == [(1, 2)]


@pytest.mark.django_db
def test_a_failed_task_waits_and_is_tried_again() -> None:
    errors.append(ValueError("once"))
    ring.enqueue(5)
    drain(raising=False)
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.READY
    assert row.run_after > timezone.now()
    assert "once" in TaskLease.objects.get().error
    make_due()
    drain()
    assert heard == [5]


@pytest.mark.django_db
def test_a_task_that_always_fails_ends_among_the_dead_and_can_be_tried_again(settings: Any) -> None:
    settings.WORKER_ATTEMPTS = 2
    errors.extend([ValueError("broken"), ValueError("broken still")])
    ring.enqueue(5)
    for _ in range(2):
        make_due()
        drain(raising=False)
    (letter,) = dead_letters()
    assert (letter.kind, letter.attempts) == ("task", 2)
    assert "broken still" in letter.error
    assert retry(letter)
    drain()
    assert heard == [5]
    assert not dead_letters()


@pytest.mark.django_db
def test_a_task_that_gives_up_is_dead_at_once_and_can_be_let_go() -> None:
    errors.append(GiveUp("no such bell"))
    ring.enqueue(5)
    drain(raising=False)
    (letter,) = dead_letters()
    assert discard(letter)
    assert not DBTaskResult.objects.exists()
    assert not TaskLease.objects.exists()


@pytest.mark.django_db
def test_an_answer_that_is_no_json_is_a_failure() -> None:
    give_back_what_is_no_json.enqueue()
    drain(raising=False)
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    assert "TypeError" in TaskLease.objects.get().error


@pytest.mark.django_db
def test_a_task_whose_worker_was_killed_is_taken_back_when_its_lease_has_passed(settings: Any) -> None:
    settings.WORKER_BACKOFF_SECONDS = 0
    ring.enqueue(5)
    row = DBTaskResult.objects.get()
    row.claim("gone")
    lease = TaskLease.objects.create(task_id=row.id.hex, holder="gone", due=2**60, attempts=1)
    assert TaskRunner().reap() == 0
    lease.due = 0
    lease.save()
    assert TaskRunner().reap() == 1
    assert drain() == 1
    assert heard == [5]


@pytest.mark.django_db
def test_a_runner_that_lost_its_lease_does_not_end_the_task() -> None:
    runner = TaskRunner()
    ring.enqueue(5)
    row = DBTaskResult.objects.get()
    row.claim("another")
    TaskLease.objects.create(task_id=row.id.hex, holder="another", due=2**60, attempts=1)
    runner._run(row)
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


@pytest.fixture
def job() -> Iterator[None]:
    @periodic("test: ring", every=timedelta(minutes=5))
    def ring_often() -> None:
        if errors:
            raise errors.pop(0)
        heard.append("rung")

    yield
    forget("test: ring")


def run_jobs(runner: PeriodicRunner) -> None:
    PeriodicJob.objects.exclude(name="test: ring").update(due=2**60)
    while runner.step():
        pass


@pytest.mark.django_db
def test_a_periodic_job_runs_at_first_and_then_when_due(job: None) -> None:
    runner = PeriodicRunner()
    runner.prepare()
    run_jobs(runner)
    run_jobs(runner)
    assert heard == ["rung"]
    row = PeriodicJob.objects.get(name="test: ring")
    assert row.succeeded
    # An hour and a bit was missed: it runs once, and is next due in step with its first time.
    missed = row.due - 75 * 60_000 - 1
    PeriodicJob.objects.filter(name="test: ring").update(due=missed)
    run_jobs(runner)
    assert heard == ["rung", "rung"]
    assert (PeriodicJob.objects.get(name="test: ring").due - missed) % 300_000 == 0


@pytest.mark.django_db
def test_a_periodic_job_that_fails_is_tried_again_and_its_error_kept(job: None) -> None:
    errors.append(ValueError("broken"))
    runner = PeriodicRunner()
    runner.prepare()
    run_jobs(runner)
    row = PeriodicJob.objects.get(name="test: ring")
    assert (row.attempts, row.holder) == (1, "")
    assert "broken" in row.error
    PeriodicJob.objects.filter(name="test: ring").update(due=0)
    run_jobs(runner)
    row.refresh_from_db()
    assert (row.attempts, row.error) == (0, "")


@pytest.mark.django_db
def test_a_job_that_another_worker_runs_is_left_alone(job: None) -> None:
    PeriodicRunner().prepare()
    PeriodicJob.objects.update(holder="another", due=2**60)
    run_jobs(PeriodicRunner())
    assert heard == []


@pytest.mark.django_db
def test_finished_work_is_forgotten_after_its_days_and_the_rest_kept() -> None:
    for id, state in enumerate([EventRow.DONE, EventRow.WAITING, EventRow.DEAD], start=1):
        EventRow.objects.create(id=id, name="x", data="{}", due=0, state=state)
    EventRow.objects.create(name="x", data="{}", due=0, state=EventRow.DONE)
    ring.enqueue(1)
    ring.enqueue(2)
    TaskRunner().step()
    TaskRunner().step()
    DBTaskResult.objects.filter(args_kwargs__args=[1]).update(finished_at=timezone.now() - timedelta(days=30))
    assert forget_finished() == 2
    assert set(EventRow.objects.filter(id__lte=3).values_list("id", flat=True)) == {2, 3}
    assert EventRow.objects.count() == 3
    assert DBTaskResult.objects.count() == 1
