from minbar.ethics.models import Report
from minbar.posts.actions import publish_post
from tests.cast import Cast
from tests.client_api.client import App


def test_a_report_reaches_the_moderators(cast: Cast) -> None:
    post = publish_post(cast.omar, text="إعلان مخفي")
    made = App(cast.salma, "write:reports").post(
        "/v1/reports",
        {
            "account_id": str(cast.omar.pk),
            "status_ids": [str(post.pk)],
            "comment": "هذا إعلان",
            "category": "spam",
            "rule_ids": ["9"],
            "forward": True,
        },
    )
    assert made.status_code == 200, made.content
    told = made.json()
    assert (told["category"], told["rule_ids"], told["status_ids"]) == ("violation", ["9"], [str(post.pk)])
    assert told["target_account"]["acct"] == "omar"
    assert told["action_taken"] is False
    report = Report.objects.get()
    assert (report.reporter_id, report.comment, report.forward) == (cast.salma.pk, "هذا إعلان", True)


def test_what_cannot_be_reported_is_refused(cast: Cast) -> None:
    app, other = App(cast.salma), publish_post(cast.nahr, text="لغيره")
    account = {"account_id": str(cast.omar.pk)}
    for status, wrong in (
        (422, {}),
        (404, {"account_id": "1"}),
        (422, {"account_id": str(cast.salma.pk)}),
        (404, {**account, "status_ids": [str(other.pk)]}),
        (404, {**account, "status_ids": ["99"]}),
        (422, {**account, "category": "boredom"}),
        (422, {**account, "rule_ids": ["99"]}),
        (422, {**account, "rule_ids": ["one"]}),
        (422, {**account, "comment": "س" * 1001}),
    ):
        refused = app.post("/v1/reports", wrong)
        assert refused.status_code == status, (wrong, refused.content)
        assert refused.json()["error"]
    assert not Report.objects.exists()
    assert App(cast.salma, "write:statuses").post("/v1/reports", account).status_code == 403
