import json
import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from minbar.accounts.models import User
from minbar.security.tokens import InvalidToken, bearer_of_token
from tests.security.people import PASSWORD, application, member, signed_in, token_for

pytestmark = pytest.mark.django_db


def post(path: str, body: object, token: str = ""):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().post(path, json.dumps(body), content_type="application/json", headers=headers)


def app_token(scope: str = "read write") -> str:
    return token_for(None, scope, application())


def given(**more: object) -> dict[str, object]:
    return {
        "username": "noor",
        "email": "noor@example.test",
        "password": PASSWORD,
        "agreement": True,
        "locale": "ar",
    } | more


def test_an_app_registers_and_learns_its_secret_once():
    answer = post(
        "/api/v1/apps", {"client_name": "Ivory", "redirect_uris": ["a.b://x", "https://c.example/"]}
    )
    body = answer.json()
    assert answer.status_code == 200
    assert body["redirect_uris"] == ["a.b://x", "https://c.example/"]
    assert body["scopes"] == ["read"]
    assert body["vapid_key"] == ""
    assert body["client_secret_expires_at"] == 0
    token = Client().post(
        "/oauth/token",
        {
            "grant_type": "client_credentials",
            "client_id": body["client_id"],
            "client_secret": body["client_secret"],
        },
    )
    headers = {"Authorization": f"Bearer {token.json()['access_token']}"}
    known = Client().get("/api/v1/apps/verify_credentials", headers=headers).json()
    assert known["name"] == "Ivory"
    assert "client_secret" not in known


def test_a_form_with_one_address_is_as_good():
    answer = Client().post(
        "/api/v1/apps",
        {
            "client_name": "toot",
            "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
            "scopes": "read write follow",
            "website": "https://toot.example",
        },
    )
    assert answer.status_code == 200
    assert answer.json()["scopes"] == ["read", "write", "follow"]


@pytest.mark.parametrize(
    "wrong",
    [{"client_name": ""}, {"redirect_uris": "javascript:1"}, {"scopes": "everything"}, {"website": "x:y"}],
)
def test_an_app_that_cannot_be_is_refused_in_mastodons_form(wrong: dict[str, str]):
    body = {"client_name": "A", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"} | wrong
    answer = post("/api/v1/apps", body)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Validation failed: ")


def test_an_app_makes_an_account_whose_token_works_after_the_letter(settings: Settings):
    answer = post("/api/v1/accounts", given(), app_token("read write"))
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert body["scope"] == "read write"
    user = User.objects.get()
    assert (user.username, user.locale) == ("noor", "ar")
    assert bearer_of_token(body["access_token"]).barred == "unconfirmed"
    link = re.search(r"https?://[^/]+(/auth/confirm/\S+)", mail.outbox[0].body)
    assert link
    visitor = Client()
    assert visitor.get(link.group(1)).status_code == 200
    assert bearer_of_token(body["access_token"]).barred == "unconfirmed"
    visitor.post(link.group(1))
    assert bearer_of_token(body["access_token"]).barred == ""


def test_a_changed_or_foreign_link_confirms_nothing():
    post("/api/v1/accounts", given(), app_token())
    assert Client().post("/auth/confirm/rubbish/").status_code == 404
    assert not User.objects.get().emailaddress_set.filter(verified=True).exists()


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"username": ""}, "username", "ERR_BLANK"),
        ({"username": "سلمى"}, "username", "ERR_INVALID"),
        ({"username": "x" * 40}, "username", "ERR_TOO_LONG"),
        ({"username": "admin"}, "username", "ERR_RESERVED"),
        ({"username": "SALMA"}, "username", "ERR_TAKEN"),
        ({"email": "salma@example.test"}, "email", "ERR_TAKEN"),
        ({"email": "none"}, "email", "ERR_INVALID"),
        ({"password": ""}, "password", "ERR_BLANK"),
        ({"password": "short"}, "password", "ERR_TOO_SHORT"),
        ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_code(wrong: dict[str, object], field: str, code: str):
    member("salma")
    answer = post("/api/v1/accounts", given(**wrong), app_token())
    assert answer.status_code == 422
    body = answer.json()
    assert body["error"].startswith("Validation failed: ")
    assert code in [one["error"] for one in body["details"][field]]
    assert set(body["details"]) == {field}
    assert User.objects.count() == 1


def test_where_moderators_approve_a_reason_is_needed_and_the_token_waits(settings: Settings):
    settings.REGISTRATIONS = "approval"
    assert "reason" in post("/api/v1/accounts", given(), app_token()).json()["details"]
    answer = post("/api/v1/accounts", given(reason="I teach"), app_token())
    User.objects.get().emailaddress_set.update(verified=True)
    assert bearer_of_token(answer.json()["access_token"]).barred == "pending"


def test_a_closed_server_a_persons_token_and_a_narrow_scope_are_refused(settings: Settings):
    assert post("/api/v1/accounts", given(), app_token("read")).status_code == 403
    assert post("/api/v1/accounts", given(), token_for(member(), "write")).status_code == 403
    assert post("/api/v1/accounts", given()).status_code == 401
    settings.REGISTRATIONS = "closed"
    assert post("/api/v1/accounts", given(), app_token()).status_code == 403


def test_a_member_ends_apps_and_sessions_one_by_one_or_all():
    user, one, two = member(), application(name="Tusky"), application(name="Ivory")
    first, second = token_for(user, "read", one), token_for(user, "read write", two)
    client, other = signed_in(user), Client()
    other.post("/auth/login/", {"login": "salma", "password": PASSWORD})
    page = client.get("/settings/apps").content.decode()
    assert "Tusky" in page
    assert "Ivory" in page
    client.post("/settings/apps", {"end": str(one.pk)})
    with pytest.raises(InvalidToken):
        bearer_of_token(first)
    assert bearer_of_token(second)
    client.post("/settings/apps", {"end": "all"})
    with pytest.raises(InvalidToken):
        bearer_of_token(second)
    assert other.get("/settings/sessions").status_code == 200
    client.post("/settings/sessions", {"end": "others"})
    assert other.get("/settings/sessions").status_code == 302
    assert client.get("/settings/sessions").status_code == 200


def test_nobody_ends_what_is_anothers():
    salma, adam = member("salma"), member("adam")
    app = application()
    token = token_for(salma, "read", app)
    signed_in(adam).post("/settings/apps", {"end": str(app.pk)})
    assert bearer_of_token(token)
