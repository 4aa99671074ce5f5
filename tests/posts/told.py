"""What the event table heard."""

from typing import TypeVar

from minbar.core.events import Event, name_of, read
from minbar.core.models import EventRow

E = TypeVar("E", bound=Event)


def told(event_type: type[E]) -> list[E]:
    """All events of the type, oldest first."""
    rows = EventRow.objects.filter(name=name_of(event_type)).order_by("id")
    found = [read(row.name, row.data) for row in rows]
    return [event for event in found if isinstance(event, event_type)]
