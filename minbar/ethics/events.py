"""What happened to reports and decisions."""

from dataclasses import dataclass

from minbar.core.events import Event


@dataclass(frozen=True, slots=True)
class Reported(Event):
    report_id: int
    target_id: int
    reporter_id: int | None


@dataclass(frozen=True, slots=True)
class ReportClosed(Event):
    report_id: int


@dataclass(frozen=True, slots=True)
class Decided(Event):
    decision_id: int
    kind: str
    target_id: int
