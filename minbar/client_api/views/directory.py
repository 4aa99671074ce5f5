from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from minbar.accounts.queries import listed_accounts
from minbar.client_api.answers import raw, responses
from minbar.client_api.entities.account import Account
from minbar.client_api.forms import Asked, Form
from minbar.client_api.people import accounts_json
from minbar.core.paging import clip

router = Router(tags=["directory"])


class DirectoryForm(Form):
    offset: int = Field(0, ge=0, le=10_000)
    limit: int | None = None
    #: ``active`` or ``new``.
    order: str = "active"
    #: Only accounts of this server are listed in any case.
    local: bool = False


@router.get("/v1/directory", response=responses(list[Account]))
def index(request: HttpRequest, form: Asked[DirectoryForm]) -> HttpResponse:
    """Accounts that wish to be found."""
    found = listed_accounts(newest=form.order == "new", limit=clip(form.limit, 40, 80), offset=form.offset)
    return raw(accounts_json(found))
