"""The numbers that posts keep on themselves and on their authors.

A parent counts the replies that all its readers may see, an author what is not direct, boosts included.
"""

from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F
from django.db.models.functions import Greatest

from minbar.accounts.models import Account, AccountState
from minbar.posts.models import Audience, Post, PostState

_SHOWN_REPLIES: Final = (Audience.PUBLIC, Audience.UNLISTED, Audience.LOCAL)

#: Standings in which an account may write (``accounts.rules.may_act``).
ACTING: Final = (AccountState.ACTIVE, AccountState.LIMITED, AccountState.RESTING)

# By hand, since every publication runs it and the ORM takes five times as long to write it.
_COUNT_FOR_AUTHOR: Final = (
    "UPDATE accounts_account SET posts_count = posts_count + 1,"
    " last_posted_on = CASE WHEN last_posted_on IS NULL OR last_posted_on < %s THEN %s"
    " ELSE last_posted_on END"
    " WHERE id = %s AND state IN ('active', 'limited', 'resting')"
)


def count_publication(post: Post) -> bool:
    """Count a new post; False, and nothing is counted, if its author may not act any more.

    The author's standing is asked of the database in the same statement, since the caller's copy may be old.
    """
    if post.state != PostState.PUBLISHED or post.audience == Audience.DIRECT:
        return Account.objects.filter(pk=post.author_id, state__in=ACTING).exists()
    if post.reply_to_id is not None and post.audience in _SHOWN_REPLIES:
        Post.objects.filter(pk=post.reply_to_id).update(replies_count=F("replies_count") + 1)
    database = connections[DEFAULT_DB_ALIAS]
    day = database.ops.adapt_datefield_value(post.created_at.date())
    with database.cursor() as cursor:
        cursor.execute(_COUNT_FOR_AUTHOR, (day, day, post.author_id))
        return cursor.rowcount == 1


def count_appearance(post: Post) -> None:
    """Count a post that is seen again."""
    _count(post, 1)


def count_disappearance(post: Post) -> None:
    """Take back what a published post counted, as it stops being seen."""
    _count(post, -1)


def _count(post: Post, step: int) -> None:
    if post.reply_to_id is not None and post.audience in _SHOWN_REPLIES:
        change(post.reply_to_id, "replies_count", step)
    if post.audience != Audience.DIRECT:
        Account.objects.filter(pk=post.author_id).update(posts_count=Greatest(F("posts_count") + step, 0))


def change(post_id: int, counter: str, step: int) -> None:
    """Move one of a post's counters, never below nothing."""
    Post.objects.filter(pk=post_id).update(**{counter: Greatest(F(counter) + step, 0)})
