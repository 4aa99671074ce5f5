from django.db import transaction
from django.utils.translation import gettext as _

from minbar.accounts.actions.follow_account import end_follow, end_request
from minbar.accounts.events import Blocked, Unblocked
from minbar.accounts.models import Account, Block
from minbar.core.errors import Invalid
from minbar.core.events import emit


def block(actor: Account, target: Account) -> None:
    """Neither sees, follows or reaches the other from now on; follows between them end."""
    if actor.pk == target.pk:
        raise Invalid(_("You cannot block yourself."))
    with transaction.atomic():
        _edge, created = Block.objects.get_or_create(source=actor, target=target)
        if not created:
            return
        for follower, followed in ((actor, target), (target, actor)):
            end_follow(follower, followed)
            end_request(follower, followed)
        emit(Blocked(actor.pk, target.pk))


def unblock(actor: Account, target: Account) -> None:
    with transaction.atomic():
        deleted, _rows = Block.objects.filter(source=actor, target=target).delete()
        if deleted:
            emit(Unblocked(actor.pk, target.pk))
