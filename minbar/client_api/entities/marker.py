from typing import NotRequired

from typing_extensions import TypedDict

from minbar.client_api.entities.values import moment
from minbar.notifications.models import Marker as ReadMark


class Marker(TypedDict):
    last_read_id: str
    version: int
    updated_at: str


class Markers(TypedDict):
    home: NotRequired[Marker]
    notifications: NotRequired[Marker]


def marker_entity(marker: ReadMark) -> Marker:
    return {
        "last_read_id": str(marker.last_read_id),
        "version": marker.version,
        "updated_at": moment(marker.updated_at),
    }
