from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from minbar.accounts.models import Account as Person
from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import actor, needs, open_to, the_id, viewer
from minbar.client_api.entities.poll import Poll, poll_entity
from minbar.client_api.forms import Form, Sent
from minbar.core.errors import Missing
from minbar.posts import actions
from minbar.posts.models import Poll as Question
from minbar.posts.queries import choices_of, poll_seen_by

router = Router(tags=["polls"])


class VoteForm(Form):
    choices: list[int] = Field([], max_length=100)


def _poll(text: str, reader: Person | None) -> Question:
    found = poll_seen_by(the_id(text), reader)
    if found is None:
        raise Missing
    return found


def _entity(poll: Question, reader: Person | None) -> Poll:
    own = None if reader is None else choices_of(reader, poll)
    return poll_entity(poll, expired=poll.expired, own_votes=own)


@router.get("/v1/polls/{id}", response=responses(Poll), auth=open_to("read:statuses"))
def show(request: HttpRequest, id: str) -> HttpResponse:
    """A poll of a post that the reader may see."""
    reader = viewer(request)
    return answer(_entity(_poll(id, reader), reader))


@router.post("/v1/polls/{id}/votes", response=responses(Poll), auth=needs("write:statuses"))
def vote(request: HttpRequest, id: str, form: Sent[VoteForm]) -> HttpResponse:
    """Vote, once for all; answers are counted from 0."""
    me = actor(request)
    return answer(_entity(actions.vote(me, _poll(id, me), form.choices), me))
