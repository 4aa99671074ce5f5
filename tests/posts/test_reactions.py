"""Boosts, favourites, bookmarks, pins and silenced threads."""

import pytest

from minbar.accounts.actions import block, follow, set_state
from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Missing, Refused
from minbar.core.paging import Page
from minbar.posts.actions import (
    bookmark_post,
    boost_post,
    delete_post,
    favourite_post,
    mute_thread,
    pin_post,
    publish_post,
    undo_bookmark,
    undo_boost,
    undo_favourite,
    unmute_thread,
    unpin_post,
)
from minbar.posts.events import BoostUndone, FavouriteUndone, PostBookmarked, PostBoosted, PostFavourited
from minbar.posts.limits import MOST_PINS
from minbar.posts.models import Favourite, MutedThread, Post
from minbar.posts.queries import bookmarks_of, boosted_by, favourited_by, favourites_of, pinned_posts
from tests.cast import Cast
from tests.posts.told import told


def stored(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def test_a_favourite_counts_once_however_often_it_is_given(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    favourite_post(cast.omar, post)
    favourite_post(cast.omar, post)
    assert stored(post).favourites_count == 1
    assert told(PostFavourited) == [PostFavourited(post.pk, cast.omar.pk, cast.salma.pk)]
    undo_favourite(cast.omar, post)
    undo_favourite(cast.omar, post)
    assert stored(post).favourites_count == 0
    assert told(FavouriteUndone) == [FavouriteUndone(post.pk, cast.omar.pk, cast.salma.pk)]


def test_reactions_to_a_boost_go_to_the_post_inside(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    boost = boost_post(cast.omar, post)
    favourite_post(cast.hakim, boost)
    bookmark_post(cast.hakim, boost)
    again = boost_post(cast.hakim, boost)
    assert again.boost_of_id == post.pk
    assert stored(post).favourites_count == 1
    assert [row[1] for row in bookmarks_of(cast.hakim, Page())] == [post.pk]


def test_one_does_not_react_to_what_one_may_not_see(cast: Cast) -> None:
    post = publish_post(cast.salma, text="لمتابعيّ", audience="followers")
    for deed in (favourite_post, boost_post, bookmark_post, mute_thread):
        with pytest.raises(Missing):
            deed(cast.omar, post)


def test_a_frozen_account_does_not_react_but_may_keep(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    set_state(cast.omar, "frozen")
    for deed in (favourite_post, boost_post):
        with pytest.raises(Refused):
            deed(cast.omar, post)
    bookmark_post(cast.omar, post)
    assert told(PostBookmarked)


def test_a_favourite_of_a_post_that_was_deleted_can_be_taken_back(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    favourite_post(cast.omar, post)
    delete_post(cast.salma, post)
    assert favourites_of(cast.omar, Page()) == []
    undo_favourite(cast.omar, post)
    assert not Favourite.objects.exists()


def test_boosting_twice_is_one_boost(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    first, second = boost_post(cast.omar, post), boost_post(cast.omar, post)
    assert first.pk == second.pk
    assert first.boost_of is not None
    assert first.boost_of.boosts_count == 1
    assert Account.objects.get(pk=cast.omar.pk).posts_count == 1
    assert told(PostBoosted) == [PostBoosted(first.pk, post.pk, cast.salma.pk)]


def test_a_boost_is_undone_by_the_post_or_by_the_boost(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    for undo_by_post in (True, False):
        boost = boost_post(cast.omar, post)
        undo_boost(cast.omar, post if undo_by_post else boost)
        assert stored(post).boosts_count == 0
        assert Account.objects.get(pk=cast.omar.pk).posts_count == 0
        assert told(BoostUndone)[-1] == BoostUndone(boost.pk, post.pk, cast.salma.pk)
    undo_boost(cast.omar, post)
    assert len(told(BoostUndone)) == 2


def test_only_the_author_boosts_what_is_for_followers(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    post = publish_post(cast.salma, text="لمتابعيّ", audience="followers")
    with pytest.raises(Refused):
        boost_post(cast.omar, post)
    assert boost_post(cast.salma, post, "public").audience == "followers"


def test_nobody_boosts_what_is_direct(cast: Cast) -> None:
    post = publish_post(cast.salma, text="@omar", audience="direct")
    for actor in (cast.omar, cast.salma):
        with pytest.raises(Refused):
            boost_post(actor, post)


def test_a_boost_of_a_local_post_stays_local(cast: Cast) -> None:
    post = publish_post(cast.salma, text="لأهل الدار", audience="local")
    assert boost_post(cast.omar, post).audience == "local"
    assert boost_post(cast.hakim, post, "followers").audience == "followers"


def test_a_boost_is_not_sent_to_single_people(cast: Cast) -> None:
    with pytest.raises(Invalid):
        boost_post(cast.omar, publish_post(cast.salma, text="نص"), "direct")


def test_those_who_reacted_are_listed_without_the_blocked(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    for person in (cast.omar, cast.hakim):
        favourite_post(person, post)
        boost_post(person, post)
    block(cast.amina, cast.omar)
    assert favourited_by(post, None) == [cast.hakim, cast.omar]
    assert favourited_by(post, cast.amina) == [cast.hakim]
    assert boosted_by(post, cast.amina) == [cast.hakim]
    set_state(cast.hakim, "suspended")
    assert favourited_by(post, None) == [cast.omar]


def test_bookmarks_are_paged_by_when_they_were_kept(cast: Cast) -> None:
    older, newer = publish_post(cast.salma, text="1"), publish_post(cast.salma, text="2")
    bookmark_post(cast.omar, newer)
    bookmark_post(cast.omar, older)
    rows = bookmarks_of(cast.omar, Page(limit=1))
    assert [post for _row, post in rows] == [older.pk]
    assert [post for _row, post in bookmarks_of(cast.omar, Page(max_id=rows[0][0]))] == [newer.pk]
    undo_bookmark(cast.omar, older)
    assert [post for _row, post in bookmarks_of(cast.omar, Page())] == [newer.pk]


def test_one_pins_ones_own_posts_and_a_few_only(cast: Cast) -> None:
    posts = [publish_post(cast.salma, text=f"نص {number}") for number in range(MOST_PINS + 1)]
    for post in posts[:MOST_PINS]:
        pin_post(cast.salma, post)
    pin_post(cast.salma, posts[0])
    with pytest.raises(Invalid):
        pin_post(cast.salma, posts[-1])
    with pytest.raises(Missing):
        pin_post(cast.omar, posts[0])
    unpin_post(cast.salma, posts[0])
    pin_post(cast.salma, posts[-1])
    assert pinned_posts(cast.salma, None)[0] == posts[-1].pk
    delete_post(cast.salma, posts[-1])
    assert posts[-1].pk not in pinned_posts(cast.salma, None)


def test_a_direct_post_and_a_boost_cannot_be_pinned(cast: Cast) -> None:
    direct = publish_post(cast.salma, text="@omar", audience="direct")
    boost = boost_post(cast.salma, publish_post(cast.salma, text="نص"))
    for post in (direct, boost):
        with pytest.raises(Refused):
            pin_post(cast.salma, post)


def test_a_thread_is_silenced_as_a_whole(cast: Cast) -> None:
    first = publish_post(cast.salma, text="سؤال")
    answer = publish_post(cast.omar, text="جواب", reply_to=first)
    mute_thread(cast.salma, answer)
    mute_thread(cast.salma, first)
    assert list(MutedThread.objects.values_list("account_id", "thread_id")) == [(cast.salma.pk, first.pk)]
    unmute_thread(cast.salma, answer)
    assert not MutedThread.objects.exists()
