"""How many queries the hot endpoints make, whatever is shown and to whom."""

from collections.abc import Callable
from typing import Any

import pytest

from minbar.accounts.actions import follow
from minbar.client_api.entities.account import credential_account_entity
from minbar.core.worker import drain
from minbar.posts.actions import (
    PollDraft,
    bookmark_post,
    boost_post,
    favourite_post,
    mute_thread,
    pin_post,
    publish_post,
)
from minbar.posts.models import Post
from tests.cast import Cast
from tests.client_api.client import App

Counter = Callable[[int], Any]


@pytest.fixture
def town(cast: Cast) -> Post:
    """Salma follows Omar and the newsroom; they write, boost and answer each other. Gives a thread's root."""
    for person in (cast.omar, cast.nahr):
        follow(cast.salma, person)
    root = publish_post(cast.omar, text="أوّل الكلام #بغداد")
    for i in range(8):
        publish_post(cast.omar, text=f"خبر {i} #بغداد")
        answer = publish_post(cast.nahr, text=f"جواب {i}", reply_to=root)
        favourite_post(cast.salma, answer)
        bookmark_post(cast.salma, answer)
    boost_post(cast.nahr, publish_post(cast.amina, text="ما يستحق القراءة"))
    favourite_post(cast.omar, publish_post(cast.salma, text="شكرًا لكم"))
    mute_thread(cast.salma, root)
    pin_post(cast.omar, root)
    drain()
    return root


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/v1/timelines/home", 2),
        ("/v1/timelines/home?limit=40", 2),
        ("/v1/timelines/public", 2),
        ("/v1/timelines/public?local=true", 2),
        ("/v1/timelines/tag/بغداد", 2),
        ("/v1/accounts/{author}/statuses", 3),
        ("/v1/statuses/{root}/context", 2),
        ("/v1/notifications", 2),
    ],
)
def test_a_hot_endpoint_asks_once_for_the_token_and_once_for_all_it_shows(
    cast: Cast, town: Post, django_assert_num_queries: Counter, path: str, queries: int
) -> None:
    salma = App(cast.salma)
    path = path.format(author=cast.omar.pk, root=town.pk)
    assert salma.get(path).status_code == 200
    with django_assert_num_queries(queries):
        assert salma.get(path).json()


def test_one_who_verifies_their_credentials_costs_a_fixed_number_too(
    cast: Cast, django_assert_max_num_queries: Counter
) -> None:
    salma = App(cast.salma)
    salma.get("/v1/accounts/verify_credentials")
    with django_assert_max_num_queries(2):
        assert salma.get("/v1/accounts/verify_credentials").json()["acct"] == "salma"


def test_a_visitor_costs_one_query(cast: Cast, town: Post, django_assert_num_queries: Counter) -> None:
    with django_assert_num_queries(1):
        assert App().get("/v1/timelines/public").json()


def test_polls_cost_one_query_more_for_the_readers_votes(
    cast: Cast, town: Post, django_assert_num_queries: Counter
) -> None:
    publish_post(cast.omar, text="أيّهما؟", poll=PollDraft(["شاي", "قهوة"]))
    drain()
    salma = App(cast.salma)
    salma.get("/v1/timelines/home")
    with django_assert_num_queries(3):
        assert salma.get("/v1/timelines/home").json()[0]["poll"]["voted"] is False


def test_the_short_cut_answers_what_the_operation_answers(cast: Cast, town: Post) -> None:
    salma = App(cast.salma)
    account = salma.get("/v1/accounts/verify_credentials").json()
    assert account == salma.get("/v1/accounts/verify_credentials", {"unknown": "1"}).json()
    assert account == credential_account_entity(cast.salma, cast.salma.user, 0) | {
        "following_count": 2,
        "statuses_count": 1,
        "last_status_at": account["last_status_at"],
    }
    for path in ("/v1/timelines/home", "/v1/timelines/public"):
        short = salma.get(path, {"limit": "3"})
        # A parameter it does not know sends the request the long way.
        long = salma.get(path, {"limit": "3", "unknown": "1"})
        assert short.json() == long.json()
        assert len(short.json()) == 3
        assert short["Link"].replace("limit=3", "") == long["Link"].replace("limit=3&unknown=1", "")
