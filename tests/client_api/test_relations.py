from typing import Any

from minbar.accounts.actions import follow
from tests.cast import Cast
from tests.client_api.client import App
from tests.client_api.test_accounts import names


def standing(answer: Any, *true: str) -> dict[str, Any]:
    """The relationship, of which exactly these flags hold."""
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    holding = {name for name, value in found.items() if value is True}
    assert holding == set(true), found
    return found


def test_follow_and_unfollow(cast: Cast) -> None:
    app, path = App(cast.salma), f"/v1/accounts/{cast.omar.pk}"
    standing(app.post(f"{path}/follow"), "following", "showing_reblogs")
    changed = app.post(f"{path}/follow", {"reblogs": False, "notify": True, "languages": ["ar"]})
    assert standing(changed, "following", "notifying")["languages"] == ["ar"]
    assert App(cast.omar).get("/v1/accounts/verify_credentials").json()["followers_count"] == 1
    standing(app.post(f"{path}/unfollow"))


def test_a_locked_account_is_asked_and_answers(cast: Cast) -> None:
    layla = App(cast.layla)
    for person in (cast.salma, cast.omar):
        standing(App(person).post(f"/v1/accounts/{cast.layla.pk}/follow"), "requested", "showing_reblogs")
    assert names(layla.get("/v1/follow_requests")) == ["omar", "salma"]
    page = layla.get("/v1/follow_requests", {"limit": 1})
    assert names(page) == ["omar"]
    assert 'rel="next"' in page["Link"]
    standing(layla.post(f"/v1/follow_requests/{cast.salma.pk}/authorize"), "followed_by")
    standing(layla.post(f"/v1/follow_requests/{cast.omar.pk}/reject"))
    assert names(layla.get("/v1/follow_requests")) == []
    assert layla.post(f"/v1/follow_requests/{cast.omar.pk}/authorize").status_code == 404
    mine = App(cast.salma).get("/v1/accounts/relationships", {"id[]": [str(cast.layla.pk)]}).json()
    assert mine[0]["following"] is True


def test_a_follower_can_be_removed(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    standing(App(cast.salma).post(f"/v1/accounts/{cast.omar.pk}/remove_from_followers"))


def test_block_ends_follows_and_stands_in_the_list(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    app, path = App(cast.salma), f"/v1/accounts/{cast.omar.pk}"
    standing(app.post(f"{path}/block"), "blocking")
    assert names(app.get("/v1/blocks")) == ["omar"]
    refused = App(cast.omar).post(f"/v1/accounts/{cast.salma.pk}/follow")
    assert refused.status_code == 403
    assert names(App(cast.omar).get(f"/v1/accounts/{cast.salma.pk}/followers")) == []
    standing(app.post(f"{path}/unblock"))
    assert names(app.get("/v1/blocks")) == []


def test_mute_for_a_while(cast: Cast) -> None:
    app, path = App(cast.salma), f"/v1/accounts/{cast.omar.pk}"
    muted = standing(app.post(f"{path}/mute", {"notifications": False, "duration": 3600}), "muting")
    assert muted["muting_expires_at"].endswith("Z")
    listed = app.get("/v1/mutes").json()
    assert [(a["acct"], a["mute_expires_at"]) for a in listed] == [("omar", muted["muting_expires_at"])]
    standing(app.post(f"{path}/mute"), "muting", "muting_notifications")
    assert app.get("/v1/mutes").json()[0]["mute_expires_at"] is None
    standing(app.post(f"{path}/unmute"))
    assert app.get("/v1/mutes").json() == []


def test_a_note_is_kept_for_its_writer(cast: Cast) -> None:
    app, path = App(cast.salma), f"/v1/accounts/{cast.omar.pk}/note"
    assert standing(app.post(path, {"comment": "من أيام المدرسة"}))["note"] == "من أيام المدرسة"
    assert standing(app.post(path, {"comment": ""}))["note"] == ""
    too_long = app.post(path, {"comment": "س" * 2001})
    assert too_long.status_code == 422


def test_nobody_follows_blocks_or_mutes_themselves(cast: Cast) -> None:
    app, path = App(cast.salma), f"/v1/accounts/{cast.salma.pk}"
    assert app.post(f"{path}/follow").status_code == 403
    assert app.post(f"{path}/block").status_code == 422
    assert app.post(f"{path}/mute").status_code == 422


def test_relationships_come_in_the_order_asked_without_the_unknown(cast: Cast) -> None:
    wanted = [str(cast.omar.pk), "7", str(cast.nahr.pk)]
    found = App(cast.salma).get("/v1/accounts/relationships", {"id[]": wanted}).json()
    assert [each["id"] for each in found] == [wanted[0], wanted[2]]
    one = App(cast.salma).get("/v1/accounts/relationships", {"id": wanted[0]}).json()
    assert [each["id"] for each in one] == wanted[:1]


def test_each_deed_needs_its_scope(cast: Cast) -> None:
    scopes = {
        "follow": "write:follows",
        "unfollow": "write:follows",
        "remove_from_followers": "write:follows",
        "block": "write:blocks",
        "unblock": "write:blocks",
        "mute": "write:mutes",
        "unmute": "write:mutes",
        "note": "write:accounts",
    }
    for deed, scope in scopes.items():
        path = f"/v1/accounts/{cast.omar.pk}/{deed}"
        assert App(cast.salma, scope).post(path).status_code == 200, deed
        assert App(cast.salma, "read write:statuses").post(path).status_code == 403, deed
        assert App().post(path).status_code == 401, deed
        assert App(cast.salma).post(f"/v1/accounts/9/{deed}").status_code == 404, deed
    for path, scope in (
        ("/v1/blocks", "read:blocks"),
        ("/v1/mutes", "read:mutes"),
        ("/v1/follow_requests", "read:follows"),
    ):
        assert App(cast.salma, scope).get(path).status_code == 200
        assert App(cast.salma, "follow").get(path).status_code == 200
        assert App(cast.salma, "read:statuses").get(path).status_code == 403
