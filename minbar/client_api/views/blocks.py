from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.accounts import queries
from minbar.client_api.answers import responses
from minbar.client_api.auth import actor, needs
from minbar.client_api.entities.account import Account
from minbar.client_api.forms import Asked, PageForm
from minbar.client_api.people import people_page

router = Router(tags=["blocks"])


@router.get("/v1/blocks", response=responses(list[Account]), auth=needs("read:blocks"))
def index(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse:
    """Whom the reader blocks, newest first."""
    rows = queries.blocked_accounts(actor(request), form.page(default=40, most=80))
    return people_page(request, [(row.pk, row.target_id) for row in rows])
