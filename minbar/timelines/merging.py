"""Authors with very many followers here: read from their own posts, not written to each home.

Who they are is a small table that changes rarely. Each process asks for it again after some seconds; fan-out
reads it afresh, and goes on writing for a while after an author was added, so no post falls between the two.
"""

import time

from django.conf import settings
from django.db import connection

from minbar.timelines.models import MergedAuthor

_SECONDS = 10.0
_known: tuple[float, bool] = (0.0, False)


def forget() -> None:
    """Ask again at the next occasion."""
    global _known
    _known = (0.0, False)


def _any() -> bool:
    """Whether there is any merged author, as of at most ten seconds ago."""
    global _known
    until, known = _known
    now = time.monotonic()
    if now >= until:
        known = MergedAuthor.objects.exists()
        _known = (now + _SECONDS, known)
    return known


_FOLLOWED = (
    "SELECT f.target_id, f.show_boosts FROM timelines_mergedauthor m"
    " JOIN accounts_follow f ON f.target_id = m.account_id AND f.source_id = %s"
    " ORDER BY f.id DESC LIMIT 100"
)


def merged_for(owner_id: int) -> list[tuple[int, bool]]:
    """The merged authors whom the owner follows, each with whether their boosts are shown; most servers have none."""
    if not _any():
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOWED, [owner_id])
        return [(author_id, bool(boosts)) for author_id, boosts in cursor.fetchall()]


def is_too_many(followers: int) -> bool:
    """Whether an author with so many followers here is to be merged."""
    return followers > settings.ENV.fan_out_limit
