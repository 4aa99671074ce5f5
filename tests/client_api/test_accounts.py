from pathlib import Path
from typing import Any

from minbar.accounts.actions import block, follow, suspend_account, update_profile
from minbar.core.worker import drain
from minbar.posts.actions import pin_post, publish_post
from tests.cast import Cast
from tests.client_api.client import App, picture
from tests.media.pictures import png


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [entity["id"] for entity in answer.json()]


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [entity["acct"] for entity in answer.json()]


def test_an_account_is_found_by_id_and_by_handle(cast: Cast) -> None:
    visitor = App()
    by_id = visitor.get(f"/v1/accounts/{cast.salma.pk}").json()
    assert by_id["acct"] == "salma"
    assert by_id["display_name"] == "سلمى"
    assert visitor.get("/v1/accounts/lookup", {"acct": "SALMA"}).json() == by_id
    assert visitor.get("/v1/accounts/lookup", {"acct": "@salma@localhost:8000"}).json() == by_id


def test_several_accounts_come_in_the_order_of_their_ids_without_the_unknown(cast: Cast) -> None:
    wanted = [str(cast.omar.pk), "1", "x", str(cast.salma.pk)]
    assert names(App().get("/v1/accounts", {"id[]": wanted})) == ["omar", "salma"]


def test_a_suspended_account_is_not_there(cast: Cast) -> None:
    suspend_account(cast.omar)
    for path in ("", "/statuses", "/followers", "/following"):
        answer = App().get(f"/v1/accounts/{cast.omar.pk}{path}")
        assert answer.status_code == 404
        assert answer.json() == {"error": "Record not found"}
    assert App().get("/v1/accounts/lookup", {"acct": "omar"}).status_code == 404


def test_search_ignores_how_a_name_is_spelled_and_whom_one_blocks(cast: Cast) -> None:
    reader = App(cast.salma)
    assert names(reader.get("/v1/accounts/search", {"q": "عمر"})) == ["omar"]
    assert names(reader.get("/v1/accounts/search", {"q": "om", "limit": 1})) == ["omar"]
    assert names(reader.get("/v1/accounts/search", {"q": "omar", "following": "true"})) == []
    block(cast.omar, cast.salma)
    assert names(reader.get("/v1/accounts/search", {"q": "عمر"})) == []
    assert App().get("/v1/accounts/search", {"q": "omar"}).status_code == 401


def test_what_an_account_published_can_be_narrowed(cast: Cast, media_folder: Path) -> None:
    first = publish_post(cast.salma, text="منشور أول #نخيل")
    reply = publish_post(cast.salma, text="جواب", reply_to=publish_post(cast.omar, text="سؤال"))
    follow(cast.omar, cast.salma)
    private = publish_post(cast.salma, text="للمتابعين", audience="followers")
    app = App(cast.salma)
    medium = app.form("/v2/media", {"file": picture(png())}).json()["id"]
    pictured = app.post("/v1/statuses", {"status": "صورة", "media_ids": [medium]}).json()["id"]
    drain()
    pin_post(cast.salma, first)
    path = f"/v1/accounts/{cast.salma.pk}/statuses"
    everything = [pictured, str(private.pk), str(reply.pk), str(first.pk)]
    assert ids(App(cast.omar).get(path)) == everything
    assert ids(App().get(path)) == [pictured, str(reply.pk), str(first.pk)]
    assert ids(App().get(path, {"exclude_replies": "true"})) == [pictured, str(first.pk)]
    assert ids(App().get(path, {"only_media": "1"})) == [pictured]
    assert ids(App().get(path, {"tagged": "نَخيل"})) == [str(first.pk)]
    assert ids(App().get(path, {"pinned": "true"})) == [str(first.pk)]
    page = App().get(path, {"limit": 1})
    assert ids(page) == [pictured]
    assert f"max_id={pictured}" in page["Link"]
    assert ids(App().get(path, {"limit": 1, "max_id": pictured})) == [str(reply.pk)]


def test_boosts_can_be_left_out_of_what_an_account_published(cast: Cast) -> None:
    post = publish_post(cast.omar, text="للنشر")
    boost = App(cast.salma).post(f"/v1/statuses/{post.pk}/reblog").json()
    path = f"/v1/accounts/{cast.salma.pk}/statuses"
    assert ids(App().get(path)) == [boost["id"]]
    assert ids(App().get(path, {"exclude_reblogs": "true"})) == []


def test_followers_and_followed_are_paged_by_the_follow(cast: Cast) -> None:
    edges = [follow(person, cast.salma) for person in (cast.omar, cast.nahr, cast.hakim)]
    path = f"/v1/accounts/{cast.salma.pk}/followers"
    page = App().get(path, {"limit": 2})
    assert names(page) == ["hakim", "dar_alnahr"]
    assert f"max_id={edges[1].pk}" in page["Link"]
    assert names(App().get(path, {"limit": 2, "max_id": edges[1].pk})) == ["omar"]
    assert names(App().get(f"/v1/accounts/{cast.omar.pk}/following")) == ["salma"]


def test_who_hides_their_company_sees_it_alone(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    update_profile(cast.salma, hide_collections=True)
    path = f"/v1/accounts/{cast.salma.pk}/followers"
    assert names(App(cast.omar).get(path)) == []
    assert names(App(cast.salma).get(path)) == ["omar"]


def test_familiar_followers_are_those_the_reader_follows_too(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    follow(cast.omar, cast.nahr)
    follow(cast.hakim, cast.nahr)
    found = App(cast.salma).get(
        "/v1/accounts/familiar_followers", {"id[]": [str(cast.nahr.pk), str(cast.amina.pk)]}
    )
    assert [(each["id"], [a["acct"] for a in each["accounts"]]) for each in found.json()] == [
        (str(cast.nahr.pk), ["omar"]),
        (str(cast.amina.pk), []),
    ]


def test_what_nobody_has_is_an_empty_list(cast: Cast) -> None:
    app = App(cast.salma)
    for path in ("featured_tags", "lists", "endorsements"):
        assert ids(app.get(f"/v1/accounts/{cast.omar.pk}/{path}")) == []
        assert app.get(f"/v1/accounts/1/{path}").status_code == 404


def test_the_directory_lists_who_wishes_to_be_found(cast: Cast) -> None:
    for person in (cast.salma, cast.omar, cast.nahr):
        publish_post(person, text="مرحبا")
    update_profile(cast.omar, discoverable=False)
    assert names(App().get("/v1/directory", {"order": "new"})) == ["dar_alnahr", "salma"]
    assert names(App().get("/v1/directory", {"order": "new", "offset": 1, "limit": 1})) == ["salma"]
