"""Background work of posts: entry points that call actions."""

from datetime import timedelta

from django.utils import timezone

from minbar.core.tasks import heartbeat, periodic
from minbar.posts.actions.end_poll import end_polls
from minbar.posts.actions.purge_posts import forget_keys, purge_posts
from minbar.posts.limits import KEYS_KEPT, UNDO


@periodic("posts: end polls", every=timedelta(seconds=30))
def end_due_polls() -> None:
    while end_polls():
        heartbeat()


@periodic("posts: purge deleted posts", every=timedelta(minutes=15))
def purge_deleted_posts() -> None:
    # A little later than the promise, so that nobody restores what is being purged.
    while purge_posts(timezone.now() - UNDO - timedelta(minutes=5)):
        heartbeat()


@periodic("posts: forget idempotency keys", every=timedelta(hours=1))
def forget_old_keys() -> None:
    forget_keys(timezone.now() - KEYS_KEPT)
