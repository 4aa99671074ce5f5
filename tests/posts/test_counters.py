"""Whatever people do, in whatever order, the counters say what a recount says."""

import random
from collections.abc import Callable

import pytest

from minbar.accounts.models import Account
from minbar.core.errors import MinbarError
from minbar.posts.actions import (
    boost_post,
    delete_post,
    favourite_post,
    publish_post,
    reinstate_post,
    remove_post,
    restore_post,
    undo_boost,
    undo_favourite,
)
from minbar.posts.models import Favourite, Post
from tests.cast import Cast


def recounted() -> None:
    for post in Post.objects.all():
        counted = ("public", "unlisted", "local")
        replies = Post.objects.filter(reply_to=post, state="published", audience__in=counted)
        assert post.replies_count == replies.count()
        assert post.boosts_count == Post.objects.filter(boost_of=post).count()
        assert post.favourites_count == Favourite.objects.filter(post=post).count()
    for account in Account.objects.all():
        shown = Post.objects.filter(author=account, state="published").exclude(audience="direct")
        assert account.posts_count == shown.count()


@pytest.mark.parametrize("seed", range(4))
def test_counters_survive_a_random_history(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    people = [cast.salma, cast.omar, cast.hakim]
    posts = [publish_post(cast.salma, text="البداية")]

    def publish(person: Account, post: Post) -> None:
        audience = chance.choice(["public", "unlisted", "local", "followers", "direct"])
        posts.append(publish_post(person, text="@omar نص", audience=audience, reply_to=post))

    deeds: list[Callable[[Account, Post], object]] = [
        publish,
        favourite_post,
        undo_favourite,
        boost_post,
        undo_boost,
        delete_post,
        restore_post,
        lambda _person, post: remove_post(post),
        lambda _person, post: reinstate_post(post),
    ]
    done = 0
    for _ in range(150):
        try:
            chance.choice(deeds)(chance.choice(people), chance.choice(posts))
            done += 1
        except MinbarError:
            continue
    assert done > 40
    recounted()
