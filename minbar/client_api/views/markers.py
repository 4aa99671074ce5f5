"""How far the reader has read, kept for all their devices."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import actor, needs
from minbar.client_api.entities.error import Error
from minbar.client_api.entities.marker import Markers, marker_entity
from minbar.client_api.forms import Asked, Form, Sent
from minbar.core.errors import Invalid
from minbar.core.ids import parse_id
from minbar.notifications import actions, queries

router = Router(tags=["markers"])


class WhichForm(Form):
    timeline: list[str] = Field([], alias="timeline[]")


class PlaceForm(Form):
    last_read_id: str


class PlacesForm(Form):
    home: PlaceForm | None = None
    notifications: PlaceForm | None = None


@router.get("/v1/markers", response=responses(Markers), auth=needs("read:statuses"))
def show(request: HttpRequest, form: Asked[WhichForm]) -> HttpResponse:
    """The markers asked for."""
    found = queries.markers_of(actor(request), form.timeline)
    return answer({marker.timeline: marker_entity(marker) for marker in found})


@router.post("/v1/markers", response={**responses(Markers), 409: Error}, auth=needs("write:statuses"))
def save(request: HttpRequest, form: Sent[PlacesForm]) -> HttpResponse:
    """Move markers; 409 when another device moved one at the same moment."""
    moved: dict[str, Any] = {}
    for timeline, place in (("home", form.home), ("notifications", form.notifications)):
        if place is not None:
            last = parse_id(place.last_read_id)
            if last is None:
                raise Invalid(_("A marker needs the id of what was read last."), "last_read_id")
            moved[timeline] = marker_entity(actions.mark_read(actor(request), timeline, last))
    return answer(moved)
