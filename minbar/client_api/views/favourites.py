from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api.answers import responses
from minbar.client_api.auth import actor, needs
from minbar.client_api.entities.status import Status
from minbar.client_api.forms import Asked, PageForm
from minbar.client_api.views.bookmarks import statuses_page
from minbar.posts import queries

router = Router(tags=["favourites"])


@router.get("/v1/favourites", response=responses(list[Status]), auth=needs("read:favourites"))
def index(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse:
    """Posts that the reader favourited, newest favourite first."""
    return statuses_page(request, queries.favourites_of(actor(request), form.page()))
