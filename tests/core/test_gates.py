"""Gates: the strictest answer holds."""

from collections.abc import Iterator
from typing import Any

import pytest

from minbar.core import gates
from minbar.core.gates import Gate, Verdict


@pytest.fixture
def answering() -> Iterator[Any]:
    given: list[tuple[Gate, gates.Answer]] = []

    def add(verdict: Verdict | None, gate: Gate = Gate.SHOW_AD) -> list[Any]:
        asked: list[Any] = []

        def function(actor: Any, subject: Any) -> Verdict | None:
            asked.append((actor, subject))
            return verdict

        gates.answer(gate, function)
        given.append((gate, function))
        return asked

    yield add
    for gate, function in given:
        gates.withdraw(gate, function)


def test_a_gate_nobody_answers_is_open() -> None:
    assert gates.ask(Gate.SHOW_AD, "reader").allowed


def test_the_strictest_answer_holds_with_its_reason(answering: Any) -> None:
    answering(Verdict("hold", "wait"))
    answering(None)
    answering(Verdict("allow"))
    answering(Verdict("refuse", "no"))
    assert gates.ask(Gate.SHOW_AD, "reader", "ad") == Verdict("refuse", "no")


def test_of_two_equal_answers_the_first_is_told(answering: Any) -> None:
    answering(Verdict("hold", "first"))
    answering(Verdict("hold", "second"))
    assert gates.ask(Gate.SHOW_AD, "reader").reason == "first"


def test_an_answer_hears_who_and_what(answering: Any) -> None:
    asked = answering(Verdict("allow"))
    gates.ask(Gate.SHOW_AD, "reader", "ad")
    assert asked == [("reader", "ad")]


def test_an_answer_to_one_gate_says_nothing_about_another(answering: Any) -> None:
    answering(Verdict("refuse", "no"), Gate.SHOW_AD)
    assert gates.ask(Gate.READ, "reader").outcome == "allow"


def test_the_same_answer_registered_twice_is_asked_once(answering: Any) -> None:
    asked = answering(Verdict("allow"))
    gates.answer(Gate.SHOW_AD, gates._answers[Gate.SHOW_AD][-1])
    gates.ask(Gate.SHOW_AD, "reader")
    assert len(asked) == 1
