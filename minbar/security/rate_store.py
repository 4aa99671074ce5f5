"""Counts of requests: kept in this process, merged with those of the others each second.

A count is exact for what this process saw and at most one merge old for the others. So with P processes a
client may get past a limit by what it can send the other P - 1 of them in about one second, and never by
more; with one process the limit is exact. Nobody is refused too early.
"""

import time
from dataclasses import dataclass
from threading import Lock

from django.db import connection, transaction

from minbar.security.models import RateCount

_CLEAN_EVERY = 300


@dataclass(slots=True)
class _Count:
    #: What all processes together had counted when we last merged.
    merged: int = 0
    #: What this process counted since.
    mine: int = 0


_counts: dict[tuple[str, int], _Count] = {}
_lock = Lock()
_cleaned = 0.0


def add(key: str, window: int) -> int:
    """Count one more in the window that ends at ``window`` (unix time), and answer how many there are now."""
    with _lock:
        count = _counts.get((key, window))
        if count is None:
            count = _counts[(key, window)] = _Count()
        count.mine += 1
        return count.merged + count.mine


def seen(key: str, window: int) -> int:
    """How many were counted, as far as this process knows."""
    count = _counts.get((key, window))
    return count.merged + count.mine if count else 0


def waiting() -> bool:
    return any(count.mine for count in list(_counts.values()))


def merge() -> None:
    """Add what this process counted to the table, and learn what the others counted."""
    now = int(time.time())
    with _lock:
        taken = {key: count.mine for key, count in _counts.items() if count.mine}
    totals = _write(taken) if taken else {}
    with _lock:
        for key, total in totals.items():
            if (count := _counts.get(key)) is not None:
                count.mine -= taken[key]
                count.merged = total
        for key in [key for key, count in _counts.items() if key[1] <= now and not count.mine]:
            del _counts[key]
    _clean(now)


def _write(taken: dict[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    totals: dict[tuple[str, int], int] = {}
    # In one order everywhere, so that two processes never wait for each other.
    rows = sorted(taken.items())
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(rows), 200):
            part = rows[start : start + 200]
            cursor.execute(
                'INSERT INTO security_ratecount ("key", "window", "count") VALUES '
                + ", ".join(["(%s, %s, %s)"] * len(part))
                + ' ON CONFLICT ("key", "window")'
                ' DO UPDATE SET "count" = security_ratecount."count" + excluded."count"'
                ' RETURNING "key", "window", "count"',
                [value for (key, window), mine in part for value in (key, window, mine)],
            )
            totals.update({(key, window): count for key, window, count in cursor.fetchall()})
    return totals


def _clean(now: int) -> None:
    global _cleaned
    if now - _cleaned > _CLEAN_EVERY:
        _cleaned = now
        RateCount.objects.filter(window__lt=now).delete()


def forget() -> None:
    """Drop what this process counted (a test that begins anew)."""
    with _lock:
        _counts.clear()
