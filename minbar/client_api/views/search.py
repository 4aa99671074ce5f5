"""Search of accounts and hashtags, and of what an address of this server leads to."""

import re
from dataclasses import dataclass, field

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from minbar.accounts.models import Account as Person
from minbar.accounts.queries import account_by_handle, search_accounts
from minbar.client_api import hot
from minbar.client_api.answers import answer, raw, responses
from minbar.client_api.auth import open_to, reader_id, viewer
from minbar.client_api.entities.search import Search
from minbar.client_api.entities.tag import Tag, tag_entity
from minbar.client_api.forms import Asked, Form
from minbar.client_api.people import accounts_json
from minbar.core.errors import Invalid, Missing
from minbar.core.ids import parse_id
from minbar.core.paging import clip
from minbar.posts.models import Post
from minbar.posts.models import Tag as Hashtag
from minbar.posts.queries import tag_by_name
from minbar.security.tokens import InvalidToken
from minbar.timelines.queries import search_tags

router = Router(tags=["search"])
_TYPES = ("accounts", "hashtags", "statuses")
_ADDRESS = re.compile(r"/(?:@|users/)(?P<handle>[^/]+)(?:/(?:posts/)?(?P<id>\d+))?/?")


class SearchForm(Form):
    q: str = ""
    type: str | None = None
    limit: int | None = None
    #: Counts only with ``type``.
    offset: int | None = Field(None, ge=0, le=10_000)
    #: Whether other servers are asked, which is not done here.
    resolve: bool = False
    following: bool = False
    account_id: str | None = None
    exclude_unreviewed: bool = False
    max_id: str | None = None
    min_id: str | None = None


@dataclass(slots=True)
class _Found:
    accounts: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    tags: list[Hashtag] = field(default_factory=list)


@router.get("/v2/search", response=responses(Search), auth=open_to("read:search"))
def search(request: HttpRequest, form: Asked[SearchForm]) -> HttpResponse:
    """Search; the text of posts is not searched."""
    me = viewer(request)
    if me is None and (form.resolve or form.offset):
        raise InvalidToken
    if form.type is not None and form.type not in _TYPES:
        raise Invalid(_("There is no such type."), "type")
    text = form.q.strip()
    found = _behind(text, me) if text.startswith(f"{settings.BASE_URL}/") else _named(text, form, me)
    statuses = hot.statuses(found.posts, reader_id(request))
    return raw(
        b'{"accounts":%b,"statuses":[%b],"hashtags":%b}'
        % (
            accounts_json(found.accounts),
            b",".join(statuses.values()),
            orjson.dumps([tag_entity(tag, signed_in=me is not None) for tag in found.tags]),
        )
    )


def _named(text: str, form: SearchForm, me: Person | None) -> _Found:
    limit = clip(form.limit, 20, 40)
    offset = (form.offset or 0) if form.type else 0
    found = _Found()
    if form.type in (None, "accounts") and not text.startswith("#"):
        people = search_accounts(text, me, limit=limit, offset=offset, only_followed=form.following)
        found.accounts = [person.pk for person in people]
    if form.type in (None, "hashtags") and not text.startswith("@"):
        found.tags = search_tags(text, limit, offset)
    return found


def _behind(address: str, me: Person | None) -> _Found:
    """The post or the account at an address of ours: apps open links with a search."""
    match = _ADDRESS.fullmatch(address.removeprefix(settings.BASE_URL))
    if match is None:
        return _Found()
    if match["id"] is not None:
        id = parse_id(match["id"]) or 0
        return _Found(posts=list(Post.objects.visible_to(me).filter(pk=id).values_list("pk", flat=True)))
    account = account_by_handle(match["handle"])
    return _Found(accounts=[account.pk] if account is not None else [])


@router.get("/v1/tags/{name}", response=responses(Tag), auth=open_to("read"))
def tag(request: HttpRequest, name: str) -> HttpResponse:
    """One hashtag, however it is spelled."""
    found = tag_by_name(name)
    if found is None:
        raise Missing
    return answer(tag_entity(found, signed_in=reader_id(request) is not None))
