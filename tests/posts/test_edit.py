"""Editing: what changes, what is kept, what begins anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.core import gates
from minbar.core.errors import Invalid, Missing, Refused
from minbar.core.gates import Gate, Verdict
from minbar.posts.actions import PollDraft, boost_post, edit_post, publish_post, vote
from minbar.posts.events import PostEdited, PostHeld
from minbar.posts.models import Poll, Post, PostVersion
from minbar.posts.queries import post_history
from tests.cast import Cast
from tests.posts.told import told


def test_an_edit_keeps_what_was_said_before(cast: Cast) -> None:
    post = publish_post(cast.salma, text="اول #قديم", language="ar")
    edited = edit_post(cast.salma, post, text="ثان #جديد", warning="انتبه")
    assert edited.text == "ثان #جديد"
    assert edited.edited_at is not None
    assert edited.sensitive
    history = post_history(edited)
    assert [version.text for version in history] == ["اول #قديم", "ثان #جديد"]
    assert history[0].created_at == post.created_at
    assert history[1].created_at == edited.edited_at
    assert [row.tag.name for row in edited.tags.all()] == ["جديد"]
    assert told(PostEdited) == [PostEdited(post.pk)]


def test_a_second_edit_adds_one_version(cast: Cast) -> None:
    post = publish_post(cast.salma, text="1")
    edit_post(cast.salma, post, text="2")
    edit_post(cast.salma, post, text="3")
    assert [version.text for version in post_history(post)] == ["1", "2", "3"]


def test_the_history_of_an_unedited_post_is_what_it_says(cast: Cast) -> None:
    post = publish_post(cast.salma, text="كما هو")
    assert [version.text for version in post_history(post)] == ["كما هو"]
    assert not PostVersion.objects.exists()


def test_an_edit_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص", warning="و", language="ar", poll=PollDraft(["نعم", "لا"]))
    same = edit_post(cast.salma, post, text="نص", warning="و", language="ar", poll=PollDraft(["نعم", "لا"]))
    assert same.edited_at is None
    assert not PostVersion.objects.exists()
    assert not told(PostEdited)


def test_an_edit_mentions_whom_the_new_text_names(cast: Cast) -> None:
    post = publish_post(cast.salma, text="@omar @layla")
    edited = edit_post(cast.salma, post, text="@layla @hakim")
    assert {row.account_id for row in edited.mentions.all()} == {cast.layla.pk, cast.hakim.pk}


def test_nobody_edits_the_post_of_another(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    with pytest.raises(Missing):
        edit_post(cast.omar, post, text="غير")
    assert Post.objects.get(pk=post.pk).text == "نص"


def test_an_edit_is_checked_like_a_new_post(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    with pytest.raises(Invalid):
        edit_post(cast.salma, post, text="  ")
    with pytest.raises(Invalid):
        edit_post(cast.salma, post, text="س" * 5001)


def test_a_boost_has_nothing_to_edit(cast: Cast) -> None:
    boost = boost_post(cast.omar, publish_post(cast.salma, text="نص"))
    with pytest.raises(Invalid):
        edit_post(cast.omar, boost, text="غير")


def test_new_choices_begin_the_vote_anew(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال", poll=PollDraft(["نعم", "لا"]))
    vote(cast.omar, post.poll, [0])
    edited = edit_post(cast.salma, post, text="سؤال", poll=PollDraft(["نعم", "لا", "ربما"]))
    assert edited.poll.votes_count == 0
    assert [version.poll for version in post_history(edited)] == [["نعم", "لا"], ["نعم", "لا", "ربما"]]
    vote(cast.omar, edited.poll, [2])


def test_the_same_choices_keep_the_votes(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال", poll=PollDraft(["نعم", "لا"]))
    vote(cast.omar, post.poll, [0])
    later = PollDraft(["نعم", "لا"], expires_in=timedelta(days=3))
    edited = edit_post(cast.salma, post, text="سؤال بعبارة أوضح", poll=later)
    assert edited.poll.votes_count == 1
    assert edited.poll.expires_at is not None
    assert edited.poll.expires_at > timezone.now() + timedelta(days=2)


def test_an_edit_does_not_open_a_poll_that_has_ended(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال", poll=PollDraft(["نعم", "لا"]))
    Poll.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    edited = edit_post(cast.salma, post, text="سؤال آخر", poll=PollDraft(["نعم", "لا"]))
    assert edited.poll.expired


def test_a_poll_left_out_is_taken_away(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال", poll=PollDraft(["نعم", "لا"]))
    edited = edit_post(cast.salma, post, text="بلا سؤال")
    assert not hasattr(edited, "poll")


def test_an_edit_may_be_refused_or_held(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص")
    verdicts = [Verdict("refuse", "no"), Verdict("hold", "wait")]

    def answer(actor: object, subject: object) -> Verdict:
        return verdicts.pop(0)

    gates.answer(Gate.PUBLISH, answer)
    try:
        with pytest.raises(Refused, match="no"):
            edit_post(cast.salma, post, text="غير")
        assert Post.objects.get(pk=post.pk).text == "نص"
        assert not PostVersion.objects.exists()
        held = edit_post(cast.salma, post, text="غير")
    finally:
        gates.withdraw(Gate.PUBLISH, answer)
    assert held.state == "held"
    assert told(PostHeld)
    assert not told(PostEdited)
    assert Account.objects.get(pk=cast.salma.pk).posts_count == 0
