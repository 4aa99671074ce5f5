from typing import Any

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from minbar.accounts.actions import follow
from minbar.accounts.models import Account
from minbar.client_api import uploads
from tests.cast import Cast
from tests.client_api.client import App, picture
from tests.media.pictures import png


def patched(app: App, fields: dict[str, Any]) -> Any:
    """As multipart, as apps send pictures."""
    return app.http.patch(
        "/api/v1/accounts/update_credentials",
        encode_multipart(BOUNDARY, fields),
        content_type=MULTIPART_CONTENT,
        headers=app.headers,
    )


def test_a_token_tells_whom_it_speaks_for(cast: Cast) -> None:
    follow(cast.omar, cast.layla)
    me = App(cast.layla, "read:accounts").get("/v1/accounts/verify_credentials").json()
    assert me["acct"] == "layla"
    assert me["source"]["follow_requests_count"] == 1
    assert me["source"]["privacy"] == "public"
    assert me["role"]["name"] == ""
    assert App(cast.hakim).get("/v1/accounts/verify_credentials").json()["role"]["permissions"] != "0"


def test_a_token_for_the_profile_alone_is_enough_and_one_for_posts_is_not(cast: Cast) -> None:
    path = "/v1/accounts/verify_credentials"
    assert App(cast.salma, "profile").get(path).status_code == 200
    refused = App(cast.salma, "read:statuses").get(path)
    assert refused.status_code == 403
    assert refused.json() == {"error": "This action is outside the authorized scopes"}
    assert App().get(path).status_code == 401


def test_asking_for_oneself_costs_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    app = App(cast.salma)
    app.get("/v1/accounts/verify_credentials")
    with django_assert_num_queries(2):
        app.get("/v1/accounts/verify_credentials")


def test_the_profile_and_what_new_posts_start_with_are_changed_together(cast: Cast) -> None:
    changed = App(cast.salma).patch(
        "/v1/accounts/update_credentials",
        {
            "display_name": "سلمى الجديدة",
            "note": "أكتب في https://example.org عن النخيل",
            "locked": True,
            "bot": False,
            "discoverable": False,
            "fields_attributes": {"0": {"name": "المدينة", "value": "البصرة"}},
            "source": {"privacy": "private", "sensitive": True, "language": "ar"},
        },
    )
    assert changed.status_code == 200, changed.content
    me = changed.json()
    assert me["display_name"] == "سلمى الجديدة"
    assert me["locked"] is True
    assert me["discoverable"] is False
    assert me["source"]["note"] == "أكتب في https://example.org عن النخيل"
    assert "href=" in me["note"]
    assert [(f["name"], f["value"]) for f in me["source"]["fields"]] == [("المدينة", "البصرة")]
    assert (me["source"]["privacy"], me["source"]["sensitive"], me["source"]["language"]) == (
        "private",
        True,
        "ar",
    )
    shown = App().get(f"/v1/accounts/{cast.salma.pk}").json()
    assert shown["display_name"] == "سلمى الجديدة"
    preferences = App(cast.salma).get("/v1/preferences").json()
    assert preferences["posting:default:visibility"] == "private"
    assert preferences["posting:default:sensitive"] is True


def test_fields_come_as_a_form_too(cast: Cast) -> None:
    changed = patched(
        App(cast.salma),
        {
            "fields_attributes[0][name]": "Site",
            "fields_attributes[0][value]": "https://example.org",
            "fields_attributes[1][name]": "المهنة",
            "fields_attributes[1][value]": "صحفية",
            "source[privacy]": "unlisted",
        },
    )
    assert changed.status_code == 200, changed.content
    me = changed.json()
    assert [f["name"] for f in me["fields"]] == ["Site", "المهنة"]
    assert me["source"]["privacy"] == "unlisted"


def test_what_is_not_sent_stays_and_what_is_wrong_changes_nothing(cast: Cast) -> None:
    app = App(cast.salma)
    app.patch("/v1/accounts/update_credentials", {"note": "باق"})
    for wrong in (
        {"display_name": "س" * 51, "note": "لا"},
        {"source": {"privacy": "secret"}, "note": "لا"},
        {"locked": "perhaps", "note": "لا"},
        {"avatar": "not a file", "note": "لا"},
        {"fields_attributes": [{"name": "", "value": "بلا اسم"}], "note": "لا"},
    ):
        refused = app.patch("/v1/accounts/update_credentials", wrong)
        assert refused.status_code == 422, refused.content
        assert refused.json()["error"]
    cast.salma.refresh_from_db()
    assert cast.salma.bio == "باق"
    assert cast.salma.display_name == "سلمى"


@pytest.mark.usefixtures("worker")
def test_pictures_of_the_profile_are_replaced_and_removed(cast: Cast) -> None:
    app = App(cast.salma)
    nobody = app.get("/v1/accounts/verify_credentials").json()["avatar"]
    me = patched(app, {"avatar": picture(png(500, 500)), "header": picture(png(900, 300))}).json()
    assert "/media/" in me["avatar"]
    assert "/media/" in me["header"]
    assert App().get(f"/v1/accounts/{cast.salma.pk}").json()["avatar"] == me["avatar"]
    gone = app.delete("/v1/profile/avatar").json()
    assert gone["avatar"] == nobody
    assert gone["header"] == me["header"]
    assert app.delete("/v1/profile/header").status_code == 200
    assert Account.objects.get(pk=cast.salma.pk).header is None


@pytest.mark.usefixtures("worker")
def test_a_picture_that_cannot_be_used_does_not_take_the_old_ones_place(cast: Cast) -> None:
    app = App(cast.salma)
    first = patched(app, {"avatar": picture(png(500, 500))}).json()["avatar"]
    refused = patched(app, {"avatar": picture(png(500, 500)[:200]), "note": "لا"})
    assert refused.status_code == 422
    assert "damaged" in refused.json()["error"]
    me = app.get("/v1/accounts/verify_credentials").json()
    assert me["avatar"] == first
    assert me["source"]["note"] == ""


@pytest.mark.usefixtures("media_folder")
def test_an_answer_does_not_wait_for_ever_for_the_worker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.1)
    assert patched(App(cast.salma), {"avatar": picture(png())}).status_code == 200
