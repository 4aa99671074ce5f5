from django.db import connection

from minbar.accounts.events import Blocked, Followed, Unfollowed
from minbar.posts import fresh
from minbar.posts.events import PostBoosted, PostHidden, PostPublished, PostReinstated, PostRestored
from minbar.posts.models import Post
from minbar.timelines import fan_out as spreading
from minbar.timelines.filling import fill
from minbar.timelines.models import HomeEntry

_OWN = (
    "INSERT INTO timelines_homeentry (owner_id, post_id, author_id, boosted_id) VALUES (%s, %s, %s, 0)"
    " ON CONFLICT DO NOTHING"
)


def enter_own_home(event: PostPublished | PostRestored) -> None:
    """In the transaction, so that whoever writes sees it the moment they have written it."""
    post = fresh.recall(event.post_id) or Post.objects.only("author_id", "local").get(pk=event.post_id)
    if post.local:
        with connection.cursor() as cursor:
            cursor.execute(_OWN, [post.author_id, post.pk, post.author_id])


def fan_out(event: PostPublished | PostBoosted | PostRestored | PostReinstated) -> None:
    spreading.fan_out(event.post_id)


def remove_from_homes(event: PostHidden) -> None:
    """What a moderator removed stays where it is, unseen, and is there again when that is reversed."""
    spreading.remove(event.post_id, event.author_id)


def fill_on_follow(event: Followed) -> None:
    fill(event.follower_id, event.followed_id)


def clear_on_unfollow(event: Unfollowed) -> None:
    _clear(event.follower_id, event.followed_id)


def clear_on_block(event: Blocked) -> None:
    """In the transaction, since homes are read without asking for blocks.

    Mutes clear nothing: they are honoured on reading, and what was muted is there again when they end.
    """
    _clear(event.source_id, event.target_id)
    _clear(event.target_id, event.source_id)


def _clear(owner_id: int, author_id: int) -> None:
    HomeEntry.objects.filter(owner_id=owner_id, author_id=author_id).delete()
