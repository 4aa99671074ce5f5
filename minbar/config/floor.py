"""The benchmark's floor: what this server can answer at most, a fixed body of the size asked for."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import path


@cache
def body(size: int) -> bytes:
    return (b'{"text": "' + b"x" * size)[: size - 2] + b'"}'


def floor(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(body(size), content_type="application/json")


urlpatterns = [path("floor/<int:size>", floor)]
