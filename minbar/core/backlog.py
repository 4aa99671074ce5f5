"""How background work stands, for `doctor` and the metrics: what waits, how late it is, and what was given
up.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from minbar.core.leases import now_ms
from minbar.core.models import EventRow


@dataclass(frozen=True, slots=True)
class Backlog:
    events: int
    tasks: int
    dead: int
    # By how much the event that has waited longest is late: minutes mean that no worker runs.
    late: timedelta


def backlog() -> Backlog:
    """Counted now; four queries on small indexes."""
    waiting = EventRow.objects.filter(state=0)
    oldest = waiting.aggregate(due=Min("due"))["due"]
    late = max(0, now_ms() - oldest) if oldest is not None else 0
    dead = EventRow.objects.filter(state=2).count()
    return Backlog(
        events=waiting.count(),
        tasks=DBTaskResult.objects.ready().count(),
        dead=dead + DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count(),
        late=timedelta(milliseconds=late),
    )
