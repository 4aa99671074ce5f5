"""Whether somebody is told, decided in one place: blocks, mutes, muted conversations, a break, the gate."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minbar.accounts.models import Account, AccountState, Block, Mute
from minbar.core.gates import Gate, ask
from minbar.notifications.models import Notification
from minbar.posts.models import MutedThread, Post

#: On a break, or gone: told of nothing.
_DEAF = (AccountState.SUSPENDED, AccountState.RESTING)


def notify(
    recipient_ids: Iterable[int], kind: str, actor_id: int, post: Post | None = None, report_id: int = 0
) -> None:
    """Tell those of the recipients who want to hear of it; may run twice, tells once."""
    recipients = list(_willing(set(recipient_ids) - {actor_id}, actor_id, post))
    if not recipients:
        return
    if post is not None:
        recipients = [person for person in recipients if _sees(person, post)]
    actor = Account.objects.get(pk=actor_id)
    rows = [
        Notification(recipient=person, kind=kind, actor=actor, post=post, report_id=report_id)
        for person in recipients
        if ask(Gate.NOTIFY, person, actor).allowed
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _willing(ids: set[int], actor_id: int, post: Post | None) -> QuerySet[Account]:
    blocks = Block.objects.filter(
        Q(source=OuterRef("pk"), target=actor_id) | Q(source=actor_id, target=OuterRef("pk"))
    )
    mutes = Mute.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        source=OuterRef("pk"),
        target=actor_id,
        notifications=True,
    )
    people = Account.objects.local().filter(pk__in=ids).exclude(state__in=_DEAF)
    people = people.filter(~Exists(blocks), ~Exists(mutes))
    if post is not None:
        people = people.filter(
            ~Exists(MutedThread.objects.filter(account_id=OuterRef("pk"), thread_id=post.thread_id))
        )
    return people


def _sees(person: Account, post: Post) -> bool:
    return post.author_id == person.pk or Post.objects.visible_to(person).filter(pk=post.pk).exists()


def forget(kind: str, actor_id: int, *, recipient_id: int | None = None, post_id: int | None = None) -> None:
    """Take back what was told, because it is no longer so."""
    rows = Notification.objects.filter(kind=kind, actor=actor_id)
    if recipient_id is not None:
        rows = rows.filter(recipient=recipient_id)
    if post_id is not None:
        rows = rows.filter(post=post_id)
    rows.delete()
