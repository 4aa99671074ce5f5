from datetime import timedelta

from django.utils import timezone

from minbar.core.worker import drain
from minbar.posts.actions import PollDraft, publish_post
from minbar.posts.models import Poll, Post
from tests.cast import Cast
from tests.client_api.client import App


def asked(cast: Cast, *, multiple: bool = False, hide: bool = False, audience: str = "public") -> Post:
    draft = PollDraft(["شاي", "قهوة", "ماء"], timedelta(hours=1), multiple, hide)
    return publish_post(cast.salma, text="ماذا تشربون؟", poll=draft, audience=audience)


def test_a_poll_is_read_and_voted_in_once(cast: Cast) -> None:
    poll = asked(cast).poll
    path, omar = f"/v1/polls/{poll.pk}", App(cast.omar)
    before = omar.get(path).json()
    assert [option["votes_count"] for option in before["options"]] == [0, 0, 0]
    assert (before["voted"], before["own_votes"]) == (False, [])
    voted = omar.post(f"{path}/votes", {"choices": [1]})
    assert voted.status_code == 200, voted.content
    assert voted.json()["own_votes"] == [1]
    assert [option["votes_count"] for option in voted.json()["options"]] == [0, 1, 0]
    assert "voted" not in App().get(path).json()
    status = omar.get(f"/v1/statuses/{poll.post_id}").json()
    assert status["poll"] == omar.get(path).json()
    again = omar.post(f"{path}/votes", {"choices": [2]})
    assert again.status_code == 422
    assert "already voted" in again.json()["error"]


def test_several_answers_where_several_are_wanted(cast: Cast) -> None:
    poll = asked(cast, multiple=True).poll
    voted = App(cast.omar).form(f"/v1/polls/{poll.pk}/votes", {"choices[]": ["0", "2"]})
    assert voted.json()["own_votes"] == [0, 2]
    assert (voted.json()["votes_count"], voted.json()["voters_count"]) == (2, 1)


def test_wrong_votes_are_refused_and_not_counted(cast: Cast) -> None:
    poll = asked(cast).poll
    path = f"/v1/polls/{poll.pk}/votes"
    for wrong in ([], [3], [-1], [0, 1], ["x"]):
        refused = App(cast.omar).post(path, {"choices": wrong})
        assert refused.status_code == 422, wrong
        assert refused.json()["error"]
    assert App(cast.salma).post(path, {"choices": [0]}).status_code == 403
    Poll.objects.filter(pk=poll.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    late = App(cast.omar).post(path, {"choices": [0]})
    assert late.status_code == 422
    assert "ended" in late.json()["error"]
    assert Poll.objects.get(pk=poll.pk).votes_count == 0


def test_hidden_totals_come_out_when_the_poll_ends(cast: Cast) -> None:
    poll = asked(cast, hide=True).poll
    path = f"/v1/polls/{poll.pk}"
    hidden = App(cast.omar).post(f"{path}/votes", {"choices": [0]}).json()
    assert [option["votes_count"] for option in hidden["options"]] == [None, None, None]
    Poll.objects.filter(pk=poll.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    shown = App(cast.omar).get(path).json()
    assert shown["expired"] is True
    assert [option["votes_count"] for option in shown["options"]] == [1, 0, 0]
    drain()


def test_a_poll_is_seen_by_those_who_see_its_post(cast: Cast) -> None:
    poll = asked(cast, audience="followers").poll
    for app in (App(), App(cast.omar)):
        assert app.get(f"/v1/polls/{poll.pk}").status_code == 404
    assert App(cast.omar).post(f"/v1/polls/{poll.pk}/votes", {"choices": [0]}).status_code == 404
    assert App(cast.salma).get(f"/v1/polls/{poll.pk}").status_code == 200
