"""What a client sent, however it sent it: query, JSON, form or multipart, with Rails' names for lists and hashes.

``media_ids[]=1&media_ids[]=2``, ``poll[options][]=a``, ``fields_attributes[0][name]=x`` and the JSON
``{"media_ids": ["1", "2"]}`` all become the same plain dict. What stands in the body wins over the query.
"""

import re
from collections.abc import Iterable
from typing import Any

import orjson
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from minbar.core.errors import Invalid

_PART = re.compile(r"\[([^\[\]]*)\]")
_DEEPEST = 4
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def parameters(request: HttpRequest) -> dict[str, Any]:
    """Everything the client named, once a request. Raises `Invalid` for a body that cannot be read."""
    found = getattr(request, "_parameters", None)
    if found is None:
        found = nested(pairs(request.GET))
        # Some clients send what they ask for as the JSON body of a GET.
        if request.method not in ("GET", "HEAD", "OPTIONS") or request.content_type == "application/json":
            found |= _body(request)
        request._parameters = found  # type: ignore[attr-defined]  # kept on the request, read by several
    return found


def _body(request: HttpRequest) -> dict[str, Any]:
    kind = request.content_type or ""
    try:
        if kind in _FORMS:
            return _form(request)
        if not request.body:
            return {}
    except (
        MultiPartParserError,
        TooManyFieldsSent,
        TooManyFilesSent,
        RequestDataTooBig,
        BadRequest,
    ) as error:
        raise Invalid(_("The body of the request cannot be read.")) from error
    try:
        read = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Invalid(_("The body of the request is not valid JSON.")) from error
    if not isinstance(read, dict):
        raise Invalid(_("The body of the request must be a JSON object."))
    return read


def _form(request: HttpRequest) -> dict[str, Any]:
    post: QueryDict
    if request.method == "POST":
        post, files = request.POST, request.FILES
    elif request.content_type == "multipart/form-data":
        # Django reads forms of POSTs alone.
        post, files = request.parse_file_upload(request.META, request)
    else:
        post, files = QueryDict(request.body, encoding=request.encoding or "utf-8"), None
    sent = list(pairs(post))
    for name in files or ():
        sent += [(name, file) for file in files.getlist(name)]  # type: ignore[union-attr]  # it has names
    return nested(sent)


def pairs(query: QueryDict) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, values in query.lists() for value in values)


def nested(sent: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Names with brackets as dicts and lists; a name that comes twice without brackets keeps the last value."""
    tree: dict[str, Any] = {}
    for name, value in sent:
        head, bracket, _rest = name.partition("[")
        path = [head, *_PART.findall(name[len(head) :])] if bracket else [head]
        if len(path) <= _DEEPEST:
            _put(tree, path, value)
    return {name: _as_lists(value) for name, value in tree.items()}


def _put(tree: dict[str, Any], path: list[str], value: Any) -> None:
    node = tree
    for i, part in enumerate(path):
        # "[]" is the next of a list: numbered here, made a list at the end.
        key = part if part or i == 0 else str(_next(node, path[i + 1 :]))
        if i == len(path) - 1:
            node[key] = value
            return
        below = node.get(key)
        if not isinstance(below, dict):
            below = node[key] = {}
        node = below


def _next(node: dict[str, Any], rest: list[str]) -> int:
    """The index that "[]" means: as in Rails, ``a[][x]=1&a[][y]=2`` are two keys of one hash."""
    last = len(node) - 1
    if rest and last >= 0 and isinstance(node.get(str(last)), dict) and rest[0] not in node[str(last)]:
        return last
    return last + 1


def _as_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _as_lists(below) for key, below in value.items()}
    if inner and all(key.isdecimal() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
