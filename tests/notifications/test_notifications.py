from datetime import timedelta

import pytest
from django.utils import timezone

from minbar.accounts.actions import (
    accept_follow_request,
    block,
    create_account,
    follow,
    mute,
    set_state,
    unfollow,
)
from minbar.accounts.models import Account, AccountState
from minbar.core import gates
from minbar.core.errors import Missing
from minbar.core.gates import Gate, Verdict
from minbar.core.paging import Page
from minbar.core.worker import drain
from minbar.ethics.actions import report
from minbar.notifications.actions import Conflict, clear, dismiss, mark_read
from minbar.notifications.models import Marker
from minbar.notifications.queries import notifications_of, unread_count
from minbar.posts.actions import (
    PollDraft,
    boost_post,
    delete_post,
    edit_post,
    end_polls,
    favourite_post,
    mute_thread,
    publish_post,
    undo_boost,
    undo_favourite,
    vote,
)
from minbar.posts.models import Poll
from tests.cast import Cast


def told(account: Account) -> list[tuple[str, str]]:
    """(kind, by whom), oldest first, of what happened after the cast was made."""
    drain()
    rows = notifications_of(account, Page(limit=40), exclude=["admin.sign_up"])
    return [(row.kind, row.actor.username) for row in reversed(rows)]


def test_follows_and_requests_are_told_and_taken_back(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    follow(cast.omar, cast.layla)
    assert told(cast.salma) == [("follow", "omar")]
    assert told(cast.layla) == [("follow_request", "omar")]
    accept_follow_request(cast.layla, cast.omar)
    assert told(cast.layla) == [("follow", "omar")]
    unfollow(cast.omar, cast.salma)
    assert told(cast.salma) == []


def test_a_mention_and_a_reply_are_told_once(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال")
    publish_post(cast.omar, text="@salma جواب", reply_to=post)
    publish_post(cast.nahr, text="بلا ذكر", reply_to=post)
    publish_post(cast.salma, text="شكرًا @salma", reply_to=post)
    assert told(cast.salma) == [("mention", "omar"), ("mention", "dar_alnahr")]


def test_favourites_and_boosts_are_told_and_taken_back(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر")
    favourite_post(cast.omar, post)
    boost_post(cast.nahr, post)
    assert told(cast.salma) == [("favourite", "omar"), ("reblog", "dar_alnahr")]
    undo_favourite(cast.omar, post)
    undo_boost(cast.nahr, post)
    assert told(cast.salma) == []


def test_who_asked_for_it_hears_of_each_post_but_not_of_replies(cast: Cast) -> None:
    follow(cast.salma, cast.nahr, notify=True)
    post = publish_post(cast.nahr, text="عاجل")
    publish_post(cast.nahr, text="جواب", reply_to=publish_post(cast.omar, text="سؤال"))
    assert told(cast.salma) == [("status", "dar_alnahr")]
    delete_post(cast.nahr, post)
    assert told(cast.salma) == []


def test_whoever_boosted_a_post_hears_that_it_was_edited(cast: Cast) -> None:
    post = publish_post(cast.nahr, text="خبر")
    boost_post(cast.salma, post)
    drain()
    edit_post(cast.nahr, post, text="خبر مصحّح، @omar")
    assert told(cast.salma) == [("update", "dar_alnahr")]
    assert told(cast.omar) == [("mention", "dar_alnahr")]
    edit_post(cast.nahr, post, text="خبر مصحّح مرّة أخرى، @omar")
    assert told(cast.salma) == [("update", "dar_alnahr")]


def test_author_and_voters_hear_that_a_poll_ended(cast: Cast) -> None:
    post = publish_post(cast.nahr, text="أيّهما؟", poll=PollDraft(["شاي", "قهوة"]))
    vote(cast.salma, post.poll, [0])
    Poll.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    end_polls()
    assert told(cast.salma) == [("poll", "dar_alnahr")]
    assert told(cast.nahr) == [("poll", "dar_alnahr")]
    assert told(cast.omar) == []


def test_moderators_hear_of_sign_ups_and_reports(cast: Cast) -> None:
    create_account("zaynab", email="zaynab@example.org")
    drain()
    kinds = [row.kind for row in notifications_of(cast.hakim, Page(limit=1))]
    assert kinds == ["admin.sign_up"]
    report(cast.salma, cast.omar, category="spam", comment="إعلانات")
    assert told(cast.hakim) == [("admin.report", "salma")]
    assert told(cast.omar) == []


@pytest.mark.parametrize("wall", ["block", "blocked", "mute"])
def test_nothing_is_told_across_a_block_or_a_mute(cast: Cast, wall: str) -> None:
    post = publish_post(cast.salma, text="خبر")
    favourite_post(cast.omar, post)
    assert told(cast.salma) == [("favourite", "omar")]
    if wall == "block":
        block(cast.salma, cast.omar)
    elif wall == "blocked":
        block(cast.omar, cast.salma)
    else:
        mute(cast.salma, cast.omar)
    assert told(cast.salma) == []
    publish_post(cast.omar, text="@salma أتسمعين؟")
    assert told(cast.salma) == []


def test_a_mute_that_spares_notifications_spares_them(cast: Cast) -> None:
    mute(cast.salma, cast.omar, notifications=False)
    publish_post(cast.omar, text="@salma أتسمعين؟")
    assert told(cast.salma) == [("mention", "omar")]


def test_a_muted_conversation_is_quiet(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سؤال")
    mute_thread(cast.salma, post)
    publish_post(cast.omar, text="@salma جواب", reply_to=post)
    favourite_post(cast.nahr, post)
    assert told(cast.salma) == []


def test_one_on_a_break_is_told_of_nothing(cast: Cast) -> None:
    set_state(cast.salma, AccountState.RESTING)
    publish_post(cast.omar, text="@salma أين أنتِ؟")
    assert told(cast.salma) == []


def test_the_gate_is_asked(cast: Cast) -> None:
    def no(recipient: Account, actor: Account) -> Verdict:
        return Verdict("refuse" if actor.username == "omar" else "allow")

    gates.answer(Gate.NOTIFY, no)
    try:
        publish_post(cast.omar, text="@salma أتسمعين؟")
        publish_post(cast.nahr, text="@salma أتسمعين؟")
        assert told(cast.salma) == [("mention", "dar_alnahr")]
    finally:
        gates.withdraw(Gate.NOTIFY, no)


def test_what_is_put_away_is_gone_and_only_ones_own_can_be(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر")
    for person in (cast.omar, cast.nahr):
        favourite_post(person, post)
    drain()
    first = notifications_of(cast.salma, Page())[-1]
    with pytest.raises(Missing):
        dismiss(cast.omar, first.pk)
    dismiss(cast.salma, first.pk)
    assert told(cast.salma) == [("favourite", "dar_alnahr")]
    clear(cast.salma)
    assert told(cast.salma) == []


def test_kinds_people_and_pages_are_chosen(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر")
    favourite_post(cast.omar, post)
    boost_post(cast.nahr, post)
    drain()

    def kinds(**wishes: object) -> list[str]:
        return [row.kind for row in notifications_of(cast.salma, Page(), **wishes)]  # type: ignore[arg-type]  # a test passes what the query takes

    assert kinds(kinds=["favourite"]) == ["favourite"]
    assert kinds(exclude=["favourite"]) == ["reblog"]
    assert kinds(actor_id=cast.omar.pk) == ["favourite"]
    newest = notifications_of(cast.salma, Page(limit=1))[0]
    assert [row.kind for row in notifications_of(cast.salma, Page(max_id=newest.pk))] == ["favourite"]


def test_the_unread_are_those_after_the_marker(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر")
    favourite_post(cast.omar, post)
    boost_post(cast.nahr, post)
    drain()
    assert unread_count(cast.salma) == 2
    assert unread_count(cast.salma, most=1) == 1
    newest = notifications_of(cast.salma, Page(limit=1))[0]
    mark_read(cast.salma, "notifications", newest.pk)
    assert unread_count(cast.salma) == 0


def test_a_marker_counts_its_moves_and_two_at_once_conflict(cast: Cast) -> None:
    assert mark_read(cast.salma, "home", 5).version == 1
    assert mark_read(cast.salma, "home", 9).version == 2
    read_by_the_tablet = Marker.objects.get(account=cast.salma)
    mark_read(cast.salma, "home", 10)
    with pytest.raises(Conflict):
        mark_read(cast.salma, "home", 11, known=read_by_the_tablet)
    assert Marker.objects.get(account=cast.salma).last_read_id == 10
