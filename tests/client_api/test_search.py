from minbar.accounts.actions import follow
from minbar.posts.actions import publish_post
from tests.cast import Cast
from tests.client_api.client import App


def test_accounts_and_hashtags_are_found_however_they_are_spelled(cast: Cast) -> None:
    publish_post(cast.salma, text="في #المدرسة اليوم")
    found = App(cast.omar).get("/v2/search", {"q": "المدرسه"}).json()
    assert [tag["name"] for tag in found["hashtags"]] == ["المدرسة"]
    assert found["accounts"] == found["statuses"] == []
    found = App().get("/v2/search", {"q": "سلمي"}).json()
    assert [account["acct"] for account in found["accounts"]] == ["salma"]


def test_a_search_can_be_for_one_kind_and_its_pages(cast: Cast) -> None:
    publish_post(cast.salma, text="#salma")
    app = App(cast.omar)
    only = app.get("/v2/search", {"q": "salma", "type": "hashtags"}).json()
    assert (len(only["hashtags"]), only["accounts"]) == (1, [])
    assert app.get("/v2/search", {"q": "salma", "type": "accounts", "offset": 1}).json()["accounts"] == []
    follow(cast.omar, cast.salma)
    followed = app.get("/v2/search", {"q": "sal", "type": "accounts", "following": "true"}).json()
    assert len(followed["accounts"]) == 1
    assert app.get("/v2/search", {"q": "salma", "type": "places"}).status_code == 422


def test_a_sign_says_what_is_looked_for(cast: Cast) -> None:
    publish_post(cast.salma, text="#salma")
    app = App(cast.omar)
    assert app.get("/v2/search", {"q": "#salma"}).json()["accounts"] == []
    assert app.get("/v2/search", {"q": "@salma"}).json()["hashtags"] == []


def test_an_address_of_ours_leads_to_its_post_or_account(cast: Cast) -> None:
    post = publish_post(cast.salma, text="منشور")
    secret = publish_post(cast.salma, text="سر", audience="direct")
    app = App(cast.omar)
    found = app.get("/v2/search", {"q": post.url, "resolve": "true"}).json()
    assert [status["id"] for status in found["statuses"]] == [str(post.pk)]
    assert app.get("/v2/search", {"q": post.uri}).json()["statuses"][0]["id"] == str(post.pk)
    found = app.get("/v2/search", {"q": cast.salma.url}).json()
    assert [account["acct"] for account in found["accounts"]] == ["salma"]
    assert app.get("/v2/search", {"q": secret.url}).json()["statuses"] == []


def test_a_visitor_neither_resolves_nor_turns_pages(cast: Cast) -> None:
    assert App().get("/v2/search", {"q": "salma", "resolve": "true"}).status_code == 401
    assert App().get("/v2/search", {"q": "salma", "type": "accounts", "offset": 1}).status_code == 401
    assert App(cast.salma, "read:statuses").get("/v2/search", {"q": "x"}).status_code == 403


def test_a_hashtag_is_read_by_any_of_its_spellings(cast: Cast) -> None:
    publish_post(cast.salma, text="#مكتبة")
    tag = App(cast.omar).get("/v1/tags/مكتبه").json()
    assert (tag["name"], tag["following"]) == ("مكتبة", False)
    assert App().get("/v1/tags/لاشيء").status_code == 404
