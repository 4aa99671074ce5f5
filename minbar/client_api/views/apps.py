from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import bearer, needs_app
from minbar.client_api.entities.application import (
    Application,
    CredentialApplication,
    application_entity,
    credential_application_entity,
)
from minbar.client_api.forms import Form, Sent
from minbar.security.models import Application as App
from minbar.security.oauth.register import register_application
from minbar.security.tokens import InvalidToken

router = Router(tags=["apps"])


class AppForm(Form):
    client_name: str = ""
    redirect_uris: str | list[str] = ""
    scopes: str = ""
    website: str = ""


@router.post("/v1/apps", response=responses(CredentialApplication))
def create(request: HttpRequest, form: Sent[AppForm]) -> HttpResponse:
    """Register an application."""
    with transaction.atomic():
        app, secret = register_application(form.client_name, form.redirect_uris, form.scopes, form.website)
    return answer(credential_application_entity(app, secret))


@router.get("/v1/apps/verify_credentials", response=responses(Application), auth=needs_app())
def verify(request: HttpRequest) -> HttpResponse:
    """The application that a token belongs to, a person's token or the application's own."""
    app = App.objects.filter(pk=bearer(request).application_id).first()
    if app is None:
        raise InvalidToken
    return answer(application_entity(app))
