from django.db import transaction
from django.utils import timezone

from minbar.core.events import emit
from minbar.posts.events import PollEnded
from minbar.posts.models import Poll


def end_polls(batch: int = 200) -> int:
    """Tell of polls whose time is over, each once; how many."""
    with transaction.atomic():
        over = Poll.objects.select_for_update().filter(announced=False, expires_at__lte=timezone.now())
        polls = list(over.order_by("expires_at")[:batch])
        Poll.objects.filter(pk__in=[poll.pk for poll in polls]).update(announced=True)
        for poll in polls:
            emit(PollEnded(poll.pk, poll.post_id))
    return len(polls)
