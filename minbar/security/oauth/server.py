import json
import secrets
import time
from typing import Any

from django.http import HttpRequest
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauthlib.common import Request, urlencode
from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    ClientCredentialsGrant,
    RevocationEndpoint,
    TokenEndpoint,
)

from minbar.security.oauth.parameters import parameters


def _random_token(request: Request, refresh_token: bool = False) -> str:
    return secrets.token_urlsafe(32)


class LastingToken(BearerToken):
    """A bearer token in Mastodon's form: it never expires, so it needs no refresh token."""

    def create_token(self, request: Request, refresh_token: bool = False, **kwargs: Any) -> dict[str, Any]:
        token: dict[str, Any] = super().create_token(request, refresh_token=False, **kwargs)
        del token["expires_in"]
        token["created_at"] = int(time.time())
        return token


class MastodonServer(AuthorizationEndpoint, TokenEndpoint, RevocationEndpoint):
    """The two grants that Mastodon has, and no other."""

    def __init__(self, request_validator: Any, **kwargs: Any) -> None:
        self.request_validator = request_validator
        code = AuthorizationCodeGrant(request_validator)
        code.refresh_token = False
        token = LastingToken(request_validator, _random_token)
        grants = {
            "authorization_code": code,
            "client_credentials": ClientCredentialsGrant(request_validator),
        }
        AuthorizationEndpoint.__init__(
            self, default_response_type="code", default_token_type=token, response_types={"code": code}
        )
        TokenEndpoint.__init__(
            self, default_grant_type="authorization_code", grant_types=grants, default_token_type=token
        )
        RevocationEndpoint.__init__(self, request_validator)


class Backend(OAuthLibCore):
    """The two endpoints that programs call take JSON, forms, multipart and the query, as Rails does."""

    def answer(self, request: HttpRequest, endpoint: str) -> tuple[dict[str, Any], int]:
        """Run ``token`` or ``revoke`` and give the answer's JSON and status.

        oauthlib refuses a POST whose address has parameters; Rails takes them, so here they go into the body.
        """
        uri = request.build_absolute_uri(request.path)
        given = [(name, value) for name, value in parameters(request).items() if isinstance(value, str)]
        body, headers = urlencode(given), self.extract_headers(request)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        if endpoint == "revoke":
            _headers, text, status = self.server.create_revocation_response(uri, "POST", body, headers)
        else:
            _headers, text, status = self.server.create_token_response(uri, "POST", body, headers)
        return json.loads(text or "{}"), status
