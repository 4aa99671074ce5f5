from django.db import transaction
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Refused
from minbar.core.events import emit
from minbar.posts.events import PostPinned, PostUnpinned
from minbar.posts.inserting import insert_once
from minbar.posts.limits import MOST_PINS
from minbar.posts.models import Pin, Post
from minbar.posts.reaching import own
from minbar.posts.rules import may_pin


def pin_post(author: Account, post: Post) -> None:
    """Keep one's own post at the top of one's profile. Raises `Missing` for a post of somebody else."""
    with transaction.atomic():
        target = own(author, post)
        if not may_pin(author, target):
            raise Refused(_("This post cannot be pinned."))
        if not insert_once(Pin(account=author, post=target)):
            return
        if Pin.objects.filter(account=author, post__state=target.state).count() > MOST_PINS:
            raise Invalid(_("A profile has at most %(most)d pinned posts.") % {"most": MOST_PINS})
        emit(PostPinned(target.pk, author.pk))


def unpin_post(author: Account, post: Post) -> None:
    with transaction.atomic():
        deleted, _rows = Pin.objects.filter(account=author, post=post.pk).delete()
        if deleted:
            emit(PostUnpinned(post.pk, author.pk))
