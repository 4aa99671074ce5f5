"""Who sees what. The ORM's condition and the SQL are held together on random worlds."""

import random
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.utils import timezone

from minbar.accounts.actions import block, follow, mute, set_state, unblock
from minbar.accounts.models import Account, Block, Follow, Mute
from minbar.posts.actions import boost_post, delete_post, publish_post, remove_post
from minbar.posts.models import Audience, Mention, Post, PostKind, PostState
from minbar.posts.rules import may_see
from minbar.posts.visibility import heard_sql, sql_parameters, visible_sql
from tests.cast import Cast


def sees(viewer: Account | None, post: Post) -> bool:
    return Post.objects.visible_to(viewer).filter(pk=post.pk).exists()


def hears(viewer: Account | None, post: Post) -> bool:
    return Post.objects.heard_by(viewer).filter(pk=post.pk).exists()


@pytest.mark.parametrize(
    ("audience", "stranger", "follower", "mentioned", "visitor"),
    [
        ("public", True, True, True, True),
        ("unlisted", True, True, True, True),
        ("local", True, True, True, False),
        ("followers", False, True, True, False),
        ("direct", False, False, True, False),
    ],
)
def test_each_audience_reaches_whom_it_names(
    cast: Cast, audience: str, stranger: bool, follower: bool, mentioned: bool, visitor: bool
) -> None:
    follow(cast.omar, cast.salma)
    post = publish_post(cast.salma, text="@hakim نص", audience=audience)
    seen = [sees(viewer, post) for viewer in (cast.amina, cast.omar, cast.hakim, None, cast.salma)]
    assert seen == [stranger, follower, mentioned, visitor, True]


def test_a_member_of_another_server_does_not_see_local_posts(cast: Cast) -> None:
    far = Account.objects.create(uri="https://far.example/u", url="", username="far", domain="far.example")
    assert not sees(far, publish_post(cast.salma, text="لأهل الدار", audience="local"))


def test_a_follow_that_still_waits_opens_nothing(cast: Cast) -> None:
    follow(cast.omar, cast.layla)
    assert not sees(cast.omar, publish_post(cast.layla, text="نص", audience="followers"))


@pytest.mark.parametrize("by_author", [True, False])
def test_a_blocked_reader_does_not_see_the_post(cast: Cast, by_author: bool) -> None:
    post = publish_post(cast.salma, text="@omar نص")
    pair = (cast.salma, cast.omar) if by_author else (cast.omar, cast.salma)
    block(*pair)
    assert not sees(cast.omar, post)
    assert sees(None, post)
    unblock(*pair)
    assert sees(cast.omar, post)


def test_a_suspended_author_is_seen_by_nobody(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    set_state(cast.salma, "suspended")
    assert not any(sees(viewer, post) for viewer in (cast.salma, cast.omar, None))
    set_state(cast.salma, "active")
    assert sees(None, post)


@pytest.mark.parametrize("take_away", ["removed", "hidden"])
def test_what_was_taken_away_is_not_seen_by_its_author_either(cast: Cast, take_away: str) -> None:
    post = publish_post(cast.salma, text="نص")
    remove_post(post) if take_away == "removed" else delete_post(cast.salma, post)
    assert not any(sees(viewer, post) for viewer in (cast.salma, cast.omar, None))


def test_a_muted_author_is_seen_by_address_but_not_heard(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    mute(cast.omar, cast.salma)
    assert sees(cast.omar, post)
    assert not hears(cast.omar, post)
    assert hears(cast.amina, post)


def test_a_mute_that_is_over_silences_nobody(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    mute(cast.omar, cast.salma, duration=timedelta(hours=1))
    assert not hears(cast.omar, post)
    Mute.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert hears(cast.omar, post)


def test_a_limited_author_is_heard_by_followers_alone(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    post = publish_post(cast.salma, text="نص")
    set_state(cast.salma, "limited")
    assert [hears(viewer, post) for viewer in (cast.omar, cast.salma, cast.amina, None)] == [
        True,
        True,
        False,
        False,
    ]
    assert sees(None, post)


def test_a_boost_shows_no_more_than_the_post_inside(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    boost = boost_post(cast.omar, post)
    block(cast.salma, cast.amina)
    assert not sees(cast.amina, boost)
    assert sees(cast.hakim, boost)
    mute(cast.hakim, cast.salma)
    assert not hears(cast.hakim, boost)
    delete_post(cast.salma, post)
    assert not sees(cast.omar, boost)


def test_may_see_gives_the_same_answer(cast: Cast) -> None:
    post = publish_post(cast.salma, text="لمتابعيّ", audience="followers")
    assert may_see(cast.salma, post)
    assert not may_see(cast.omar, post)


def _random_world(chance: random.Random) -> list[Account]:
    states = ["active", "active", "limited", "frozen", "suspended", "resting"]
    people = [
        Account.objects.create(
            uri=f"https://x/{number}",
            url="",
            username=f"p{number}",
            domain="far.example" if number == 6 else "",
            state=chance.choice(states) if number else "active",
        )
        for number in range(7)
    ]
    for one, other in product(people, people):
        if one.pk == other.pk:
            continue
        if chance.random() < 0.3:
            Follow.objects.create(source=one, target=other)
        if chance.random() < 0.08:
            Block.objects.create(source=one, target=other)
        if chance.random() < 0.15:
            ends = chance.choice(
                [None, timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)]
            )
            Mute.objects.create(source=one, target=other, expires_at=ends)
    posts: list[Post] = []
    for number in range(120):
        inside = chance.choice(posts) if posts and chance.random() < 0.3 else None
        author = chance.choice(people)
        if inside is not None and Post.objects.filter(author=author, boost_of=inside).exists():
            inside = None
        post = Post.objects.create(
            uri=f"https://x/posts/{number}",
            url="",
            author=author,
            state=chance.choice([*PostState.values, "published", "published"]),
            audience=chance.choice(Audience.values),
            kind=PostKind.BOOST if inside else PostKind.POST,
            boost_of=inside,
            thread_id=1,
        )
        if inside is None:
            posts.append(post)
        for person in chance.sample(people, chance.choice([0, 0, 1, 2])):
            Mention.objects.create(post=post, account=person)
    return people


def _asked(where: str, viewer: Account | None) -> set[int]:
    sql = f"SELECT p.id FROM posts_post p JOIN accounts_account a ON a.id = p.author_id WHERE {where}"
    with connection.cursor() as cursor:
        cursor.execute(sql, sql_parameters(viewer))
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_the_orm_and_the_sql_agree_on_a_random_world(seed: int) -> None:
    people = _random_world(random.Random(seed))
    for viewer in [*people, None]:
        seen = set(Post.objects.visible_to(viewer).values_list("pk", flat=True))
        heard = set(Post.objects.heard_by(viewer).values_list("pk", flat=True))
        assert seen == _asked(visible_sql(viewer), viewer)
        assert heard == _asked(f"{visible_sql(viewer)} AND {heard_sql(viewer)}", viewer)
        assert heard <= seen
        plain = set(Post.objects.visible_to(viewer).filter(boost_of=None).values_list("pk", flat=True))
        without = f"p.boost_of_id IS NULL AND {visible_sql(viewer, boosts=False)}"
        assert plain == _asked(without, viewer)
        assert 0 < len(seen) < Post.objects.count()
