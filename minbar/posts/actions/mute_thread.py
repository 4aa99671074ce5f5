from django.db import transaction

from minbar.accounts.models import Account
from minbar.core.events import emit
from minbar.posts.events import ThreadMuted, ThreadUnmuted
from minbar.posts.inserting import insert_once
from minbar.posts.models import MutedThread, Post
from minbar.posts.reaching import reach


def mute_thread(actor: Account, post: Post) -> None:
    """Be told no more of replies in the post's conversation. Raises `Missing`."""
    with transaction.atomic():
        target = reach(actor, post)
        if insert_once(MutedThread(account=actor, thread_id=target.thread_id)):
            emit(ThreadMuted(target.thread_id, actor.pk))


def unmute_thread(actor: Account, post: Post) -> None:
    with transaction.atomic():
        target = reach(actor, post)
        deleted, _rows = MutedThread.objects.filter(account=actor, thread_id=target.thread_id).delete()
        if deleted:
            emit(ThreadUnmuted(target.thread_id, actor.pk))
