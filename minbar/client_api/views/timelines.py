"""The timelines, from prepared bytes (``hot``). The two that matter most are also reached past ninja (``door``)."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from minbar.client_api import hot
from minbar.client_api.answers import paged, responses
from minbar.client_api.auth import needs, open_to, reader_id
from minbar.client_api.entities.status import Status
from minbar.client_api.forms import Asked, PageForm
from minbar.core.arabic import fold

router = Router(tags=["timelines"])


class PublicForm(PageForm):
    local: bool = False
    remote: bool = False
    only_media: bool = False


class TagForm(PublicForm):
    any: list[str] = Field([], alias="any[]", max_length=20)
    all: list[str] = Field([], alias="all[]", max_length=20)
    none: list[str] = Field([], alias="none[]", max_length=20)


@router.get("/v1/timelines/home", response=responses(list[Status]), auth=needs("read:statuses"))
def home(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse:
    """Posts of those whom the reader follows."""
    ids, items = hot.home(reader_id(request) or 0, form.page())
    return paged(request, items, ids)


@router.get("/v1/timelines/public", response=responses(list[Status]), auth=open_to("read:statuses"))
def public(request: HttpRequest, form: Asked[PublicForm]) -> HttpResponse:
    """First posts of everybody known here, or with ``local`` of this server alone."""
    ids, items = hot.public(
        reader_id(request), form.page(), local=form.local, remote=form.remote, only_media=form.only_media
    )
    return paged(request, items, ids)


@router.get("/v1/timelines/tag/{hashtag}", response=responses(list[Status]), auth=open_to("read:statuses"))
def tag(request: HttpRequest, hashtag: str, form: Asked[TagForm]) -> HttpResponse:
    """Posts with a hashtag, however it is spelled."""
    ids, items = hot.tag(
        reader_id(request),
        form.page(),
        fold(hashtag),
        any_of=[fold(name) for name in form.any],
        all_of=[fold(name) for name in form.all],
        none_of=[fold(name) for name in form.none],
        local=form.local,
        remote=form.remote,
        only_media=form.only_media,
    )
    return paged(request, items, ids)
