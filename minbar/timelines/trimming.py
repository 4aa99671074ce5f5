"""Homes are kept short: nobody scrolls through thousands, and what is older stands on the profiles."""

from django.db import connection, transaction

from minbar.core.events import heartbeat

KEPT = 800

_NEXT_OWNER = "SELECT MIN(owner_id) FROM timelines_homeentry WHERE owner_id > %s"
_LAST_KEPT = (
    "SELECT post_id FROM timelines_homeentry WHERE owner_id = %s ORDER BY post_id DESC LIMIT 1 OFFSET %s"
)
_TRIM = "DELETE FROM timelines_homeentry WHERE owner_id = %s AND post_id <= %s"


def trim_homes(kept: int = KEPT) -> int:
    """Delete all but the newest entries of every home; how many homes were too long."""
    trimmed, owner = 0, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_OWNER, [owner])
            (owner,) = cursor.fetchone()
            if owner is None:
                return trimmed
            cursor.execute(_LAST_KEPT, [owner, kept])
            beyond = cursor.fetchone()
            if beyond is not None:
                with transaction.atomic():
                    cursor.execute(_TRIM, [owner, beyond[0]])
                trimmed += 1
        heartbeat()
