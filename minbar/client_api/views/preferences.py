from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import login, needs
from minbar.client_api.entities.preferences import Preferences, preferences_entity

router = Router(tags=["preferences"])


@router.get("/v1/preferences", response=responses(Preferences), auth=needs("read:accounts"))
def show(request: HttpRequest) -> HttpResponse:
    """What the reader's new posts start with, and how much is unfolded for them."""
    return answer(preferences_entity(login(request)))
