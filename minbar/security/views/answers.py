"""Answers of the API's form from the views of this folder."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from minbar.core.errors import MinbarError
from minbar.security import rate

View = Callable[..., HttpResponse]


def _refused(error: MinbarError) -> JsonResponse:
    return JsonResponse({"error": str(error)}, status=error.status, headers=getattr(error, "headers", None))


def endpoint(*methods: str) -> Callable[[View], View]:
    """An endpoint that programs call: no cookie is looked at, limits and errors are Mastodon's.

    CORS is added by the API's door (client_api/door.py), which stands before everything.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                wrong = JsonResponse({"error": _("This method is not allowed here.")}, status=405)
                wrong["Allow"] = ", ".join(methods)
                return wrong
            try:
                headers = rate.check(request)
                response = view(request, *args, **kwargs)
            except MinbarError as error:
                return _refused(error)
            for name, value in headers.items():
                response[name] = value
            return response

        return answered

    return decorate
