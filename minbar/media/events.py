"""What happened to uploaded files."""

from dataclasses import dataclass

from minbar.core.events import Event


@dataclass(frozen=True, slots=True)
class MediumReady(Event):
    """Processed: it has its file, preview and blurhash."""

    medium_id: int


@dataclass(frozen=True, slots=True)
class MediumFailed(Event):
    """It cannot be shown; ``Medium.failure`` says why."""

    medium_id: int


@dataclass(frozen=True, slots=True)
class MediumDescribed(Event):
    """Its description or focal point changed."""

    medium_id: int
