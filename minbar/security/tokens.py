"""Who an API request speaks for: its bearer token, in one query and without a cache.

No cache, so a revoked token, a suspension or a withdrawn approval holds on the very next request in every
process. Cookie sessions are not looked at: the API takes tokens only, so no page of another site can act
through it.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from minbar.accounts.models import AccountState
from minbar.core.errors import Invalid, MinbarError, Refused
from minbar.core.rows import fetch
from minbar.security import merging
from minbar.security import scopes as scope_tree
from minbar.security.last_used import note_use


class InvalidToken(MinbarError):
    """No token, an unknown one, or one that was revoked."""

    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(_("The access token is invalid"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a valid token says. ``account_id`` is None for an app acting for itself (client credentials)."""

    token_id: int
    scopes: frozenset[str]
    application_id: int | None
    app_name: str
    app_website: str
    user_id: int | None
    account_id: int | None
    role: str
    locale: str
    #: Why the person may not act now; empty when they may.
    barred: str

    def allows(self, *scopes: str) -> bool:
        """Whether one of the scopes was granted (Mastodon's rule: any of those an endpoint names)."""
        return not self.scopes.isdisjoint(scopes)


@cache
def _sql() -> str:
    confirmed = "1"
    if settings.CONFIRM_EMAIL:
        # Whoever has no address on record was made by the person who runs the server.
        rows = "SELECT 1 FROM account_emailaddress e WHERE e.user_id = u.id"
        confirmed = f"CASE WHEN EXISTS ({rows} AND e.verified) OR NOT EXISTS ({rows}) THEN 1 ELSE 0 END"
    return (
        "SELECT t.id, t.scope, t.last_used_on, t.application_id, p.name, p.website, "
        "u.id, u.account_id, u.role, u.locale, u.is_active, u.approved, a.state, "
        f"{confirmed} "
        "FROM security_accesstoken t "
        "LEFT JOIN security_application p ON p.id = t.application_id "
        "LEFT JOIN accounts_user u ON u.id = t.user_id "
        "LEFT JOIN accounts_account a ON a.id = u.account_id "
        "WHERE t.token_checksum = %s"
    )


def checksum(token: str) -> str:
    """Under what a token is stored and found; the token itself is nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_in(request: HttpRequest) -> str:
    """The token in ``Authorization: Bearer …``; empty if none."""
    kind, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() == "bearer":
        return token.strip()
    return ""


def bearer_of_token(token: str) -> Bearer:
    """Raises InvalidToken. A barred person's token is found too: ``require`` tells them why."""
    found = fetch(_sql(), [checksum(token)])
    if not found:
        raise InvalidToken
    row = found[0]
    token_id, scope, used_on, app_id, name, website, user_id, account_id, role, locale = row[:10]
    barred = "" if user_id is None else _barred(*row[10:])
    if note_use(token_id, used_on):
        merging.wake()
    return Bearer(
        token_id, scope_tree.expand(scope), app_id, name or "", website or "",
        user_id, account_id, role or "", locale or "", barred,
    )  # fmt: skip


def _barred(is_active: bool, approved: bool, state: str | None, confirmed: int) -> str:
    if not is_active or state is None or state == AccountState.SUSPENDED:
        return "disabled"
    if not confirmed:
        return "unconfirmed"
    return "" if approved else "pending"


_BARRED = {
    "disabled": _("Your login is currently disabled"),
    "unconfirmed": _("Your login is missing a confirmed e-mail address"),
    "pending": _("Your login is currently pending approval"),
}
_UNSET = object()


def bearer_of(request: HttpRequest) -> Bearer | None:
    """The request's bearer, None when it carries no token; asked once a request. Raises InvalidToken."""
    found = getattr(request, "_bearer", _UNSET)
    if found is _UNSET:
        token = token_in(request)
        found = bearer_of_token(token) if token else None
        request._bearer = found  # type: ignore[attr-defined]  # the request carries it, as Django does with user
    return found  # type: ignore[return-value]  # what getattr gives has no type


def require_token(request: HttpRequest, *scopes: str) -> Bearer:
    """The bearer, an app without a person included, if one of the scopes was granted."""
    bearer = bearer_of(request)
    if bearer is None:
        raise InvalidToken
    if scopes and not bearer.allows(*scopes):
        raise Refused(_("This action is outside the authorized scopes"))
    return bearer


def require(request: HttpRequest, *scopes: str) -> Bearer:
    """The bearer if it speaks for a person who may act now and one of the scopes was granted.

    Raises InvalidToken (401), Refused (403: scope, disabled, pending, unconfirmed), Invalid (422: no person).
    """
    bearer = require_token(request, *scopes)
    if bearer.account_id is None:
        raise Invalid(_("This method requires an authenticated user"))
    if bearer.barred:
        raise Refused(_BARRED[bearer.barred])
    return bearer


def optional(request: HttpRequest, *scopes: str) -> Bearer | None:
    """For endpoints open to all: None for a visitor or an app's own token; otherwise as ``require``."""
    bearer = bearer_of(request)
    if bearer is None or bearer.account_id is None:
        return None
    return require(request, *scopes)
