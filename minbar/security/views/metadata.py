from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from minbar.security.scopes import DESCRIPTIONS
from minbar.security.views.answers import endpoint


@endpoint("GET")
def server_metadata(request: HttpRequest) -> JsonResponse:
    """/.well-known/oauth-authorization-server (RFC 8414), with Mastodon's app registration endpoint."""
    base = settings.BASE_URL
    return JsonResponse(
        {
            "issuer": base,
            "service_documentation": "https://docs.joinmastodon.org/",
            "authorization_endpoint": base + reverse("oauth_authorize"),
            "token_endpoint": base + reverse("oauth_token"),
            "app_registration_endpoint": base + "/api/v1/apps",
            "revocation_endpoint": base + reverse("oauth_revoke"),
            "scopes_supported": list(DESCRIPTIONS),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }
    )
