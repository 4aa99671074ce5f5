from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api.answers import answer, responses
from minbar.client_api.entities.emoji import CustomEmoji

router = Router(tags=["instance"])


@router.get("/v1/custom_emojis", response=responses(list[CustomEmoji]))
def index(request: HttpRequest) -> HttpResponse:
    """The server's own emojis: there are none."""
    return answer([])
