from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Refused
from minbar.core.events import emit
from minbar.core.ids import new_id
from minbar.posts.actions.publish_post import address
from minbar.posts.content import check_may_write
from minbar.posts.counting import change, count_disappearance, count_publication
from minbar.posts.events import BoostUndone, PostBoosted
from minbar.posts.inserting import insert_once
from minbar.posts.limits import BOOSTABLE
from minbar.posts.models import Post, PostKind
from minbar.posts.reaching import reach
from minbar.posts.rules import boost_audience, may_boost


def boost_post(
    actor: Account, post: Post, audience: str | None = None, *, created_at: datetime | None = None
) -> Post:
    """Show a post to one's own followers; the boost is a post too, and boosting again answers the first one.

    Boosting a boost boosts the post inside. Raises `Missing`, or `Refused` for what may not be spread.
    """
    check_may_write(actor)
    if audience is not None and audience not in BOOSTABLE:
        raise Invalid(_("A boost cannot have this audience."), "visibility")
    with transaction.atomic():
        target = reach(actor, post)
        if not may_boost(actor, target):
            raise Refused(_("This post is not for everybody, so it cannot be boosted."))
        boost = Post(
            pk=new_id(created_at),
            author=actor,
            kind=PostKind.BOOST,
            boost_of=target,
            audience=boost_audience(target, audience),
            language=target.language,
            sensitive=target.sensitive,
            created_at=created_at or timezone.now(),
        )
        boost.thread_id = boost.pk
        address(boost, actor)
        if not insert_once(boost):
            return Post.objects.select_related("author", "boost_of__author").get(
                author=actor, boost_of=target
            )
        change(target.pk, "boosts_count", 1)
        if not count_publication(boost):
            raise Refused(_("Your account may not publish or react at present."))
        emit(PostBoosted(boost.pk, target.pk, target.author_id))
    target.boosts_count += 1
    return boost


def undo_boost(actor: Account, post: Post) -> None:
    """Take back a boost, given the boosted post or the boost; nothing happens where there was none."""
    with transaction.atomic():
        wanted = post.boost_of_id or post.pk
        boost = Post.objects.select_for_update().filter(author=actor, boost_of=wanted).first()
        if boost is None:
            return
        target = Post.objects.get(pk=wanted)
        change(target.pk, "boosts_count", -1)
        count_disappearance(boost)
        # Those who react in the transaction still find the row.
        emit(BoostUndone(boost.pk, target.pk, target.author_id))
        boost.delete()
