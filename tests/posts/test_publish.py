"""Publishing: what becomes of a text, and what is not let through."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from minbar.accounts.actions import block, set_state
from minbar.accounts.models import Account
from minbar.core import gates
from minbar.core.errors import Invalid, Missing, Refused
from minbar.core.gates import Gate, Verdict
from minbar.core.ids import time_of
from minbar.posts.actions import PollDraft, delete_post, publish_post, release_post
from minbar.posts.events import PostHeld, PostPublished
from minbar.posts.models import IdempotencyKey, Post, PostVersion, Tag
from tests.cast import Cast
from tests.posts.told import told


@pytest.fixture
def gate() -> Iterator[Any]:
    """``gate(verdict)`` makes the gate answer so for the length of the test."""
    given: list[gates.Answer] = []

    def answer(verdict: Verdict) -> None:
        given.append(lambda actor, subject: verdict)
        gates.answer(Gate.PUBLISH, given[-1])

    yield answer
    for function in given:
        gates.withdraw(Gate.PUBLISH, function)


def test_a_post_is_rendered_once_and_has_its_addresses(cast: Cast) -> None:
    post = publish_post(cast.salma, text="صباح الخير https://example.org")
    stored = Post.objects.get(pk=post.pk)
    assert stored.text == "صباح الخير https://example.org"
    assert '<p dir="rtl">' in stored.html
    assert 'href="https://example.org"' in stored.html
    assert stored.uri == f"{settings.BASE_URL}/users/salma/posts/{post.pk}"
    assert stored.url == f"{settings.BASE_URL}/@salma/{post.pk}"
    assert stored.thread_id == post.pk
    assert told(PostPublished) == [PostPublished(post.pk, cast.salma.pk)]


def test_a_simple_post_takes_few_statements(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish_post(cast.salma, text="التحضير")
    with django_assert_num_queries(8, info="savepoint, author, post, event, three listeners, release"):
        publish_post(cast.salma, text="مرحبا بالجميع")


def test_a_post_counts_for_its_author_unless_it_is_direct(cast: Cast) -> None:
    publish_post(cast.salma, text="للجميع")
    publish_post(cast.salma, text="@omar لك وحدك", audience="direct")
    salma = Account.objects.get(pk=cast.salma.pk)
    assert salma.posts_count == 1
    assert salma.last_posted_on == datetime.now(UTC).date()


@pytest.mark.parametrize("text", ["", "  \n ", "\u200f"])
def test_an_empty_text_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(Invalid) as error:
        publish_post(cast.salma, text=text)
    assert error.value.field == "status"
    assert not Post.objects.exists()


def test_a_warning_over_nothing_becomes_the_text(cast: Cast) -> None:
    post = publish_post(cast.salma, warning="تحذير فقط")
    assert (post.text, post.warning) == ("تحذير فقط", "")


def test_a_warning_makes_the_post_sensitive(cast: Cast) -> None:
    assert publish_post(cast.salma, text="نص", warning="حرق أحداث").sensitive


def test_a_text_one_character_too_long_is_refused(cast: Cast) -> None:
    most = settings.ENV.max_post_length
    publish_post(cast.salma, text="س" * most)
    with pytest.raises(Invalid):
        publish_post(cast.salma, text="س" * (most + 1))


def test_a_warning_counts_towards_the_length(cast: Cast) -> None:
    with pytest.raises(Invalid):
        publish_post(cast.salma, text="س" * settings.ENV.max_post_length, warning="ت")


def test_a_link_counts_twenty_three_characters_long_or_short(cast: Cast) -> None:
    room = settings.ENV.max_post_length - 24
    publish_post(cast.salma, text="س" * room + " https://example.org/" + "a" * 500)
    with pytest.raises(Invalid):
        publish_post(cast.salma, text="س" * (room + 1) + " http://a.io")


def test_an_unknown_audience_is_refused(cast: Cast) -> None:
    for audience in ("everybody", "group", ""):
        with pytest.raises(Invalid):
            publish_post(cast.salma, text="نص", audience=audience)


def test_mentions_find_people_whatever_the_case(cast: Cast) -> None:
    post = publish_post(
        cast.salma, text=f"@OMAR و @layla@{settings.LOCAL_DOMAIN.partition(':')[0]} و @nobody_here"
    )
    assert {row.account_id for row in post.mentions.all()} == {cast.omar.pk, cast.layla.pk}
    assert f'href="{cast.omar.url}"' in post.html


def test_mentions_are_found_in_one_query_however_many(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish_post(cast.salma, text="@omar")
    with django_assert_max_num_queries(10):
        publish_post(cast.salma, text="@omar @layla @hakim @amina @dar_alnahr")


def test_spellings_of_a_hashtag_are_one_tag(cast: Cast) -> None:
    first = publish_post(cast.salma, text="#القراءة مفيدة")
    second = publish_post(cast.omar, text="أحب #القِراءه")
    assert Tag.objects.count() == 1
    assert [row.display for row in second.tags.all()] == ["القِراءه"]
    assert [row.display for row in first.tags.all()] == ["القراءة"]
    assert Tag.objects.get().last_used_on == datetime.now(UTC).date()


def test_a_reply_joins_the_conversation_and_is_counted(cast: Cast) -> None:
    first = publish_post(cast.salma, text="سؤال")
    answer = publish_post(cast.omar, text="جواب", reply_to=first)
    deeper = publish_post(cast.salma, text="شكرا", reply_to=answer)
    assert (deeper.thread_id, deeper.reply_to_id, deeper.reply_to_account_id) == (
        first.pk,
        answer.pk,
        cast.omar.pk,
    )
    assert Post.objects.get(pk=first.pk).replies_count == 1


def test_a_reply_for_few_is_not_counted_before_all(cast: Cast) -> None:
    first = publish_post(cast.salma, text="سؤال")
    publish_post(cast.omar, text="@salma سرا", reply_to=first, audience="direct")
    publish_post(cast.omar, text="لمتابعيّ", reply_to=first, audience="followers")
    assert Post.objects.get(pk=first.pk).replies_count == 0


def test_one_cannot_reply_to_what_one_may_not_see(cast: Cast) -> None:
    hidden = publish_post(cast.salma, text="لمتابعيّ", audience="followers")
    with pytest.raises(Missing):
        publish_post(cast.omar, text="جواب", reply_to=hidden)


def test_one_cannot_reply_to_a_deleted_post(cast: Cast) -> None:
    post = publish_post(cast.salma, text="قديم")
    delete_post(cast.salma, post)
    with pytest.raises(Missing):
        publish_post(cast.omar, text="جواب", reply_to=post)


@pytest.mark.parametrize("by_author", [True, False])
def test_one_cannot_reply_across_a_block(cast: Cast, by_author: bool) -> None:
    post = publish_post(cast.salma, text="نص")
    block(*((cast.salma, cast.omar) if by_author else (cast.omar, cast.salma)))
    with pytest.raises(Missing):
        publish_post(cast.omar, text="جواب", reply_to=post)


def test_a_frozen_account_does_not_publish(cast: Cast) -> None:
    stale = Account.objects.get(pk=cast.salma.pk)
    set_state(cast.salma, "frozen")
    for author in (cast.salma, stale):
        with pytest.raises(Refused):
            publish_post(author, text="نص")
    assert not Post.objects.exists()


def test_a_gate_that_refuses_tells_why_and_leaves_nothing(cast: Cast, gate: Any) -> None:
    gate(Verdict("refuse", "a pause, please"))
    with pytest.raises(Refused, match="a pause, please"):
        publish_post(cast.salma, text="نص #وسم")
    assert not Post.objects.exists()
    assert not told(PostPublished)


def test_a_held_post_is_seen_by_its_author_alone_until_released(cast: Cast, gate: Any) -> None:
    gate(Verdict("hold", "look at it"))
    post = publish_post(cast.salma, text="نص")
    assert post.state == "held"
    assert told(PostHeld)
    assert not told(PostPublished)
    assert Post.objects.visible_to(cast.salma).filter(pk=post.pk).exists()
    assert not Post.objects.visible_to(cast.omar).filter(pk=post.pk).exists()
    assert Account.objects.get(pk=cast.salma.pk).posts_count == 0
    release_post(post)
    assert Post.objects.visible_to(cast.omar).filter(pk=post.pk).exists()
    assert Account.objects.get(pk=cast.salma.pk).posts_count == 1
    assert told(PostPublished)


def test_the_same_key_makes_one_post(cast: Cast) -> None:
    first = publish_post(cast.salma, text="مرة واحدة", idempotency_key="k1")
    again = publish_post(cast.salma, text="مرة واحدة", idempotency_key="k1")
    assert again.pk == first.pk
    assert Post.objects.count() == 1
    assert len(told(PostPublished)) == 1


def test_a_key_belongs_to_its_account(cast: Cast) -> None:
    first = publish_post(cast.salma, text="نص", idempotency_key="k1")
    other = publish_post(cast.omar, text="نص", idempotency_key="k1")
    assert other.pk != first.pk


def test_a_key_of_a_failed_post_is_free_again(cast: Cast) -> None:
    with pytest.raises(Invalid):
        publish_post(cast.salma, text="نص", media=[12345], idempotency_key="k1")
    assert not IdempotencyKey.objects.exists()
    publish_post(cast.salma, text="نص", idempotency_key="k1")


def test_a_given_date_is_in_the_id_and_does_not_move_the_last_day_back(cast: Cast) -> None:
    long_ago = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
    publish_post(cast.salma, text="اليوم")
    post = publish_post(cast.salma, text="قديم", created_at=long_ago)
    assert abs(time_of(post.pk) - long_ago) < timedelta(seconds=1)
    assert Post.objects.get(pk=post.pk).created_at == long_ago
    assert Account.objects.get(pk=cast.salma.pk).last_posted_on == datetime.now(UTC).date()


def test_a_new_post_has_no_stored_version(cast: Cast) -> None:
    publish_post(cast.salma, text="نص")
    assert not PostVersion.objects.exists()


def test_a_new_post_comes_back_with_its_parts_loaded(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post = publish_post(cast.salma, text="@omar #وسم", poll=PollDraft(["نعم", "لا"]))
    with django_assert_num_queries(0):
        assert [row.account.username for row in post.mentions.all()] == ["omar"]
        assert [row.tag.name for row in post.tags.all()] == ["وسم"]
        assert list(post.attachments.all()) == []
        assert [option.title for option in post.poll.options.all()] == ["نعم", "لا"]
        assert not hasattr(post, "article")
        assert post.mentions.count() == 1
    # Asked for more, the parts are the queries they would be on any other post.
    assert post.mentions.filter(account=cast.omar).exists()
    assert not post.mentions.exclude(account=cast.omar).exists()


def test_characters_that_no_database_takes_are_left_out_everywhere(cast: Cast) -> None:
    post = publish_post(
        cast.salma,
        text="ن\0ص\ud800",
        warning="تحذ\0ير",
        poll=PollDraft(["نع\0م", "ل\udfffا"]),
        application=("ap\0p", ""),
    )
    stored = Post.objects.with_everything().get(pk=post.pk)
    assert (stored.text, stored.warning, stored.application) == ("نص", "تحذير", "app")
    assert [option.title for option in stored.poll.options.all()] == ["نعم", "لا"]


def test_pictures_and_a_poll_do_not_go_together(cast: Cast) -> None:
    with pytest.raises(Invalid):
        publish_post(cast.salma, text="نص", media=[1], poll=PollDraft(["نعم", "لا"]))
