"""Whom a request speaks for, as a view declares it: ``auth=needs("write:statuses")`` or ``auth=open_to("read")``.

The view then asks ``actor(request)`` (the account that acts), ``reader_id(request)`` (its id, None for a visitor)
or ``viewer(request)`` (the account, None for a visitor).
"""

from django.http import HttpRequest

from minbar.accounts.models import Account, User
from minbar.core.errors import Missing
from minbar.core.ids import parse_id
from minbar.security.tokens import Bearer, optional, require, require_token


class _Bearer:
    """A token; its scopes are checked, and its account may act now."""

    openapi_security_schema = {
        "type": "oauth2",
        "flows": {
            "authorizationCode": {
                "authorizationUrl": "/oauth/authorize",
                "tokenUrl": "/oauth/token",
                "scopes": {},
            },
            "clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {}},
        },
    }

    def __init__(self, *scopes: str) -> None:
        self.scopes = scopes


class OAuth2(_Bearer):
    def __call__(self, request: HttpRequest) -> Bearer:
        return require(request, *self.scopes)


class OAuth2App(_Bearer):
    def __call__(self, request: HttpRequest) -> Bearer:
        return require_token(request, *self.scopes)


class Visitor:
    """Nobody in particular; stands in ``request.auth`` where a Bearer would."""

    account_id = None


VISITOR = Visitor()


class Optional(_Bearer):
    """A visitor is welcome; who brings a token must bring a good one."""

    # Without a scheme of its own: the operation can be called without any.
    openapi_security_schema = None  # type: ignore[assignment]  # ninja asks only whether it is there

    def __call__(self, request: HttpRequest) -> Bearer | Visitor:
        return optional(request, *self.scopes) or VISITOR


def needs(*scopes: str) -> OAuth2:
    """A person's token with one of these scopes."""
    return OAuth2(*scopes)


def needs_app(*scopes: str) -> OAuth2App:
    """Any valid token with one of these scopes, an app's own included."""
    return OAuth2App(*scopes)


def open_to(*scopes: str) -> Optional:
    """Everybody; the scopes are asked of those who bring a token."""
    return Optional(*scopes)


def bearer(request: HttpRequest) -> Bearer:
    """The token's bearer, where the operation needs one."""
    return request.auth  # type: ignore[attr-defined]  # ninja puts there what the auth gave


def reader_id(request: HttpRequest) -> int | None:
    return request.auth.account_id  # type: ignore[attr-defined]  # as above


def actor(request: HttpRequest) -> Account:
    """The account that acts, with its pictures; asked once a request."""
    found = viewer(request)
    if found is None:
        raise Missing
    return found


def viewer(request: HttpRequest) -> Account | None:
    """The account that reads, None for a visitor; asked once a request."""
    id = reader_id(request)
    if id is None:
        return None
    found = getattr(request, "_actor", None)
    if found is None:
        found = Account.objects.select_related("avatar", "header").get(pk=id)
        request._actor = found  # type: ignore[attr-defined]  # kept on the request
    return found


def login(request: HttpRequest) -> User:
    """The login behind the token, for preferences; needs a person's token."""
    return User.objects.select_related("account__avatar", "account__header").get(
        pk=bearer(request).user_id or 0
    )


def the_id(text: str) -> int:
    """An id from the path; what cannot be one is of nothing we know. Raises `Missing`."""
    found = parse_id(text)
    if found is None:
        raise Missing
    return found
