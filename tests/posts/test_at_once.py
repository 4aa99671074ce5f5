"""The same thing done by several at the same moment, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import close_old_connections, connection

from minbar.core.errors import Invalid
from minbar.posts.actions import PollDraft, boost_post, favourite_post, publish_post, vote
from minbar.posts.events import PostPublished
from minbar.posts.models import Post, PostTag, Tag, Vote
from tests.cast import Cast, build_cast
from tests.posts.told import told

T = TypeVar("T")
TIMES = 4


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build_cast()


def at_once(deed: Callable[[int], T]) -> list[T | Exception]:
    """The deed in several threads, begun together; what each gave or raised."""
    start = Barrier(TIMES)

    def run(number: int) -> T | Exception:
        close_old_connections()
        start.wait()
        try:
            return deed(number)
        except Invalid as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(run, range(TIMES)))


def test_a_request_repeated_at_once_makes_one_post(cast: Cast) -> None:
    posts = at_once(lambda _number: publish_post(cast.salma, text="مرة", idempotency_key="k").pk)
    assert len(set(posts)) == 1
    assert Post.objects.count() == 1
    assert len(told(PostPublished)) == 1


def test_a_new_tag_used_at_once_is_made_once(cast: Cast) -> None:
    made = at_once(lambda number: publish_post(cast.salma, text=f"{number} #جديد #آخر").pk)
    assert len(set(made)) == TIMES
    assert Tag.objects.count() == 2
    assert PostTag.objects.count() == 2 * TIMES


def test_a_vote_sent_at_once_is_counted_once(cast: Cast) -> None:
    poll = publish_post(cast.salma, text="سؤال", poll=PollDraft(["نعم", "لا"])).poll
    outcomes = at_once(lambda number: vote(cast.omar, poll, [number % 2]))
    assert sum(isinstance(outcome, Invalid) for outcome in outcomes) == TIMES - 1
    assert Vote.objects.count() == 1


def test_reactions_sent_at_once_are_counted_once(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")

    def react(_number: int) -> int:
        favourite_post(cast.omar, post)
        return boost_post(cast.omar, post).pk

    assert len(set(at_once(react))) == 1
    post.refresh_from_db()
    assert (post.favourites_count, post.boosts_count) == (1, 1)


def test_replies_sent_at_once_are_all_counted(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال")
    at_once(lambda number: publish_post(cast.omar, text=str(number), reply_to=post).pk)
    post.refresh_from_db()
    assert post.replies_count == TIMES
    cast.omar.refresh_from_db()
    assert cast.omar.posts_count == TIMES
