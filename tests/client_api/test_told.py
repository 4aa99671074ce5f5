"""Notifications and markers as an app sees them."""

from minbar.core.worker import drain
from minbar.ethics.actions import report
from minbar.posts.actions import favourite_post, publish_post
from tests.cast import Cast
from tests.client_api.client import App


def test_notifications_are_chosen_counted_and_put_away(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر")
    favourite_post(cast.omar, post)
    publish_post(cast.nahr, text="@salma جواب", reply_to=post)
    drain()
    salma = App(cast.salma)
    found = salma.get("/v1/notifications").json()
    assert [(n["type"], n["account"]["acct"]) for n in found] == [
        ("mention", "dar_alnahr"),
        ("favourite", "omar"),
    ]
    assert found[1]["status"]["id"] == str(post.pk)
    assert found[0]["group_key"] == f"ungrouped-{found[0]['id']}"
    assert [n["type"] for n in salma.get("/v1/notifications", {"types[]": ["mention"]}).json()] == ["mention"]
    others = salma.get("/v1/notifications", {"exclude_types[]": ["mention"]}).json()
    assert [n["type"] for n in others] == ["favourite"]
    by_omar = salma.get("/v1/notifications", {"account_id": str(cast.omar.pk)}).json()
    assert [n["type"] for n in by_omar] == ["favourite"]
    assert salma.get("/v1/notifications/unread_count").json() == {"count": 2}
    assert salma.get(f"/v1/notifications/{found[0]['id']}").json() == found[0]
    assert App(cast.omar).get(f"/v1/notifications/{found[0]['id']}").status_code == 404
    assert salma.post(f"/v1/notifications/{found[0]['id']}/dismiss").json() == {}
    assert len(salma.get("/v1/notifications").json()) == 1
    assert salma.post("/v1/notifications/clear").json() == {}
    assert salma.get("/v1/notifications").json() == []


def test_a_moderator_is_shown_the_report(cast: Cast) -> None:
    report(cast.salma, cast.omar, category="spam", comment="إعلانات")
    drain()
    found = App(cast.hakim).get("/v1/notifications", {"types[]": ["admin.report"]}).json()
    assert found[0]["report"]["target_account"]["acct"] == "omar"


def test_markers_are_kept_for_all_devices(cast: Cast) -> None:
    salma = App(cast.salma)
    saved = salma.post("/v1/markers", {"home": {"last_read_id": "5"}}).json()
    assert saved["home"]["version"] == 1
    salma.form("/v1/markers", {"notifications[last_read_id]": "7", "home[last_read_id]": "6"})
    found = salma.get("/v1/markers", {"timeline[]": ["home", "notifications"]}).json()
    assert {name: marker["last_read_id"] for name, marker in found.items()} == {
        "home": "6",
        "notifications": "7",
    }
    assert found["home"]["version"] == 2
    assert salma.post("/v1/markers", {"home": {"last_read_id": "x"}}).status_code == 422
