"""Who asks to follow the reader, and the reader's answer."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.accounts import actions, queries
from minbar.client_api.answers import responses
from minbar.client_api.auth import actor, needs
from minbar.client_api.entities.account import Account
from minbar.client_api.entities.relationship import Relationship
from minbar.client_api.forms import Asked, PageForm
from minbar.client_api.people import people_page, person, relationship_answer

router = Router(tags=["follow requests"])


@router.get("/v1/follow_requests", response=responses(list[Account]), auth=needs("read:follows"))
def index(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse:
    """Accounts that wait for consent, newest first."""
    rows = queries.follow_requests(actor(request), form.page(default=40, most=80))
    return people_page(request, [(row.pk, row.source_id) for row in rows])


@router.post(
    "/v1/follow_requests/{id}/authorize", response=responses(Relationship), auth=needs("write:follows")
)
def authorize(request: HttpRequest, id: str) -> HttpResponse:
    """Let the account follow; the id is that of the account."""
    requester = person(id)
    actions.accept_follow_request(actor(request), requester)
    return relationship_answer(request, requester.pk)


@router.post("/v1/follow_requests/{id}/reject", response=responses(Relationship), auth=needs("write:follows"))
def reject(request: HttpRequest, id: str) -> HttpResponse:
    """Refuse the account; the id is that of the account."""
    requester = person(id)
    actions.reject_follow_request(actor(request), requester)
    return relationship_answer(request, requester.pk)
