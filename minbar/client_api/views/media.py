"""Pictures to publish: uploaded, described, looked at while the worker processes them, thrown away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import actor, needs, the_id
from minbar.client_api.entities.error import Empty
from minbar.client_api.entities.media import MediaAttachment, media_entity
from minbar.client_api.forms import Form, Sent
from minbar.client_api.uploads import processed, uploaded
from minbar.client_api.views.statuses import focus_of
from minbar.core.errors import Invalid, Missing
from minbar.media import actions
from minbar.media.models import Medium

router = Router(tags=["media"])
_UPLOADED = {**responses(MediaAttachment), 202: MediaAttachment}


class UploadForm(Form):
    file: Any = None
    description: str = ""
    focus: str | None = None
    #: Its own thumbnail is made of every picture; one that is sent is not used.
    thumbnail: Any = None

    def medium(self, request: HttpRequest) -> Medium:
        return actions.receive_upload(
            actor(request).pk,
            uploaded(self.file, "file"),
            description=self.description,
            focus=(0.0, 0.0) if self.focus is None else focus_of(self.focus),
        )


class DescriptionForm(Form):
    description: str | None = None
    focus: str | None = None
    thumbnail: Any = None


def _own(request: HttpRequest, text: str) -> Medium:
    found = Medium.objects.filter(pk=the_id(text), owner_id=actor(request).pk).first()
    if found is None:
        raise Missing
    return found


def _answer(medium: Medium, waiting: int) -> HttpResponse:
    return answer(media_entity(medium), waiting if medium.state == Medium.State.WAITING else 200)


@router.post("/v2/media", response=_UPLOADED, auth=needs("write:media"))
def upload(request: HttpRequest, form: Sent[UploadForm]) -> HttpResponse:
    """Upload a picture; 202 says that it is being processed: ask for it until it is there."""
    return _answer(form.medium(request), waiting=202)


@router.post("/v1/media", response=_UPLOADED, auth=needs("write:media"))
def upload_and_wait(request: HttpRequest, form: Sent[UploadForm]) -> HttpResponse:
    """Upload a picture and wait until it is processed; 202 if that takes unusually long."""
    return _answer(processed(form.medium(request)), waiting=202)


@router.get(
    "/v1/media/{id}",
    response={**responses(MediaAttachment), 206: MediaAttachment},
    auth=needs("write:media"),
)
def show(request: HttpRequest, id: str) -> HttpResponse:
    """One's own upload: 206 while it is processed, 422 with the reason if it cannot be used."""
    medium = _own(request, id)
    if medium.state == Medium.State.FAILED:
        raise Invalid(medium.failure or _("The picture could not be used."), "file")
    return _answer(medium, waiting=206)


@router.put(
    "/v1/media/{id}",
    response={**responses(MediaAttachment), 206: MediaAttachment},
    auth=needs("write:media"),
)
def describe(request: HttpRequest, id: str, form: Sent[DescriptionForm]) -> HttpResponse:
    """Change the description or the focal point."""
    medium = actions.describe_medium(
        actor(request).pk,
        _own(request, id),
        description=form.description,
        focus=None if form.focus is None else focus_of(form.focus),
    )
    return _answer(medium, waiting=206)


@router.delete("/v1/media/{id}", response=responses(Empty), auth=needs("write:media"))
def discard(request: HttpRequest, id: str) -> HttpResponse:
    """Throw away an upload that no post shows."""
    actions.discard_medium(actor(request).pk, _own(request, id))
    return answer({})
