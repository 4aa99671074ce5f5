"""``column IN ids`` in few different texts, so that the database knows each statement from before."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

_LENGTHS = (1, 20, 40, 80)


def among(column: str, ids: Sequence[int]) -> tuple[str, Sequence[Any]]:
    """The condition and its parameters, whatever the count of ids (at least one)."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", [list(ids)]
    if len(ids) > _LENGTHS[-1]:
        # SQLite reads a JSON list as a table; dearer to begin with, cheaper than parsing a long statement.
        return f"{column} IN (SELECT value FROM json_each(%s))", [f"[{','.join(map(str, ids))}]"]
    length = next(length for length in _LENGTHS if length >= len(ids))
    padded = [*ids, *[ids[0]] * (length - len(ids))]
    return f"{column} IN ({', '.join(['%s'] * length)})", padded
