"""Events: what happened, told to those who react, in the transaction (within) and after it (after).

One `emit` is one row in the event table, written in the action's transaction. Listeners within run at once;
listeners after are run from the table by the worker (dispatch.py), at least once each. Which listens to what:
config/wiring.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

import orjson
from django.db import connection

from minbar.core import metrics
from minbar.core.ids import new_id
from minbar.core.leases import GiveUp, LeaseLost, heartbeat, now_ms
from minbar.core.models import EventRow

__all__ = ["Event", "GiveUp", "LeaseLost", "emit", "emit_many", "heartbeat", "name_of", "read", "register"]

_INSERT = (
    "INSERT INTO core_event (id, name, data, state, due, holder, attempts, error, finished)"
    " VALUES (%s, %s, %s, %s, %s, '', 0, '', '')"
)
# Dates and the like would come back as text: orjson is told to refuse what is not plain JSON.
_PLAIN = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


class Event:
    """Parent of all events: frozen, slotted dataclasses with JSON-plain fields, named in the past tense."""

    __slots__ = ()
    known: ClassVar[dict[str, type[Event]]] = {}

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        # dataclass(slots=True) makes the class a second time; the later one takes the place of the first.
        Event.known[name_of(cls)] = cls


E = TypeVar("E", bound=Event)
Listener = Callable[[Any], None]


@dataclass(slots=True)
class _Wires:
    within: list[Listener]
    # By the names under which the table remembers them.
    after: dict[str, Listener]


_wires: dict[type[Event], _Wires] = {}


def _short(module: str) -> str:
    return module.removeprefix("minbar.").removesuffix(".events").removesuffix(".listeners")


def name_of(event_type: type[Event]) -> str:
    """The name an event goes by in the table: "posts.PostPublished" for minbar.posts.events.PostPublished."""
    return f"{_short(event_type.__module__)}.{event_type.__name__}"


def register(event_type: type[E], within: Sequence[Listener] = (), after: Sequence[Listener] = ()) -> None:
    """Add listeners to an event; both kinds run in the given order.

    An after-listener may run twice; if it raises, it alone is tried again later.
    """
    wires = _wires.setdefault(event_type, _Wires([], {}))
    wires.within.extend(listener for listener in within if listener not in wires.within)
    for listener in after:
        wires.after[f"{_short(listener.__module__)}.{listener.__qualname__}"] = listener


def unregister(event_type: type[Event]) -> None:
    """Forget an event's listeners (a test that registered its own)."""
    _wires.pop(event_type, None)


def after_listeners(event_type: type[Event]) -> dict[str, Listener]:
    """The listeners the worker runs, by name."""
    wires = _wires.get(event_type)
    return wires.after if wires else {}


def emit(event: Event) -> int:
    """Write the event and run its listeners within; must be called in a transaction. Gives the event's id."""
    return emit_many([event])[0]


def emit_many(events: Iterable[Event]) -> list[int]:
    """Many events in one statement; listeners within run after all rows are written, in order."""
    if not connection.in_atomic_block:
        raise RuntimeError("emit() outside a transaction: the event could outlive a change that was undone")
    now = now_ms()
    told = list(events)
    rows = []
    for event in told:
        wires = _wires.get(type(event))
        state = EventRow.WAITING if wires and wires.after else EventRow.DONE
        rows.append((new_id(), name_of(type(event)), orjson.dumps(event, option=_PLAIN).decode(), state, now))
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(_INSERT, rows[0])
        else:
            cursor.executemany(_INSERT, rows)
    for event in told:
        metrics.events.labels(name_of(type(event))).inc()
        if wires := _wires.get(type(event)):
            for listener in wires.within:
                listener(event)
    return [row[0] for row in rows]


def read(name: str, data: str) -> Event:
    """The event of a row. Fields it no longer has are passed over; an unknown name is a LookupError."""
    event_type = Event.known.get(name)
    if event_type is None:
        raise LookupError(f"no event is called {name}")
    given = orjson.loads(data)
    try:
        return event_type(**given)
    except TypeError:
        # Every concrete event is a dataclass; the base has nothing to be one for.
        names = {field.name for field in fields(event_type)}  # type: ignore[arg-type]
        return event_type(**{key: value for key, value in given.items() if key in names})
