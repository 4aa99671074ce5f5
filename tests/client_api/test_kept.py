"""Bookmarks, favourites and preferences: what the reader keeps for themselves."""

import pytest

from minbar.accounts.actions import block
from minbar.posts.actions import bookmark_post, favourite_post, publish_post
from tests.cast import Cast
from tests.client_api.client import App
from tests.client_api.test_accounts import ids


@pytest.mark.parametrize(("what", "keep"), [("bookmarks", bookmark_post), ("favourites", favourite_post)])
def test_kept_posts_come_in_the_order_of_keeping(cast: Cast, what: str, keep) -> None:  # type: ignore[no-untyped-def]  # one of two actions
    posts = [publish_post(cast.omar, text=f"منشور رقم {number}") for number in range(3)]
    kept = [keep(cast.salma, post) for post in (posts[2], posts[0], posts[1])]
    app = App(cast.salma, f"read:{what}")
    page = app.get(f"/v1/{what}", {"limit": 2})
    assert ids(page) == [str(posts[1].pk), str(posts[0].pk)]
    assert page.json()[0][what[:-1] + ("ed" if what == "bookmarks" else "d")] is True
    last = page["Link"].split("max_id=")[1].split(">")[0]
    assert ids(app.get(f"/v1/{what}", {"limit": 2, "max_id": last})) == [str(posts[2].pk)]
    assert len(kept) == 3
    block(cast.omar, cast.salma)
    assert ids(app.get(f"/v1/{what}")) == []
    assert App(cast.salma, "read:statuses").get(f"/v1/{what}").status_code == 403


def test_preferences_are_those_of_the_login(cast: Cast) -> None:
    assert App(cast.salma, "read:accounts").get("/v1/preferences").json() == {
        "posting:default:visibility": "public",
        "posting:default:sensitive": False,
        "posting:default:language": None,
        "posting:default:quote_policy": "nobody",
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
    }
