"""Deleting with a way back, moderators' removals, and what is gone for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core.errors import Missing, Refused
from minbar.posts.actions import (
    boost_post,
    delete_post,
    edit_post,
    favourite_post,
    publish_post,
    reinstate_post,
    remove_post,
    restore_post,
)
from minbar.posts.events import BoostUndone, PostHidden, PostReinstated, PostRemoved, PostRestored
from minbar.posts.limits import UNDO
from minbar.posts.models import IdempotencyKey, Post
from minbar.posts.queries import restorable_posts
from minbar.posts.tasks import forget_old_keys, purge_deleted_posts
from tests.cast import Cast
from tests.posts.told import told


def counts(account: Account, parent: Post) -> tuple[int, int]:
    return Account.objects.get(pk=account.pk).posts_count, Post.objects.get(pk=parent.pk).replies_count


def test_a_deleted_post_comes_back_as_it_was(cast: Cast) -> None:
    parent = publish_post(cast.salma, text="سؤال")
    reply = publish_post(cast.omar, text="جواب", reply_to=parent)
    favourite_post(cast.salma, reply)
    delete_post(cast.omar, reply)
    assert reply.state == "hidden"
    assert counts(cast.omar, parent) == (0, 0)
    assert list(restorable_posts(cast.omar)) == [reply]
    restored = restore_post(cast.omar, reply)
    assert restored.state == "published"
    assert restored.favourites_count == 1
    assert counts(cast.omar, parent) == (1, 1)
    assert Post.objects.visible_to(cast.salma).filter(pk=reply.pk).exists()
    assert told(PostHidden) == [PostHidden(reply.pk, cast.omar.pk)]
    assert told(PostRestored) == [PostRestored(reply.pk)]


def test_nobody_deletes_or_restores_the_post_of_another(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    with pytest.raises(Missing):
        delete_post(cast.omar, post)
    delete_post(cast.salma, post)
    with pytest.raises(Missing):
        restore_post(cast.omar, post)


def test_deleting_twice_is_one_deletion(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    delete_post(cast.salma, post)
    with pytest.raises(Missing):
        delete_post(cast.salma, post)
    assert Account.objects.get(pk=cast.salma.pk).posts_count == 0


def test_a_post_deleted_too_long_ago_stays_deleted(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    delete_post(cast.salma, post)
    Post.objects.update(hidden_at=timezone.now() - UNDO - timedelta(minutes=1))
    with pytest.raises(Refused):
        restore_post(cast.salma, post)
    assert not restorable_posts(cast.salma).exists()


def test_deleting_a_boost_undoes_it(cast: Cast) -> None:
    boost = boost_post(cast.omar, publish_post(cast.salma, text="نص"))
    with pytest.raises(Missing):
        delete_post(cast.salma, boost)
    delete_post(cast.omar, boost)
    assert not Post.objects.filter(pk=boost.pk).exists()
    assert told(BoostUndone)


def test_deleting_and_restoring_does_not_release_a_held_post(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    Post.objects.filter(pk=post.pk).update(state="held")
    delete_post(cast.salma, post)
    assert restore_post(cast.salma, post).state == "held"
    assert not told(PostRestored)


def test_a_removed_post_comes_back_when_the_removal_is_reversed(cast: Cast) -> None:
    parent = publish_post(cast.salma, text="سؤال")
    reply = publish_post(cast.omar, text="جواب", reply_to=parent)
    remove_post(reply)
    assert counts(cast.omar, parent) == (0, 0)
    with pytest.raises(Missing):
        edit_post(cast.omar, reply, text="غير")
    with pytest.raises(Missing):
        restore_post(cast.omar, reply)
    reinstate_post(reply)
    assert counts(cast.omar, parent) == (1, 1)
    assert told(PostRemoved) == [PostRemoved(reply.pk)]
    assert told(PostReinstated) == [PostReinstated(reply.pk)]


def test_reversing_a_removal_does_not_bring_back_what_its_author_deleted(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    delete_post(cast.salma, post)
    remove_post(post)
    reinstate_post(post)
    assert Post.objects.get(pk=post.pk).state == "hidden"
    assert not told(PostReinstated)
    assert Account.objects.get(pk=cast.salma.pk).posts_count == 0


def test_a_post_is_removed_once(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    remove_post(post)
    with pytest.raises(Missing):
        remove_post(post)


def test_the_purge_takes_what_can_no_longer_be_restored_and_nothing_else(cast: Cast) -> None:
    old = publish_post(cast.salma, text="قديم")
    reply = publish_post(cast.omar, text="جواب", reply_to=old)
    boost_post(cast.omar, old)
    fresh = publish_post(cast.salma, text="حديث")
    for post in (old, fresh):
        delete_post(cast.salma, post)
    Post.objects.filter(pk=old.pk).update(hidden_at=timezone.now() - UNDO - timedelta(hours=1))
    purge_deleted_posts()
    assert set(Post.objects.values_list("pk", flat=True)) == {reply.pk, fresh.pk}
    left = Post.objects.get(pk=reply.pk)
    assert (left.reply_to_id, left.thread_id, left.reply_to_account_id) == (None, old.pk, cast.salma.pk)
    assert Account.objects.get(pk=cast.omar.pk).posts_count == 1
    assert restore_post(cast.salma, fresh).state == "published"


def test_old_idempotency_keys_are_forgotten(cast: Cast) -> None:
    publish_post(cast.salma, text="نص", idempotency_key="old")
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=2))
    publish_post(cast.salma, text="نص", idempotency_key="new")
    forget_old_keys()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]
