"""A request's parameters wherever they are: query, form, multipart or JSON (the body wins over the query)."""

import json
from typing import Any

from django.http import HttpRequest

from minbar.core.errors import Invalid


def _lists(pairs: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, values in pairs:
        found[name.removesuffix("[]")] = list(values) if name.endswith("[]") else values[-1]
    return found


def parameters(request: HttpRequest) -> dict[str, Any]:
    """Raises Invalid for a JSON body that is none."""
    found = _lists(request.GET.lists())
    if request.content_type == "application/json":
        if not request.body:
            return found
        try:
            body = json.loads(request.body)
        except ValueError as error:
            raise Invalid("The body is not valid JSON") from error
        if not isinstance(body, dict):
            raise Invalid("The body is not a JSON object")
        return found | body
    if request.method == "POST":
        found |= _lists(request.POST.lists())
    return found
