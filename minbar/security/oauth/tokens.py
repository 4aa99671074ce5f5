"""Making tokens: they never expire, and only their hash is stored."""

import secrets
import time
from datetime import UTC, datetime

from minbar.accounts.models import User
from minbar.security.models import AccessToken, Application
from minbar.security.tokens import checksum

#: django-oauth-toolkit wants a date; Mastodon's tokens live until they are revoked.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def issue_token(user: User | None, application: Application, scope: str) -> str:
    """A new token in the clear, for the one who asked; afterwards nobody can read it again."""
    token = secrets.token_urlsafe(32)
    AccessToken.objects.create(
        user=user,
        application=application,
        scope=scope,
        token="",
        token_checksum=checksum(token),
        expires=NEVER,
    )
    return token


def token_json(token: str, scope: str) -> dict[str, str | int]:
    """Mastodon's Token entity."""
    return {"access_token": token, "token_type": "Bearer", "scope": scope, "created_at": int(time.time())}
