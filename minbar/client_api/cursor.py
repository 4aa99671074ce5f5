"""Raw reads through Django's cursor, on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

Rows = Sequence[Sequence[Any]]


def fetch(sql: str, params: Sequence[Any] | Mapping[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


# So few different lengths that the database knows each statement from before.
_LENGTHS = (1, 20, 40, 80)


def among(column: str, ids: Sequence[int]) -> tuple[str, Sequence[Any]]:
    """``column IN ids`` as a condition and its parameters, in few different texts whatever the count."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", [list(ids)]
    if len(ids) > _LENGTHS[-1]:
        # SQLite reads a JSON list as a table; dearer to begin with, cheaper than parsing a long statement.
        return f"{column} IN (SELECT value FROM json_each(%s))", [f"[{','.join(map(str, ids))}]"]
    length = next(length for length in _LENGTHS if length >= len(ids))
    padded = [*ids, *[ids[0]] * (length - len(ids))]
    return f"{column} IN ({', '.join(['%s'] * length)})", padded
