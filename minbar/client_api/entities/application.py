from typing_extensions import TypedDict

from minbar.security.models import Application as App


class Application(TypedDict):
    id: str
    name: str
    website: str | None
    scopes: list[str]
    redirect_uris: list[str]
    redirect_uri: str
    vapid_key: str


class CredentialApplication(Application):
    client_id: str
    client_secret: str
    client_secret_expires_at: int


class Token(TypedDict):
    access_token: str
    token_type: str
    scope: str
    created_at: int


def application_entity(app: App) -> Application:
    uris = app.redirect_uris.split()
    return {
        "id": str(app.pk),
        "name": app.name,
        "website": app.website or None,
        "scopes": app.scopes.split(),
        "redirect_uris": uris,
        "redirect_uri": "\n".join(uris),
        "vapid_key": "",
    }


def credential_application_entity(app: App, secret: str) -> CredentialApplication:
    """``secret`` is told once, at registration; only its hash is kept."""
    return {
        **application_entity(app),
        "client_id": app.client_id,
        "client_secret": secret,
        "client_secret_expires_at": 0,
    }
