"""Rows of a raw query with as little between as can be, for the few reads that run on nearly every request.

Django's cursor costs as much as SQLite itself for a page of a timeline: it rewrites the placeholders of the text
each time and passes each call through four wrappers. Queries are still counted when somebody counts (tests).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connections

Rows = Sequence[Sequence[Any]]


@lru_cache(maxsize=1000)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?").replace("%%", "%")


def fetch(sql: str, params: Sequence[Any]) -> Rows:
    """All rows of a query with ``%s`` placeholders; only for reading."""
    connection = connections["default"]
    if connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
    if connection.connection is None:
        connection.ensure_connection()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            return connection.connection.execute(_with_question_marks(sql), params).fetchall()
        return connection.connection.execute(sql, params).fetchall()
