"""What the benchmark compares with: a fixed body of the size asked for, and the same brought by one query.

Served when MINBAR_BENCH is on, by Django's handler without any middleware.
"""

from functools import cache

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


@cache
def body(size: int) -> bytes:
    return (b'{"text": "' + b"x" * size)[: size - 2] + b'"}'


def floor(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(body(size), content_type="application/json")


def query(request: HttpRequest, size: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS text)", [body(size).decode()])
        return HttpResponse(cursor.fetchone()[0].encode(), content_type="application/json")


urlpatterns = [path("floor/<int:size>", floor), path("query/<int:size>", query)]
