"""Reading accounts: who they are, what they published, whom they follow. Sign-up shares their path."""

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from minbar.accounts import queries
from minbar.accounts.models import Account as Person
from minbar.client_api import hot
from minbar.client_api.answers import answer, paged, raw, responses
from minbar.client_api.auth import actor, needs, open_to, reader_id, the_id, viewer
from minbar.client_api.entities.account import Account
from minbar.client_api.entities.familiar import FamiliarFollowers
from minbar.client_api.entities.relationship import Relationship
from minbar.client_api.entities.status import Status
from minbar.client_api.entities.unused import FeaturedTag, List
from minbar.client_api.forms import Asked, Form, PageForm
from minbar.client_api.people import account_answer, accounts_json, people_page, person, relationships_of
from minbar.client_api.views.sign_up import router
from minbar.core.arabic import fold
from minbar.core.errors import Missing
from minbar.core.ids import parse_id
from minbar.core.paging import Page, clip

_MANY = 40


class IdsForm(Form):
    id: list[str] = Field([], alias="id[]")

    def ids(self) -> list[int]:
        found = dict.fromkeys(parse_id(text) for text in self.id[:_MANY])
        return [id for id in found if id is not None]


class LookupForm(Form):
    acct: str = ""


class SearchForm(Form):
    q: str = ""
    limit: int | None = None
    offset: int = Field(0, ge=0, le=10_000)
    #: WebFinger is not asked: all accounts found are known here.
    resolve: bool = False
    following: bool = False


class StatusesForm(PageForm):
    only_media: bool = False
    exclude_replies: bool = False
    exclude_reblogs: bool = False
    pinned: bool = False
    tagged: str = ""


@router.get("/v1/accounts", response=responses(list[Account]), auth=open_to("read:accounts"))
def many(request: HttpRequest, form: Asked[IdsForm]) -> HttpResponse:
    """Several accounts by their ids; those that are not there are left out."""
    return raw(accounts_json(form.ids()))


@router.get("/v1/accounts/lookup", response=responses(Account), auth=open_to("read:accounts"))
def lookup(request: HttpRequest, form: Asked[LookupForm]) -> HttpResponse:
    """The account of a handle."""
    found = queries.account_by_handle(form.acct)
    if found is None:
        raise Missing
    return account_answer(found.pk)


@router.get("/v1/accounts/search", response=responses(list[Account]), auth=needs("read:accounts"))
def search(request: HttpRequest, form: Asked[SearchForm]) -> HttpResponse:
    """Accounts by the beginning of a handle or a name."""
    found = queries.search_accounts(
        form.q,
        actor(request),
        limit=clip(form.limit, 40, 80),
        offset=form.offset,
        only_followed=form.following,
    )
    return raw(accounts_json([account.pk for account in found]))


@router.get("/v1/accounts/relationships", response=responses(list[Relationship]), auth=needs("read:follows"))
def relationships(request: HttpRequest, form: Asked[IdsForm]) -> HttpResponse:
    """How the reader stands to the accounts."""
    ids = form.ids()
    known = set(Person.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return answer(relationships_of(actor(request), [id for id in ids if id in known]))


@router.get(
    "/v1/accounts/familiar_followers",
    response=responses(list[FamiliarFollowers]),
    auth=needs("read:follows"),
)
def familiar_followers(request: HttpRequest, form: Asked[IdsForm]) -> HttpResponse:
    """Who of those the reader follows also follows the accounts."""
    found = queries.familiar_followers(actor(request), form.ids())
    parts = [b'{"id":"%d","accounts":%b}' % (id, accounts_json(who)) for id, who in found.items()]
    return raw(b"[" + b",".join(parts) + b"]")


@router.get("/v1/accounts/{id}", response=responses(Account), auth=open_to("read:accounts"))
def show(request: HttpRequest, id: str) -> HttpResponse:
    """One account."""
    return account_answer(parse_id(id) or 0)


@router.get("/v1/accounts/{id}/statuses", response=responses(list[Status]), auth=open_to("read:statuses"))
def statuses(request: HttpRequest, id: str, form: Asked[StatusesForm]) -> HttpResponse:
    """What an account published, newest first, as far as the reader may see it."""
    account_id = the_id(id)
    if hot.account_columns(account_id) is None:
        raise Missing
    ids, items = hot.profile(
        reader_id(request),
        account_id,
        form.page(),
        replies=not form.exclude_replies,
        boosts=not form.exclude_reblogs,
        only_media=form.only_media,
        tagged=fold(form.tagged.lstrip("#")),
        pinned=form.pinned,
    )
    return paged(request, items, ids)


@router.get("/v1/accounts/{id}/followers", response=responses(list[Account]), auth=open_to("read:accounts"))
def followers(request: HttpRequest, id: str, form: Asked[PageForm]) -> HttpResponse:
    """Who follows the account, newest follow first."""
    account = person(id)
    rows = queries.followers(account, _page(form)) if _shows_company(request, account) else []
    return people_page(request, [(row.pk, row.source_id) for row in rows])


@router.get("/v1/accounts/{id}/following", response=responses(list[Account]), auth=open_to("read:accounts"))
def following(request: HttpRequest, id: str, form: Asked[PageForm]) -> HttpResponse:
    """Whom the account follows, newest follow first."""
    account = person(id)
    rows = queries.following(account, _page(form)) if _shows_company(request, account) else []
    return people_page(request, [(row.pk, row.target_id) for row in rows])


def _page(form: PageForm) -> Page:
    return form.page(default=40, most=80)


def _shows_company(request: HttpRequest, account: Person) -> bool:
    """Its owner may keep it from others, and whom it blocked is shown nothing."""
    reader = viewer(request)
    if reader is not None and reader.pk == account.pk:
        return True
    if account.hide_collections:
        return False
    return reader is None or not queries.relationships(reader, [account.pk])[account.pk].blocked_by


@router.get(
    "/v1/accounts/{id}/featured_tags", response=responses(list[FeaturedTag]), auth=open_to("read:accounts")
)
def featured_tags(request: HttpRequest, id: str) -> HttpResponse:
    """Hashtags shown on a profile: nobody features any here."""
    person(id)
    return answer([])


@router.get("/v1/accounts/{id}/lists", response=responses(list[List]), auth=needs("read:lists"))
def lists(request: HttpRequest, id: str) -> HttpResponse:
    """The reader's lists with this account on them: there are no lists yet."""
    person(id)
    return answer([])


@router.get(
    "/v1/accounts/{id}/endorsements", response=responses(list[Account]), auth=open_to("read:accounts")
)
def endorsements(request: HttpRequest, id: str) -> HttpResponse:
    """Accounts shown on a profile: nobody features any here."""
    person(id)
    return answer([])
