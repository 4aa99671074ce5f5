"""Following the event table: each event once, soon after it was committed, from any point on.

Ids grow with time, but a transaction that began earlier may commit later, so the newest stretch is looked
at again and what was seen there is remembered. On SQLite only one transaction writes at a time and the
stretch is short.
"""

from collections.abc import Collection

from django.db import connection

from minbar.core.events import Event, name_of, read
from minbar.core.ids import new_id
from minbar.core.models import EventRow


class Follower:
    """One reader's place in the stream; not shared between threads."""

    def __init__(self, types: Collection[type[Event]], after: int | None = None) -> None:
        """Follow events of these types, from after this id on (from now on, if none is given)."""
        self._names = [name_of(event_type) for event_type in types]
        self._place = new_id() if after is None else after
        self._floor = self._place
        self._seen: set[int] = set()

    @property
    def place(self) -> int:
        """The newest id that was read: where another follower may go on."""
        return self._place

    def read(self, limit: int = 500) -> list[tuple[int, Event]]:
        """What has come since the last call, by id; an empty list at once when nothing has."""
        stretch = (200 if connection.vendor == "sqlite" else 5_000) << 16
        start = max(self._floor, self._place - stretch)
        self._seen = {id for id in self._seen if id > start}
        rows = (
            EventRow.objects.filter(name__in=self._names, id__gt=start)
            .exclude(id__in=self._seen)
            .order_by("id")
            .values_list("id", "name", "data")[:limit]
        )
        found = [(id, read(name, data)) for id, name, data in rows]
        self._seen.update(id for id, _ in found)
        if found:
            self._place = max(self._place, found[-1][0])
        return found
