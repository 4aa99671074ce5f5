"""Answers: bytes of JSON, the ``Link`` header of a page, and errors in Mastodon's form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from minbar.client_api.entities.error import Empty, Error
from minbar.client_api.parameters import pairs

_JSON = "application/json; charset=utf-8"
_PAGING = {"max_id", "since_id", "min_id", "offset"}
_CODES = (401, 403, 404, 422, 429, 500, 503)

__all__ = ["Empty", "Error", "answer", "error_answer", "paged", "raw", "responses"]


def responses(entity: Any, status: int = 200, **more: Any) -> dict[Any, Any]:
    """What ``response=`` of an operation declares: the entity, and the errors any operation may give."""
    return {status: entity, **dict.fromkeys(_CODES, Error), **more}


def raw(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return HttpResponse(body, status=status, content_type=_JSON, headers=headers)


def answer(entity: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """An entity (or list of them) as the answer; views return this, so nothing is validated twice."""
    return raw(orjson.dumps(entity), status, headers)


def error_answer(
    message: object, status: int, description: str = "", headers: Mapping[str, str] | None = None
) -> HttpResponse:
    body: Error = {"error": str(message)}
    if description:
        body["error_description"] = description
    return answer(body, status, headers)


def link(request: HttpRequest, first: int | None, last: int | None) -> dict[str, str]:
    """The ``Link`` header of a page whose newest row has the id `first` and whose oldest `last`."""
    if first is None or last is None:
        return {}
    base = f"{settings.BASE_URL}{request.path}"
    if not request.META.get("QUERY_STRING"):
        return {"Link": f'<{base}?max_id={last}>; rel="next", <{base}?min_id={first}>; rel="prev"'}
    kept = [(name, value) for name, value in pairs(request.GET) if name not in _PAGING]

    def address(name: str, id: int) -> str:
        return f"{base}?{urlencode([*kept, (name, str(id))])}"

    return {"Link": f'<{address("max_id", last)}>; rel="next", <{address("min_id", first)}>; rel="prev"'}


def paged(request: HttpRequest, items: Iterable[bytes], ids: Sequence[int]) -> HttpResponse:
    """A list of prepared entities, with the ids that page it (of the rows, not always of the entities)."""
    body = b"[" + b",".join(items) + b"]"
    return raw(body, headers=link(request, ids[0], ids[-1]) if ids else None)
