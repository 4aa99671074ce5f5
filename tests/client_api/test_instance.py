from django.conf import Settings
from django.core.cache import cache

from minbar.ethics.code import RULES
from minbar.posts.actions import publish_post
from tests.cast import Cast
from tests.client_api.client import App


def test_the_server_tells_its_limits_as_they_are(cast: Cast, settings: Settings) -> None:
    told = App().get("/v2/instance").json()
    assert told["version"].startswith("4.5.0 (compatible; Minbar ")
    assert told["domain"] == settings.LOCAL_DOMAIN
    limits = told["configuration"]
    assert limits["statuses"]["max_characters"] == settings.ENV.max_post_length
    assert limits["polls"]["min_expiration"] == 300
    assert "image/webp" in limits["media_attachments"]["supported_mime_types"]
    assert told["contact"]["account"]["acct"] == "amina"
    assert told["registrations"]["enabled"] is True
    first = App().get("/v1/instance").json()
    for part in ("statuses", "polls", "media_attachments", "accounts"):
        assert first["configuration"][part] == limits[part]


def test_counts_are_kept_for_a_while(cast: Cast) -> None:
    cache.clear()
    publish_post(cast.salma, text="واحد")
    before = App().get("/v1/instance").json()["stats"]
    assert before == {"user_count": 6, "status_count": 1, "domain_count": 0}
    publish_post(cast.salma, text="اثنان")
    assert App().get("/v1/instance").json()["stats"] == before
    weeks = App().get("/v1/instance/activity").json()
    assert (len(weeks), weeks[0]["statuses"], weeks[0]["registrations"]) == (12, "2", "6")
    assert int(weeks[0]["week"]) - int(weeks[1]["week"]) == 7 * 24 * 3600
    cache.clear()


def test_the_rules_come_in_both_languages(cast: Cast) -> None:
    rules = App().get("/v1/instance/rules").json()
    assert [rule["id"] for rule in rules] == [str(rule.number) for rule in RULES]
    assert rules[0]["text"] == rules[0]["translations"]["en"]["text"]
    assert set(rules[0]["translations"]) == {"ar", "en"}
    assert App().get("/v2/instance").json()["rules"] == rules


def test_what_apps_ask_for_at_their_start_is_answered(cast: Cast) -> None:
    app = App(cast.salma, "read write follow push")
    for path in (
        "/v1/announcements",
        "/v1/custom_emojis",
        "/v1/domain_blocks",
        "/v1/endorsements",
        "/v1/featured_tags",
        "/v1/filters",
        "/v1/followed_tags",
        "/v1/instance/peers",
        "/v1/lists",
        "/v1/scheduled_statuses",
        "/v1/suggestions",
        "/v1/trends",
        "/v1/trends/links",
        "/v1/trends/statuses",
        "/v1/trends/tags",
        "/v2/filters",
        "/v2/suggestions",
    ):
        answer = app.get(path)
        assert (answer.status_code, answer.json()) == (200, []), path
    for path in (
        "/v1/push/subscription",
        "/v1/instance/privacy_policy",
        "/v1/instance/terms_of_service",
        "/v1/streaming/health",
    ):
        answer = app.get(path)
        assert (answer.status_code, answer.json()) == (404, {"error": "Record not found"}), path


def test_the_description_is_text_and_not_markup(cast: Cast, settings: Settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"server_description": "بلدة <b>صغيرة</b>"})
    about = App().get("/v1/instance/extended_description").json()
    assert about["content"] == "<p>بلدة &lt;b&gt;صغيرة&lt;/b&gt;</p>"
