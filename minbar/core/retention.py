"""Finished background work is forgotten after some days, in small batches so that nobody waits for the
lock.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from minbar.core.ids import id_at
from minbar.core.leases import heartbeat
from minbar.core.models import EventRow

_BATCH = 500


def forget_finished() -> int:
    """Delete finished events and tasks older than `WORKER_KEEP_DAYS`; how many. The dead stay until a
    person decides.
    """
    oldest = timezone.now() - timedelta(days=getattr(settings, "WORKER_KEEP_DAYS", 7))
    events = EventRow.objects.filter(state=EventRow.DONE, id__lt=id_at(oldest)).order_by("id")
    tasks = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=oldest).order_by()
    return _delete(events) + _delete(tasks)


def _delete(rows: QuerySet[Any]) -> int:
    deleted = 0
    while ids := list(rows.values_list("pk", flat=True)[:_BATCH]):
        deleted += rows.model.objects.filter(pk__in=ids).delete()[0]
        heartbeat()
    return deleted
