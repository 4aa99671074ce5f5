"""Accounts as operations meet them: found by the id in the path, given as prepared bytes, listed in pages."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from minbar.accounts import queries
from minbar.accounts.models import Account as Person
from minbar.client_api import hot
from minbar.client_api.answers import answer, paged, raw
from minbar.client_api.auth import actor, the_id
from minbar.client_api.entities.relationship import Relationship, relationship_entity
from minbar.core.errors import Missing


def person(text: str) -> Person:
    """The account with this id, if it is seen at all. Raises `Missing`."""
    found = Person.objects.seen().select_related("avatar", "header").filter(pk=the_id(text)).first()
    if found is None:
        raise Missing
    return found


def account_answer(account_id: int) -> HttpResponse:
    """One account. Raises `Missing` for one that is suspended."""
    body = hot.account(account_id)
    if body is None:
        raise Missing
    return raw(body)


def accounts_json(ids: Sequence[int]) -> bytes:
    """The list of these accounts, in their order, without the suspended ones."""
    found = hot.accounts(ids)
    return b"[" + b",".join(found[id] for id in ids if id in found) + b"]"


def people_page(
    request: HttpRequest, rows: Sequence[tuple[int, int]], more: dict[int, Any] | None = None
) -> HttpResponse:
    """A page of (row id, account id); ``more`` has by account id what stands beside its own fields."""
    found = hot.accounts([account_id for _id, account_id in rows])
    items = [
        _with(found[account_id], more[account_id]) if more else found[account_id]
        for _id, account_id in rows
        if account_id in found
    ]
    return paged(request, items, [id for id, _account in rows])


def _with(account: bytes, fields: dict[str, Any]) -> bytes:
    return account[:-1] + b"," + orjson.dumps(fields)[1:]


def relationships_of(me: Person, ids: Sequence[int]) -> list[Relationship]:
    return [relationship_entity(standing) for standing in queries.relationships(me, ids).values()]


def relationship_answer(request: HttpRequest, account_id: int) -> HttpResponse:
    """How the actor and the account now stand to each other."""
    return answer(relationships_of(actor(request), [account_id])[0])
