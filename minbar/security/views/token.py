from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from oauth2_provider.oauth2_backends import get_oauthlib_core

from minbar.security.oauth.server import Backend
from minbar.security.views.answers import endpoint

_WORDS = {
    "invalid_client": _(
        "Client authentication failed due to unknown client, no client authentication included, "
        "or unsupported authentication method."
    ),
    "invalid_grant": _(
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI "
        "used in the authorization request, or was issued to another client."
    ),
    "invalid_scope": _("The requested scope is invalid, unknown, or malformed."),
    "unsupported_grant_type": _("The authorization grant type is not supported by the authorization server."),
}


def _run(request: HttpRequest, what: str) -> JsonResponse:
    core: Backend = get_oauthlib_core()
    with transaction.atomic():
        body, status = core.answer(request, what)
        if status != 200:
            # A code that two requests sent at once has made a token for the second too: it must not stay.
            transaction.set_rollback(True)
    return JsonResponse(_worded(body) if status != 200 else body, status=status, headers=_NO_STORE)


_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def _worded(body: dict[str, Any]) -> dict[str, Any]:
    if (error := body.get("error")) in _WORDS:
        return {"error": error, "error_description": str(_WORDS[error])}
    return body


@endpoint("POST")
def token(request: HttpRequest) -> JsonResponse:
    """POST /oauth/token: authorization_code (with PKCE if the app began so) and client_credentials."""
    return _run(request, "token")


@endpoint("POST")
def revoke(request: HttpRequest) -> JsonResponse:
    """POST /oauth/revoke; {} also for a token that is unknown or another app's."""
    return _run(request, "revoke")
