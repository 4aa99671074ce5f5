from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Missing, Refused
from minbar.core.events import emit
from minbar.posts.actions.boost_post import undo_boost
from minbar.posts.counting import count_appearance, count_disappearance
from minbar.posts.events import PostHeld, PostHidden, PostRestored
from minbar.posts.limits import UNDO
from minbar.posts.models import Post, PostKind, PostState
from minbar.posts.reaching import own


def delete_post(author: Account, post: Post) -> None:
    """Take one's post away: nobody sees it from now on, it can be restored for a while, then it is purged.

    A boost is simply undone. Raises `Missing` for a post of somebody else.
    """
    if post.kind == PostKind.BOOST:
        if post.author_id != author.pk:
            raise Missing()
        undo_boost(author, post)
        return
    with transaction.atomic():
        target = own(author, post)
        if target.state == PostState.PUBLISHED:
            count_disappearance(target)
        target.was_held = target.state == PostState.HELD
        target.state, target.hidden_at = PostState.HIDDEN, timezone.now()
        target.save(update_fields=["state", "hidden_at", "was_held"])
        emit(PostHidden(target.pk, author.pk))
    post.state, post.hidden_at, post.was_held = target.state, target.hidden_at, target.was_held


def restore_post(author: Account, post: Post) -> Post:
    """Take a deletion back. Raises `Missing`, or `Refused` when it is too late."""
    with transaction.atomic():
        target = own(author, post, PostState.HIDDEN)
        if target.hidden_at is None or target.hidden_at + UNDO < timezone.now():
            raise Refused(_("This post was deleted too long ago to be restored."))
        target.hidden_at = None
        target.state = PostState.HELD if target.was_held else PostState.PUBLISHED
        target.save(update_fields=["state", "hidden_at"])
        if target.state == PostState.HELD:
            emit(PostHeld(target.pk, author.pk))
        else:
            count_appearance(target)
            emit(PostRestored(target.pk))
    return target
