"""What holds for every operation: errors, CORS, paths, methods, the documentation."""

import json
from typing import Any

import pytest
from django.test import Client

from minbar.accounts.actions import suspend_account
from minbar.client_api.api import api
from minbar.security.models import AccessToken
from tests.cast import Cast
from tests.client_api.client import App


def operations() -> list[tuple[str, str, Any]]:
    schema = api.get_openapi_schema()
    return [
        (method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.parametrize(("method", "path", "operation"), operations())
def test_every_operation_says_what_it_answers(method: str, path: str, operation: Any) -> None:
    answers = operation["responses"]
    good = [code for code in answers if 200 <= int(code) < 300]
    assert good, "no answer is declared"
    assert all("schema" in answers[code]["content"]["application/json"] for code in good)
    assert {401, 403, 404, 422, 429} <= set(answers)
    assert operation["summary"]


def test_the_documentation_is_a_page_of_our_own_and_loads_nothing_from_elsewhere(db: None) -> None:
    page = Client().get("/api/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/api/v1/timelines/home" in text
    assert "http://" not in text.replace("http://localhost", "") and "https://" not in text
    assert "<script" not in text
    schema = json.loads(Client().get("/api/openapi.json").content)
    assert schema["openapi"].startswith("3.")


def test_an_unknown_path_and_a_wrong_method_answer_in_the_form_of_the_api(db: None) -> None:
    lost = App().get("/v1/no_such_thing")
    assert (lost.status_code, lost.json()) == (404, {"error": "Record not found"})
    wrong = App().delete("/v1/timelines/home")
    assert wrong.status_code == 405
    assert wrong.json()["error"]
    assert "GET" in wrong["Allow"]


def test_other_sites_apps_may_call_and_read_the_headers_they_need(db: None) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)("/api/v1/timelines/public", headers={"Origin": "https://elk.zone"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Link" in answer["Access-Control-Expose-Headers"]
    asked = Client().options("/api/v1/statuses", headers={"Origin": "https://elk.zone"})
    assert asked.status_code == 204
    assert "Idempotency-Key" in asked["Access-Control-Allow-Headers"]
    assert "PATCH" in asked["Access-Control-Allow-Methods"]


def test_no_token_a_bad_one_a_narrow_one_and_a_suspended_member_are_told_apart(cast: Cast) -> None:
    assert App().get("/v1/timelines/home").status_code == 401
    stranger = App()
    stranger.headers["Authorization"] = "Bearer nobody-knows-this"
    refused = stranger.get("/v1/timelines/home")
    assert (refused.status_code, refused.json()) == (401, {"error": "The access token is invalid"})
    narrow = App(cast.salma, "read:accounts").get("/v1/timelines/home")
    assert narrow.status_code == 403
    assert narrow.json()["error"] == "This action is outside the authorized scopes"
    salma = App(cast.salma)
    assert salma.get("/v1/timelines/home").status_code == 200
    suspend_account(cast.salma)
    assert salma.get("/v1/timelines/home").status_code == 403


def test_a_revoked_token_is_refused_at_the_very_next_request(cast: Cast) -> None:
    salma = App(cast.salma)
    assert salma.get("/v1/timelines/home").status_code == 200
    AccessToken.objects.all().delete()
    assert salma.get("/v1/timelines/home").status_code == 401


def test_errors_are_worded_in_the_language_the_app_asks_for(cast: Cast) -> None:
    app = App(cast.salma)
    assert app.get("/v1/statuses/1").json()["error"] == "Record not found"
    app.headers["Accept-Language"] = "ar"
    assert app.get("/v1/statuses/1").status_code == 404


@pytest.mark.parametrize("id", ["x", "1e5", "99999999999999999999999", "-1", "٣"])
def test_what_is_no_id_is_of_nothing(cast: Cast, id: str) -> None:
    assert App(cast.salma).get(f"/v1/statuses/{id}").status_code == 404
