"""Events: written with the action, told within it and after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from minbar.core import events
from minbar.core.dead_letters import dead_letters, discard, retry
from minbar.core.events import Event, GiveUp, emit, emit_many, register
from minbar.core.models import EventRow
from minbar.core.worker import drain


@dataclass(frozen=True, slots=True)
class BellRung(Event):
    bell: int
    loudly: bool = False


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    yield []
    events.unregister(BellRung)


def listener(heard: list[Any], word: str, fails: Callable[[], Exception | None] = lambda: None) -> Any:
    def listen(event: BellRung) -> None:
        if error := fails():
            raise error
        heard.append((word, event.bell))

    listen.__qualname__ = word
    return listen


def make_due() -> None:
    EventRow.objects.filter(state=EventRow.WAITING).update(due=0)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        emit(BellRung(1))


@pytest.mark.django_db
def test_listeners_within_run_at_once_and_those_after_when_the_worker_comes(heard: list[Any]) -> None:
    register(BellRung, within=[listener(heard, "within")], after=[listener(heard, "after")])
    with transaction.atomic():
        emit(BellRung(7))
    assert heard == [("within", 7)]
    assert drain() == 1
    assert heard == [("within", 7), ("after", 7)]
    assert EventRow.objects.get().state == EventRow.DONE


@pytest.mark.django_db
def test_a_listener_within_that_fails_undoes_the_action(heard: list[Any]) -> None:
    register(BellRung, within=[listener(heard, "within", lambda: ValueError("no"))])
    with pytest.raises(ValueError), transaction.atomic():
        emit(BellRung(7))
    assert not EventRow.objects.exists()


@pytest.mark.django_db
def test_an_event_nobody_follows_after_is_kept_as_done(heard: list[Any]) -> None:
    register(BellRung, within=[listener(heard, "within")])
    with transaction.atomic():
        emit(BellRung(7))
    assert EventRow.objects.get().state == EventRow.DONE
    assert drain() == 0


@pytest.mark.django_db
def test_many_events_are_told_in_order(heard: list[Any]) -> None:
    register(BellRung, after=[listener(heard, "after")])
    with transaction.atomic():
        emit_many(BellRung(n) for n in range(120))
    assert drain() == 120
    assert heard == [("after", n) for n in range(120)]


@pytest.mark.django_db
def test_a_listener_registered_twice_runs_once(heard: list[Any]) -> None:
    within, after = listener(heard, "within"), listener(heard, "after")
    register(BellRung, within=[within], after=[after])
    register(BellRung, within=[within], after=[after])
    with transaction.atomic():
        emit(BellRung(1))
    drain()
    assert heard == [("within", 1), ("after", 1)]


@pytest.mark.django_db
def test_a_retry_runs_only_the_listeners_that_have_not_finished(heard: list[Any]) -> None:
    errors: list[Exception | None] = [ValueError("the first time"), None]
    failing = listener(heard, "second", lambda: errors.pop(0))
    register(BellRung, after=[listener(heard, "first"), failing, listener(heard, "third")])
    with transaction.atomic():
        emit(BellRung(1))
    drain(raising=False)
    row = EventRow.objects.get()
    assert (row.state, row.attempts) == (EventRow.WAITING, 1)
    assert "the first time" in row.error
    assert heard == [("first", 1), ("third", 1)]
    assert drain() == 0, "it waits for its time"
    make_due()
    drain()
    assert heard == [("first", 1), ("third", 1), ("second", 1)]
    assert EventRow.objects.get().state == EventRow.DONE


@pytest.mark.django_db
def test_a_listener_that_always_fails_ends_among_the_dead_and_can_be_tried_again(
    heard: list[Any], settings: Any
) -> None:
    settings.WORKER_ATTEMPTS = 3
    broken = [True]
    failing = listener(heard, "failing", lambda: ValueError("broken") if broken else None)
    register(BellRung, after=[failing])
    with transaction.atomic():
        emit(BellRung(1))
    for _ in range(3):
        make_due()
        drain(raising=False)
    (letter,) = dead_letters()
    assert (letter.kind, letter.attempts) == ("event", 3)
    assert letter.name.endswith(".BellRung")
    assert "broken" in letter.error
    broken.clear()
    assert retry(letter)
    drain()
    assert heard == [("failing", 1)]
    assert not dead_letters()
    assert not retry(letter)


@pytest.mark.django_db
def test_giving_up_ends_the_attempts_at_once(heard: list[Any]) -> None:
    register(BellRung, after=[listener(heard, "failing", lambda: GiveUp("no such bell"))])
    with transaction.atomic():
        emit(BellRung(1))
    drain(raising=False)
    (letter,) = dead_letters()
    assert discard(letter)
    assert not dead_letters()


@pytest.mark.django_db
def test_an_event_of_another_version_waits_and_old_fields_are_passed_over(heard: list[Any]) -> None:
    register(BellRung, after=[listener(heard, "after")])
    EventRow.objects.create(id=1, name=events.name_of(BellRung), data='{"bell": 3, "colour": "red"}', due=0)
    EventRow.objects.create(id=2, name="posts.NotYetKnown", data="{}", due=0)
    drain()
    assert heard == [("after", 3)]
    row = EventRow.objects.get(id=2)
    assert (row.state, row.attempts) == (EventRow.WAITING, 1)


@pytest.mark.django_db
def test_values_that_would_come_back_as_text_are_refused() -> None:
    from datetime import UTC, datetime

    with pytest.raises(TypeError), transaction.atomic():
        emit(BellRung(datetime.now(UTC)))  # type: ignore[arg-type]  # the mistake under test
    assert not EventRow.objects.exists()


@pytest.mark.django_db
def test_a_row_whose_worker_was_killed_is_taken_over_and_counted(heard: list[Any]) -> None:
    register(BellRung, after=[listener(heard, "after")])
    name = events.name_of(BellRung)
    EventRow.objects.create(id=1, name=name, data='{"bell": 3}', due=0, holder="gone", attempts=1)
    EventRow.objects.create(id=2, name=name, data='{"bell": 4}', due=2**60, holder="alive")
    assert drain() == 1
    assert heard == [("after", 3)]
    assert EventRow.objects.get(id=1).attempts == 2


@pytest.mark.django_db
def test_what_kills_its_worker_each_time_ends_among_the_dead(heard: list[Any]) -> None:
    register(BellRung, after=[listener(heard, "after")])
    name = events.name_of(BellRung)
    EventRow.objects.create(id=1, name=name, data='{"bell": 3}', due=0, holder="gone", attempts=9)
    drain()
    assert heard == []
    assert EventRow.objects.get().state == EventRow.DEAD
