"""What the reader is told of."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from minbar.client_api import hot_notifications as hot
from minbar.client_api.answers import answer, paged, raw, responses
from minbar.client_api.auth import actor, needs, reader_id, the_id
from minbar.client_api.entities.error import Empty
from minbar.client_api.entities.notification import Notification, UnreadCount
from minbar.client_api.forms import Asked, Form, PageForm
from minbar.core.errors import Missing
from minbar.core.ids import parse_id
from minbar.core.paging import Page, clip
from minbar.notifications import actions, queries

router = Router(tags=["notifications"])


class NotificationsForm(PageForm):
    types: list[str] = Field([], alias="types[]", max_length=40)
    exclude_types: list[str] = Field([], alias="exclude_types[]", max_length=40)
    account_id: str | None = None


class CountForm(Form):
    limit: int | None = None


@router.get("/v1/notifications", response=responses(list[Notification]), auth=needs("read:notifications"))
def index(request: HttpRequest, form: Asked[NotificationsForm]) -> HttpResponse:
    """What happened, newest first."""
    ids, items = hot.notifications(
        reader_id(request) or 0,
        form.page(default=40, most=80),
        kinds=form.types,
        exclude=form.exclude_types,
        actor_id=None if form.account_id is None else parse_id(form.account_id) or 0,
    )
    return paged(request, items, ids)


@router.get(
    "/v1/notifications/unread_count", response=responses(UnreadCount), auth=needs("read:notifications")
)
def unread_count(request: HttpRequest, form: Asked[CountForm]) -> HttpResponse:
    """How many are newer than what was read, up to the limit."""
    return answer({"count": queries.unread_count(actor(request), clip(form.limit, 100, 1000))})


@router.post("/v1/notifications/clear", response=responses(Empty), auth=needs("write:notifications"))
def clear(request: HttpRequest) -> HttpResponse:
    """Put all notifications away."""
    actions.clear(actor(request))
    return answer({})


@router.get("/v1/notifications/{id}", response=responses(Notification), auth=needs("read:notifications"))
def show(request: HttpRequest, id: str) -> HttpResponse:
    """One notification."""
    wanted = the_id(id)
    window = Page(limit=1, max_id=wanted + 1, since_id=wanted - 1)
    _ids, items = hot.notifications(reader_id(request) or 0, window)
    if not items:
        raise Missing
    return raw(items[0])


@router.post("/v1/notifications/{id}/dismiss", response=responses(Empty), auth=needs("write:notifications"))
def dismiss(request: HttpRequest, id: str) -> HttpResponse:
    """Put one notification away."""
    actions.dismiss(actor(request), the_id(id))
    return answer({})
