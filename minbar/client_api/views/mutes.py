from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.accounts import queries
from minbar.client_api.answers import responses
from minbar.client_api.auth import actor, needs
from minbar.client_api.entities.account import MutedAccount
from minbar.client_api.entities.values import moment_or_none
from minbar.client_api.forms import Asked, PageForm
from minbar.client_api.people import people_page

router = Router(tags=["mutes"])


@router.get("/v1/mutes", response=responses(list[MutedAccount]), auth=needs("read:mutes"))
def index(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse:
    """Whom the reader mutes, newest first, and until when."""
    rows = queries.muted_accounts(actor(request), form.page(default=40, most=80))
    ends = {row.target_id: {"mute_expires_at": moment_or_none(row.expires_at)} for row in rows}
    return people_page(request, [(row.pk, row.target_id) for row in rows], ends)
