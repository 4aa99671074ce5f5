from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import bearer, needs_app
from minbar.client_api.entities.application import Token
from minbar.client_api.forms import Form, Sent
from minbar.core.errors import Refused
from minbar.security.models import AccessToken
from minbar.security.oauth.tokens import token_json
from minbar.security.sign_up import SignUpRejected, sign_up

router = Router(tags=["accounts"])


class SignUpForm(Form):
    username: str = ""
    email: str = ""
    password: str = ""
    agreement: bool = False
    locale: str = ""
    reason: str = ""


@router.post("/v1/accounts", response=responses(Token), auth=needs_app("write", "write:accounts"))
def create(request: HttpRequest, form: Sent[SignUpForm]) -> HttpResponse:
    """Make an account, with an application's own token; the answer is the new member's token."""
    asker = bearer(request)
    if asker.user_id is not None:
        raise Refused("This method requires a client credentials token")
    token = AccessToken.objects.select_related("application").get(pk=asker.token_id)
    try:
        made = sign_up(token.application, token.scope, form.model_dump())
    except SignUpRejected as error:
        rejection: dict[str, Any] = {"error": str(error), "details": error.details}
        return answer(rejection, 422)
    return answer(token_json(made, token.scope))
