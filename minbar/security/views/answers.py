"""Answers of the API's form from the views of this folder."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from minbar.core.errors import MinbarError
from minbar.security import rate

View = Callable[..., HttpResponse]

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset",
}


def _put(response: HttpResponse, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response[name] = value


def _refused(error: MinbarError) -> JsonResponse:
    body: dict[str, Any] = {"error": str(error)}
    details = getattr(error, "details", None)
    if details:
        body["details"] = details
    return JsonResponse(body, status=error.status, headers=getattr(error, "headers", None))


def endpoint(*methods: str, bucket: rate.BucketName = "api") -> Callable[[View], View]:
    """A public endpoint: no cookie is looked at, any origin may call it, limits and errors are Mastodon's."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "OPTIONS":
                response: HttpResponse = HttpResponse(status=204)
            elif request.method not in methods:
                response = JsonResponse({"error": "Method not allowed"}, status=405)
                response["Allow"] = ", ".join((*methods, "OPTIONS"))
            else:
                try:
                    headers = rate.check(request, bucket)
                    response = view(request, *args, **kwargs)
                    response.headers.update(headers)
                except MinbarError as error:
                    response = _refused(error)
            _put(response, _CORS)
            return response

        return answered

    return decorate
