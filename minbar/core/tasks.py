"""Background work of core, and the names other apps import to write theirs.

    from minbar.core.tasks import periodic, task

    @task()
    def render_picture(media_id: int) -> None: ...

    render_picture.enqueue(media.id)   # in the action's transaction: it runs only if that commits

A task may run twice, and is tried again with growing waits when it raises; GiveUp says that this is of no
use.
"""

from datetime import timedelta

from django_tasks import task

from minbar.core.leases import GiveUp, LeaseLost, heartbeat
from minbar.core.periodic import periodic
from minbar.core.retention import forget_finished

__all__ = ["GiveUp", "LeaseLost", "heartbeat", "periodic", "task"]


@periodic("core: forget finished work", every=timedelta(hours=1))
def forget_finished_work() -> None:
    forget_finished()
