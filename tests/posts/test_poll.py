"""Polls: what makes a good one, voting, and their end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minbar.accounts.actions import set_state
from minbar.core.errors import Invalid, Missing, Refused
from minbar.posts.actions import PollDraft, delete_post, publish_post, vote
from minbar.posts.events import PollEnded, PollVoted
from minbar.posts.limits import LONGEST_OPTION, MOST_OPTIONS
from minbar.posts.models import Poll, Post, Vote
from minbar.posts.tasks import end_due_polls
from tests.cast import Cast
from tests.posts.told import told


def asked(cast: Cast, *, multiple: bool = False, audience: str = "public") -> Post:
    draft = PollDraft(["شاي", "قهوة", "ماء"], multiple=multiple)
    return publish_post(cast.salma, text="ماذا تشرب؟", poll=draft, audience=audience)


@pytest.mark.parametrize(
    "draft",
    [
        PollDraft([]),
        PollDraft(["واحد"]),
        PollDraft(["واحد", "   "]),
        PollDraft([str(number) for number in range(MOST_OPTIONS + 1)]),
        PollDraft(["واحد", "س" * (LONGEST_OPTION + 1)]),
        PollDraft(["نعم", " نعم "]),
        PollDraft(["نعم", "لا"], expires_in=timedelta(minutes=1)),
        PollDraft(["نعم", "لا"], expires_in=timedelta(days=400)),
        PollDraft(["نعم", "لا"], expires_in=timedelta(seconds=-5)),
    ],
)
def test_a_bad_poll_is_refused_and_nothing_is_published(cast: Cast, draft: PollDraft) -> None:
    with pytest.raises(Invalid) as error:
        publish_post(cast.salma, text="سؤال", poll=draft)
    assert error.value.field == "poll"
    assert not Post.objects.exists()


def test_a_vote_is_counted(cast: Cast) -> None:
    post = asked(cast)
    poll = vote(cast.omar, post.poll, [1])
    assert [option.votes_count for option in poll.options.all()] == [0, 1, 0]
    assert (poll.votes_count, poll.voters_count) == (1, 1)
    assert told(PollVoted) == [PollVoted(poll.pk, post.pk, cast.omar.pk)]


def test_several_choices_are_one_voter(cast: Cast) -> None:
    poll = vote(cast.omar, asked(cast, multiple=True).poll, [2, 0, 2])
    assert [option.votes_count for option in poll.options.all()] == [1, 0, 1]
    assert (poll.votes_count, poll.voters_count) == (2, 1)


def test_nobody_votes_twice(cast: Cast) -> None:
    poll = asked(cast).poll
    vote(cast.omar, poll, [0])
    with pytest.raises(Invalid):
        vote(cast.omar, poll, [1])
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("choices", [[], [0, 1], [3], [-1]])
def test_choices_that_do_not_fit_are_refused(cast: Cast, choices: list[int]) -> None:
    poll = asked(cast).poll
    with pytest.raises(Invalid):
        vote(cast.omar, poll, choices)
    assert not Vote.objects.exists()


def test_the_author_does_not_vote(cast: Cast) -> None:
    with pytest.raises(Refused):
        vote(cast.salma, asked(cast).poll, [0])


def test_a_frozen_account_does_not_vote(cast: Cast) -> None:
    poll = asked(cast).poll
    set_state(cast.omar, "frozen")
    with pytest.raises(Refused):
        vote(cast.omar, poll, [0])


def test_one_votes_only_where_one_sees_the_post(cast: Cast) -> None:
    poll = asked(cast, audience="followers").poll
    with pytest.raises(Missing):
        vote(cast.omar, poll, [0])
    shown = asked(cast)
    delete_post(cast.salma, shown)
    with pytest.raises(Missing):
        vote(cast.omar, shown.poll, [0])


def test_an_ended_poll_takes_no_vote_and_is_announced_once(cast: Cast) -> None:
    post, running = asked(cast), asked(cast)
    Poll.objects.filter(post=post).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Invalid):
        vote(cast.omar, post.poll, [0])
    end_due_polls()
    end_due_polls()
    assert told(PollEnded) == [PollEnded(post.poll.pk, post.pk)]
    assert not Poll.objects.get(post=running).announced
