"""What surrounds a post: who favourited and boosted it, and what it said before."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.accounts.models import Account as Person
from minbar.client_api import hot
from minbar.client_api.answers import answer, paged, responses
from minbar.client_api.auth import open_to, viewer
from minbar.client_api.entities.account import Account
from minbar.client_api.entities.status import StatusEdit, status_edits
from minbar.client_api.forms import Asked, PageForm
from minbar.client_api.views.statuses import visible_post
from minbar.core.paging import take
from minbar.posts.models import Favourite, Post, PostState
from minbar.posts.queries import post_history

router = Router(tags=["statuses"])


@router.get("/v1/statuses/{id}/history", response=responses(list[StatusEdit]), auth=open_to("read:statuses"))
def history(request: HttpRequest, id: str) -> HttpResponse:
    """All that a post said, oldest first."""
    post = visible_post(id, viewer(request))
    author = Person.objects.select_related("avatar", "header").get(pk=post.author_id)
    return answer(status_edits(post_history(post), author))


@router.get(
    "/v1/statuses/{id}/favourited_by", response=responses(list[Account]), auth=open_to("read:accounts")
)
def favourited_by(request: HttpRequest, id: str, form: Asked[PageForm]) -> HttpResponse:
    """Who favourited a post, newest first."""
    post = visible_post(id, viewer(request))
    return _people(request, form, Favourite.objects.filter(post=post.boost_of_id or post.pk), "account_id")


@router.get(
    "/v1/statuses/{id}/reblogged_by", response=responses(list[Account]), auth=open_to("read:accounts")
)
def reblogged_by(request: HttpRequest, id: str, form: Asked[PageForm]) -> HttpResponse:
    """Who boosted a post, newest first."""
    post = visible_post(id, viewer(request))
    boosts = Post.objects.visible_to(viewer(request)).filter(
        boost_of=post.boost_of_id or post.pk, state=PostState.PUBLISHED
    )
    return _people(request, form, boosts, "author_id")


def _people(request: HttpRequest, form: PageForm, rows: QuerySet[Any], who: str) -> HttpResponse:
    found = take(rows.values_list("pk", who), form.page(default=40, most=80))
    people = hot.accounts([account_id for _id, account_id in found])
    items = [people[account_id] for _id, account_id in found if account_id in people]
    return paged(request, items, [id for id, _account in found])
