import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from minbar.accounts.models import User
from minbar.security.models import AccessToken, Application, Grant, RefreshToken
from minbar.security.oauth.register import register_application
from minbar.security.tokens import bearer_of_token, checksum
from tests.security.people import member, signed_in, token_for

pytestmark = pytest.mark.django_db

OOB = "urn:ietf:wg:oauth:2.0:oob"
CALLBACK = "https://app.example/callback"


def registered(
    uris: object = f"{OOB} {CALLBACK}", scopes: str = "read write follow"
) -> tuple[Application, str]:
    return register_application("Ivory", uris, scopes, "https://app.example")


def authorised(user: User, app: Application, uri: str = CALLBACK, allow: bool = True, **more: str) -> str:
    """Open the page, press a button, and give the address that the browser is sent to."""
    client = signed_in(user)
    query = {"client_id": app.client_id, "redirect_uri": uri, "response_type": "code", "state": "xyz", **more}
    page = client.get("/oauth/authorize", query)
    assert page.status_code == 200, page.headers
    form = {name: value or "" for name, value in page.context["form"].initial.items()}
    if allow:
        form["allow"] = "true"
    answer = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], form)
    assert answer.status_code == 302
    return str(answer["Location"])


def code_in(location: str) -> str:
    return parse_qs(urlsplit(location).query)["code"][0]


def exchange(app: Application, secret: str, code: str, uri: str = CALLBACK, **more: str):
    body = {
        "grant_type": "authorization_code",
        "client_id": app.client_id,
        "client_secret": secret,
        "code": code,
        "redirect_uri": uri,
        **more,
    }
    return Client().post("/oauth/token", json.dumps(body), content_type="application/json")


def test_a_code_becomes_a_token_that_is_stored_as_a_hash_only():
    user, (app, secret) = member(), registered()
    location = authorised(user, app, scope="read write:statuses")
    assert location.startswith(CALLBACK)
    assert parse_qs(urlsplit(location).query)["state"] == ["xyz"]
    answer = exchange(app, secret, code_in(location))
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert set(body) == {"access_token", "token_type", "scope", "created_at"}
    assert (body["token_type"], body["scope"]) == ("Bearer", "read write:statuses")
    row = AccessToken.objects.get()
    assert row.token == ""
    assert row.token_checksum == checksum(body["access_token"])
    assert row.expires.year == 9999
    assert bearer_of_token(body["access_token"]).account_id == user.account_id
    assert not RefreshToken.objects.exists()
    assert secret not in Application.objects.get(pk=app.pk).client_secret


def test_a_code_works_once():
    user, (app, secret) = member(), registered()
    code = code_in(authorised(user, app))
    assert exchange(app, secret, code).status_code == 200
    again = exchange(app, secret, code)
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_grant"
    assert AccessToken.objects.count() == 1


def test_without_a_scope_the_app_may_read():
    user, (app, secret) = member(), registered()
    assert exchange(app, secret, code_in(authorised(user, app))).json()["scope"] == "read"


def test_an_app_may_ask_for_a_narrower_scope_but_never_for_one_it_did_not_register():
    user, (app, secret) = member(), registered(scopes="read")
    code = code_in(authorised(user, app, scope="read:statuses"))
    assert exchange(app, secret, code).json()["scope"] == "read:statuses"
    query = {"client_id": app.client_id, "redirect_uri": CALLBACK, "response_type": "code", "scope": "write"}
    refused = signed_in(user).get("/oauth/authorize", query)
    assert refused.status_code == 302
    assert "error=invalid_scope" in refused["Location"]


def test_a_denial_goes_back_to_the_app():
    location = authorised(member(), registered()[0], allow=False)
    assert parse_qs(urlsplit(location).query)["error"] == ["access_denied"]
    assert not Grant.objects.exists()


def test_the_out_of_band_page_shows_the_code():
    user, (app, secret) = member(), registered()
    location = authorised(user, app, uri=OOB)
    assert location.startswith("/oauth/authorize/native?code=")
    page = signed_in(user).get(location)
    code = code_in(location)
    assert code in page.content.decode()
    assert exchange(app, secret, code, uri=OOB).status_code == 200


def test_an_app_on_a_telephone_is_called_by_its_own_scheme():
    app, _secret = registered("com.example.app://oauth-callback")
    location = authorised(member(), app, uri="com.example.app://oauth-callback")
    assert location.startswith("com.example.app://oauth-callback?code=")


def test_the_page_may_send_its_form_on_to_the_app_and_nowhere_else():
    app, _secret = registered()
    query = {"client_id": app.client_id, "redirect_uri": CALLBACK, "response_type": "code"}
    policy = signed_in(member()).get("/oauth/authorize", query).headers["Content-Security-Policy"]
    assert "form-action 'self' https://app.example" in policy


def test_a_foreign_address_gets_an_error_page_and_no_redirect():
    app, _secret = registered()
    query = {"client_id": app.client_id, "redirect_uri": "https://evil.example/", "response_type": "code"}
    answer = signed_in(member()).get("/oauth/authorize", query)
    assert answer.status_code == 400
    assert "evil.example" not in answer.headers.get("Location", "")


def test_signed_out_one_signs_in_and_comes_back():
    app, _secret = registered()
    query = f"client_id={app.client_id}&redirect_uri={CALLBACK}&response_type=code&state=a%26b"
    answer = Client().get(f"/oauth/authorize?{query}")
    assert answer.status_code == 302
    target = urlsplit(answer["Location"])
    assert target.path == "/auth/login/"
    assert parse_qs(target.query)["next"][0].startswith("/oauth/authorize?client_id=")


def test_a_forced_sign_in_signs_out_first():
    app, _secret = registered()
    client = signed_in(member())
    query = {
        "client_id": app.client_id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "force_login": "true",
    }
    answer = client.get("/oauth/authorize", query)
    assert "force_login" not in answer["Location"]
    assert client.get(answer["Location"])["Location"].startswith("/auth/login/")


def test_pkce_binds_the_code_to_the_one_who_began():
    user, (app, secret) = member(), registered()
    verifier = "v" * 64
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    wish = {"code_challenge": challenge, "code_challenge_method": "S256"}
    code = code_in(authorised(user, app, **wish))
    assert exchange(app, secret, code).status_code == 400
    assert exchange(app, secret, code, code_verifier="w" * 64).status_code == 400
    assert exchange(app, secret, code, code_verifier=verifier).status_code == 200


def test_an_app_gets_a_token_of_its_own_by_basic_authentication_and_form():
    app, secret = registered()
    basic = base64.b64encode(f"{app.client_id}:{secret}".encode()).decode()
    answer = Client().post(
        "/oauth/token",
        {"grant_type": "client_credentials", "scope": "read write:accounts"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.status_code == 200, answer.content
    bearer = bearer_of_token(answer.json()["access_token"])
    assert bearer.account_id is None
    assert bearer.allows("write:accounts")


def test_parameters_may_come_in_the_query():
    app, secret = registered()
    query = f"grant_type=client_credentials&client_id={app.client_id}&client_secret={secret}"
    assert Client().post(f"/oauth/token?{query}").status_code == 200


def test_a_wrong_secret_and_the_password_grant_are_refused_in_mastodons_form():
    app, secret = registered()
    wrong = {"grant_type": "client_credentials", "client_id": app.client_id, "client_secret": "wrong"}
    answer = Client().post("/oauth/token", wrong)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "error_description"}
    assert answer.json()["error"] == "invalid_client"
    password = {
        "grant_type": "password",
        "client_id": app.client_id,
        "client_secret": secret,
        "username": "a",
        "password": "b",
    }
    assert Client().post("/oauth/token", password).json()["error"] == "unsupported_grant_type"
    assert Client().post("/oauth/token", "{", content_type="application/json").status_code == 422


def test_revoking_ends_the_token_at_once_but_only_for_its_own_app():
    user, (app, secret) = member(), registered()
    token = token_for(user, "read", app)
    other, other_secret = registered()

    def revoke(by: Application, key: str) -> int:
        body = {"client_id": by.client_id, "client_secret": key, "token": token}
        return Client().post("/oauth/revoke", body).status_code

    assert revoke(other, other_secret) == 200
    assert AccessToken.objects.exists()
    assert revoke(app, secret) == 200
    assert not AccessToken.objects.exists()


def test_the_servers_metadata_tell_where_everything_is():
    body = Client().get("/.well-known/oauth-authorization-server").json()
    assert body["token_endpoint"].endswith("/oauth/token")
    assert body["app_registration_endpoint"].endswith("/api/v1/apps")
    assert body["code_challenge_methods_supported"] == ["S256"]
    assert {"read", "write:statuses", "follow", "push"} <= set(body["scopes_supported"])


@pytest.mark.parametrize(
    "uri", ["", "not-absolute", "javascript:alert(1)", "data:text/html,x", "https://", "https://a@b.example/"]
)
def test_an_address_that_is_none_or_would_run_code_cannot_be_registered(uri: str):
    from minbar.core.errors import Invalid

    with pytest.raises(Invalid, match="Redirect URI"):
        registered(uri)


def test_any_origin_may_ask_for_a_token():
    answer = Client().options("/oauth/token", headers={"Origin": "https://elk.example"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
