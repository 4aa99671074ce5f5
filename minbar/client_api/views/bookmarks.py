from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api import hot
from minbar.client_api.answers import paged, responses
from minbar.client_api.auth import actor, needs, reader_id
from minbar.client_api.entities.status import Status
from minbar.client_api.forms import Asked, PageForm
from minbar.posts import queries

router = Router(tags=["bookmarks"])


@router.get("/v1/bookmarks", response=responses(list[Status]), auth=needs("read:bookmarks"))
def index(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse:
    """Posts that the reader bookmarked, newest bookmark first."""
    return statuses_page(request, queries.bookmarks_of(actor(request), form.page()))


def statuses_page(request: HttpRequest, rows: Sequence[tuple[int, int]]) -> HttpResponse:
    """A page of (row id, post id), of posts that the reader may see."""
    found = hot.statuses([post_id for _id, post_id in rows], reader_id(request))
    items = [found[post_id] for _id, post_id in rows if post_id in found]
    return paged(request, items, [id for id, _post in rows])
