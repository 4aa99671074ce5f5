"""Named questions that upper apps may answer before an action or a delivery.

An action asks (`ask(Gate.PUBLISH, author, draft)`), the apps above it answer: the Code, a child's limits,
a suspension. Who answers is written in config/wiring.py and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from minbar.core.errors import Message

Outcome = Literal["allow", "hold", "refuse"]
_STRICTNESS: dict[str, int] = {"allow": 0, "hold": 1, "refuse": 2}


class Gate(StrEnum):
    PUBLISH = "publish"
    FOLLOW = "follow"
    MESSAGE = "message"
    NOTIFY = "notify"
    READ = "read"
    SHOW_AD = "show_ad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, and the reason the person is told."""

    outcome: Outcome
    reason: Message = ""

    @property
    def allowed(self) -> bool:
        return self.outcome == "allow"


ALLOW = Verdict("allow")

# What answers a gate: (actor, subject) -> verdict, or None for "nothing to say".
Answer = Callable[[Any, Any], Verdict | None]

_answers: dict[Gate, list[Answer]] = {gate: [] for gate in Gate}


def answer(gate: Gate, function: Answer) -> None:
    """Let `function` answer the gate; a second registration of the same function changes nothing."""
    if function not in _answers[gate]:
        _answers[gate].append(function)


def withdraw(gate: Gate, function: Answer) -> None:
    """Take an answer back (a test that registered its own)."""
    _answers[gate].remove(function)


def ask(gate: Gate, actor: Any, subject: Any = None) -> Verdict:
    """The strictest of the registered answers, the first of equals; allow if there is none."""
    verdict = ALLOW
    for function in _answers[gate]:
        given = function(actor, subject)
        if given is None or _STRICTNESS[given.outcome] <= _STRICTNESS[verdict.outcome]:
            continue
        verdict = given
        if verdict.outcome == "refuse":
            break
    return verdict
