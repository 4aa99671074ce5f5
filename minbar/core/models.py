"""The tables of background work: events, leases on tasks, periodic jobs.

`due` is a moment in unix milliseconds: before it, nobody else may take the row. A worker that takes a row
moves `due` one lease ahead and goes on moving it while it works; when the worker is killed, `due` passes and
another takes over.
"""

from django.db import models
from django.db.models import Q

from minbar.core.ids import new_id


class Leased(models.Model):
    """A row that one worker at a time holds."""

    due = models.BigIntegerField()
    # Which worker holds it; empty when nobody does.
    holder = models.CharField(max_length=64, default="", blank=True)
    # How often it was begun and did not end well.
    attempts = models.PositiveSmallIntegerField(default=0)
    # The last failure, for the person who runs the server.
    error = models.TextField(default="", blank=True)

    class Meta:
        abstract = True


class EventRow(Leased):
    """One thing that happened, written in the transaction in which it happened."""

    WAITING, DONE, DEAD = 0, 1, 2

    id = models.BigIntegerField(primary_key=True, default=new_id)
    # As events.name_of() gives it: "posts.PostPublished".
    name = models.CharField(max_length=100)
    # The event's fields as JSON.
    data = models.TextField()
    state = models.PositiveSmallIntegerField(
        choices=[(WAITING, "waiting"), (DONE, "done"), (DEAD, "dead")], default=WAITING
    )
    # Names of the listeners that have done their part, comma-separated, while others of them have not.
    finished = models.TextField(default="", blank=True)

    class Meta:
        db_table = "core_event"
        indexes = [
            # Only rows with work left are in it, so it stays small however long the table grows.
            models.Index(fields=["due"], condition=Q(state=0), name="core_event_waiting"),
            models.Index(fields=["id"], condition=Q(state=2), name="core_event_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class TaskLease(Leased):
    """Who runs a task of django-tasks-db; made when it is first begun, gone when it has succeeded."""

    # The hexadecimal form of DBTaskResult.id.
    task_id = models.CharField(max_length=32, primary_key=True)

    class Meta:
        db_table = "core_task_lease"

    def __str__(self) -> str:
        return self.task_id


class PeriodicJob(Leased):
    """When a periodic job runs next; the code says what it is (periodic.py)."""

    name = models.CharField(max_length=100, primary_key=True)
    # Unix milliseconds of the last run that ended well.
    succeeded = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "core_periodic_job"

    def __str__(self) -> str:
        return self.name
