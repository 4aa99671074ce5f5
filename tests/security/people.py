"""Members with tokens and sessions, for the tests of this folder."""

import secrets
from datetime import UTC, datetime

from django.test import Client

from minbar.accounts.actions import create_account
from minbar.accounts.models import User
from minbar.security.models import AccessToken, Application
from minbar.security.tokens import checksum

PASSWORD = "a-good-long-password"


def member(name: str = "salma", **fields: object) -> User:
    return create_account(name, email=f"{name}@example.test", password=PASSWORD, **fields)  # type: ignore[arg-type]  # a test passes what the action takes


def application(scopes: str = "read write follow push", name: str = "Tusky") -> Application:
    return Application.objects.create(
        name=name,
        scopes=scopes,
        redirect_uris="urn:ietf:wg:oauth:2.0:oob https://app.example/callback",
        client_type="confidential",
        authorization_grant_type="authorization-code",
        client_secret=checksum("secret"),
        hash_client_secret=False,
    )


def token_for(user: User | None, scope: str = "read write follow", app: Application | None = None) -> str:
    token = secrets.token_urlsafe(32)
    AccessToken.objects.create(
        user=user,
        application=app or application(),
        scope=scope,
        token="",
        token_checksum=checksum(token),
        expires=datetime(9999, 12, 31, tzinfo=UTC),
    )
    return token


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
