"""Followers see each event once, also one whose transaction was slow to commit."""

import threading
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from minbar.core.events import Event, emit, emit_many, name_of
from minbar.core.ids import new_id
from minbar.core.models import EventRow
from minbar.core.stream import Follower


@dataclass(frozen=True, slots=True)
class LampLit(Event):
    lamp: int


@dataclass(frozen=True, slots=True)
class LampBroken(Event):
    lamp: int


def tell(*events: Event) -> None:
    with transaction.atomic():
        emit_many(events)


@pytest.mark.django_db
def test_a_follower_sees_what_comes_after_it_began_once_and_only_what_it_asked_for() -> None:
    tell(LampLit(1))
    follower = Follower([LampLit])
    tell(LampLit(2), LampBroken(2), LampLit(3))
    assert [event for _, event in follower.read()] == [LampLit(2), LampLit(3)]
    assert follower.read() == []
    tell(LampLit(4))
    assert [event for _, event in follower.read()] == [LampLit(4)]


@pytest.mark.django_db
def test_a_follower_may_begin_anywhere_and_read_in_portions() -> None:
    start = new_id()
    tell(*(LampLit(number) for number in range(25)))
    follower = Follower([LampLit], after=start)
    portions = [follower.read(limit=10) for _ in range(4)]
    assert [len(portion) for portion in portions] == [10, 10, 5, 0]
    assert [event for portion in portions for _, event in portion] == [
        LampLit(number) for number in range(25)
    ]
    another = Follower([LampLit], after=portions[0][-1][0])
    assert len(another.read()) == 15
    assert another.place == portions[2][-1][0]


@pytest.mark.django_db
def test_an_event_that_was_committed_later_than_a_younger_one_is_not_missed() -> None:
    follower = Follower([LampLit])
    older = new_id()
    tell(LampLit(2))
    assert [event for _, event in follower.read()] == [LampLit(2)]
    EventRow.objects.create(id=older, name=name_of(LampLit), data='{"lamp": 1}', due=0, state=EventRow.DONE)
    assert follower.read() == [(older, LampLit(1))]
    assert follower.read() == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_missed_while_several_write() -> None:
    follower = Follower([LampLit])

    def write(first: int) -> None:
        try:
            for lamp in range(first, first + 100):
                with transaction.atomic():
                    emit(LampLit(lamp))
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for writer in writers:
        writer.start()
    seen: list[Event] = []
    while any(writer.is_alive() for writer in writers):
        seen += [event for _, event in follower.read()]
    for writer in writers:
        writer.join()
    seen += [event for _, event in follower.read()]
    assert sorted(event.lamp for event in seen if isinstance(event, LampLit)) == list(range(300))
