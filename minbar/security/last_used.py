"""The day a token was last used: noted in memory, written by the merging thread, at most once a day."""

from datetime import UTC, date, datetime
from threading import Lock

from minbar.security.models import AccessToken

_pending: set[int] = set()
_lock = Lock()


def note_use(token_id: int, used_on: date | str | None) -> bool:
    """Whether the day is new and waits to be written; ``used_on`` is as the database gives it."""
    if str(used_on) == datetime.now(UTC).date().isoformat():
        return False
    with _lock:
        _pending.add(token_id)
    return True


def write_uses() -> None:
    """One statement for all tokens noted since the last time."""
    with _lock:
        found = sorted(_pending)
        _pending.clear()
    for start in range(0, len(found), 500):
        AccessToken.objects.filter(id__in=found[start : start + 500]).update(
            last_used_on=datetime.now(UTC).date()
        )


def waiting() -> bool:
    return bool(_pending)
