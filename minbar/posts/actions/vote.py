from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Refused
from minbar.core.events import emit
from minbar.posts.content import check_may_write
from minbar.posts.events import PollVoted
from minbar.posts.models import Poll, PollOption, Vote
from minbar.posts.reaching import reach


def vote(actor: Account, poll: Poll, positions: Sequence[int], *, voted_at: datetime | None = None) -> Poll:
    """Choose options by position, once for all; returns the poll with its new counts.

    ``voted_at`` is for imports and the demo: the poll must have been open then. Raises `Missing` for the poll
    of a post the actor may not see, `Refused` for one's own poll, `Invalid` for a poll that has ended, a
    second vote, or choices that do not exist.
    """
    check_may_write(actor)
    with transaction.atomic():
        target = reach(actor, poll.post)
        # The lock keeps a double click from voting twice.
        current = Poll.objects.select_for_update().get(post=target)
        if target.author_id == actor.pk:
            raise Refused(_("You cannot vote in your own poll."))
        if current.expires_at is not None and current.expires_at <= (voted_at or timezone.now()):
            raise Invalid(_("The poll has already ended."))
        chosen = sorted(set(positions))
        if not chosen or (len(chosen) > 1 and not current.multiple):
            raise Invalid(_("Choose one of the answers."), "choices")
        options = {option.position: option for option in current.options.all()}
        if not options.keys() >= set(chosen):
            raise Invalid(_("The chosen answer does not exist."), "choices")
        if Vote.objects.filter(poll=current, account=actor).exists():
            raise Invalid(_("You have already voted in this poll."))
        Vote.objects.bulk_create(
            [Vote(poll=current, option=options[place], account=actor) for place in chosen]
        )
        PollOption.objects.filter(poll=current, position__in=chosen).update(votes_count=F("votes_count") + 1)
        Poll.objects.filter(pk=current.pk).update(
            votes_count=F("votes_count") + len(chosen), voters_count=F("voters_count") + 1
        )
        emit(PollVoted(current.pk, target.pk, actor.pk))
    return Poll.objects.prefetch_related("options").select_related("post").get(pk=current.pk)
