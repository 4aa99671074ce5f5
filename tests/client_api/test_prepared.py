"""Prepared bytes are never older than what they show: after anything that happens, a rebuild changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minbar.accounts.actions import (
    block,
    follow,
    lift_suspension,
    set_state,
    suspend_account,
    unfollow,
    update_profile,
)
from minbar.accounts.models import AccountState
from minbar.client_api.models import PreparedAccount, PreparedPost
from minbar.client_api.prepared import differences, rebuild
from minbar.core.worker import drain
from minbar.media.actions import describe_medium
from minbar.media.models import Medium
from minbar.posts.actions import (
    PollDraft,
    boost_post,
    delete_post,
    edit_article,
    edit_post,
    end_polls,
    favourite_post,
    publish_article,
    publish_post,
    purge_posts,
    reinstate_post,
    remove_post,
    restore_post,
    undo_boost,
    undo_favourite,
    vote,
)
from minbar.posts.models import Poll
from tests.cast import Cast


def stale() -> list[str]:
    drain()
    return list(differences())


def test_everything_that_happens_to_people_shows(cast: Cast) -> None:
    assert stale() == []
    update_profile(cast.salma, display_name="سلمى الجديدة", bio="كاتبة #نخيل")
    follow(cast.salma, cast.omar)
    follow(cast.omar, cast.salma)
    assert stale() == []
    unfollow(cast.salma, cast.omar)
    block(cast.omar, cast.salma)
    set_state(cast.nahr, AccountState.LIMITED)
    suspend_account(cast.hakim)
    assert not PreparedAccount.objects.filter(pk=cast.hakim.pk).exists()
    assert stale() == []
    lift_suspension(cast.hakim)
    assert stale() == []


def test_everything_that_happens_to_posts_shows(cast: Cast) -> None:
    post = publish_post(cast.omar, text="يا @salma انظري #بغداد", warning="تنبيه")
    answer = publish_post(cast.salma, text="رأيت", reply_to=post)
    assert stale() == []
    boost_post(cast.nahr, post)
    favourite_post(cast.salma, post)
    assert stale() == []
    edit_post(cast.omar, post, text="يا @amina انظري #البصرة")
    assert stale() == []
    undo_boost(cast.nahr, post)
    undo_favourite(cast.salma, post)
    delete_post(cast.salma, answer)
    assert not PreparedPost.objects.filter(pk=answer.pk).exists()
    assert stale() == []
    restore_post(cast.salma, answer)
    assert stale() == []
    remove_post(post)
    assert stale() == []
    reinstate_post(post)
    assert stale() == []


def test_what_is_purged_leaves_no_trace_in_what_answered_or_boosted_it(cast: Cast) -> None:
    post = publish_post(cast.omar, text="سيزول")
    publish_post(cast.salma, text="جواب يبقى", reply_to=post)
    boost_post(cast.nahr, post)
    delete_post(cast.omar, post)
    assert purge_posts(timezone.now() + timedelta(days=2)) == 1
    assert stale() == []


def test_polls_show_their_votes_and_their_end(cast: Cast) -> None:
    draft = PollDraft(["شاي", "قهوة"], expires_in=timedelta(minutes=10), hide_totals=True)
    post = publish_post(cast.omar, text="أيّهما؟", poll=draft)
    assert stale() == []
    vote(cast.salma, post.poll, [1])
    assert stale() == []
    Poll.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert end_polls() == 1
    assert stale() == []
    assert b'"votes_count":1' in bytes(PreparedPost.objects.get(pk=post.pk).poll or b"")


def test_articles_show_their_title(cast: Cast) -> None:
    article = publish_article(cast.nahr, title="عن النهر", source="## البداية\n\nنصّ طويل عن النهر وأهله.")
    assert stale() == []
    edit_article(cast.nahr, article, title="عن النهر والناس", source="نصّ آخر.")
    assert stale() == []
    assert "عن النهر والناس" in bytes(PreparedPost.objects.get(pk=article.pk).body).decode()


def test_a_rebuild_mends_whatever_was_lost(cast: Cast) -> None:
    post = publish_post(cast.omar, text="أوّل")
    drain()
    PreparedPost.objects.filter(pk=post.pk).update(body=b"{}")
    PreparedAccount.objects.filter(pk=cast.salma.pk).delete()
    assert len(list(differences())) == 2
    accounts, posts = rebuild()
    assert (accounts, posts) == (6, 1)
    assert list(differences()) == []


@pytest.mark.parametrize("of", ["post", "account"])
def test_a_picture_described_anew_shows_wherever_it_stands(cast: Cast, of: str) -> None:
    medium = Medium.objects.create(
        owner_id=cast.omar.pk, state=Medium.State.READY, kind="image", file="a/b.webp", width=10, height=10
    )
    if of == "post":
        publish_post(cast.omar, text="صورة", media=[medium])
    else:
        update_profile(cast.omar, avatar=medium)
    assert stale() == []
    describe_medium(cast.omar.pk, medium, description="نخلة عند النهر")
    assert stale() == []
