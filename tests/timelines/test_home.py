from datetime import timedelta

import pytest
from django.conf import Settings

from minbar.accounts.actions import block, follow, mute, unfollow, unmute
from minbar.accounts.models import Account
from minbar.core.paging import Page
from minbar.core.worker import drain
from minbar.posts.actions import boost_post, delete_post, publish_post, remove_post, restore_post, undo_boost
from minbar.timelines import merging
from minbar.timelines.fan_out import fan_out
from minbar.timelines.models import HomeEntry
from minbar.timelines.queries import home_timeline
from minbar.timelines.trimming import trim_homes
from tests.cast import Cast


def home(account: Account, **window: int) -> list[int]:
    return home_timeline(account, Page(**window))


def test_followers_read_what_was_written_newest_first(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    first, second = publish_post(cast.omar, text="أوّل"), publish_post(cast.omar, text="ثانٍ")
    publish_post(cast.nahr, text="لا يتابعه أحد")
    drain()
    assert home(cast.salma) == [second.pk, first.pk]


def test_the_author_reads_it_the_moment_it_is_written(cast: Cast) -> None:
    post = publish_post(cast.omar, text="الآن")
    assert home(cast.omar) == [post.pk]


def test_a_follow_brings_the_last_posts_and_an_unfollow_takes_them_away(cast: Cast) -> None:
    old = publish_post(cast.omar, text="قبل المتابعة")
    follow(cast.salma, cast.omar)
    drain()
    assert home(cast.salma) == [old.pk]
    unfollow(cast.salma, cast.omar)
    drain()
    assert home(cast.salma) == []


def test_a_reply_reaches_those_who_follow_both(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    follow(cast.amina, cast.omar)
    follow(cast.amina, cast.nahr)
    asked = publish_post(cast.nahr, text="ما رأيكم؟")
    answer = publish_post(cast.omar, text="رأيي حسن", reply_to=asked)
    to_himself = publish_post(cast.omar, text="وأزيد", reply_to=answer)
    drain()
    assert home(cast.salma) == [to_himself.pk]
    assert home(cast.amina) == [to_himself.pk, answer.pk, asked.pk]


def test_a_reply_to_me_reaches_me(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    mine = publish_post(cast.salma, text="سؤال")
    answer = publish_post(cast.omar, text="جواب", reply_to=mine)
    drain()
    assert home(cast.salma) == [answer.pk, mine.pk]


def test_boosts_are_shown_once_and_only_to_those_who_want_them(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    follow(cast.salma, cast.nahr)
    follow(cast.amina, cast.omar, show_boosts=False)
    post = publish_post(cast.hakim, text="يستحق القراءة")
    boost = boost_post(cast.omar, post)
    drain()
    boost_post(cast.nahr, post)
    drain()
    assert home(cast.salma) == [boost.pk]
    assert home(cast.amina) == []
    undo_boost(cast.omar, post)
    drain()
    assert boost.pk not in home(cast.salma)


def test_a_boost_of_what_stands_in_the_home_already_is_left_out(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    follow(cast.salma, cast.nahr)
    post = publish_post(cast.omar, text="في البيت")
    drain()
    boost_post(cast.nahr, post)
    drain()
    assert home(cast.salma) == [post.pk]


def test_only_the_languages_chosen_for_a_follow_are_shown(cast: Cast) -> None:
    follow(cast.salma, cast.omar, languages=["ar"])
    arabic = publish_post(cast.omar, text="بالعربية", language="ar")
    publish_post(cast.omar, text="in English", language="en")
    drain()
    assert home(cast.salma) == [arabic.pk]


@pytest.mark.parametrize(
    ("audience", "shown"), [("unlisted", 1), ("followers", 1), ("local", 1), ("direct", 0)]
)
def test_each_audience_reaches_whom_it_is_for(cast: Cast, audience: str, shown: int) -> None:
    follow(cast.salma, cast.omar)
    publish_post(cast.omar, text="لمن؟", audience=audience)
    drain()
    assert len(home(cast.salma)) == shown


def test_what_is_deleted_or_removed_is_gone_and_back_when_that_is_reversed(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    post = publish_post(cast.omar, text="هنا")
    drain()
    delete_post(cast.omar, post)
    assert home(cast.salma) == []
    drain()
    restore_post(cast.omar, post)
    drain()
    assert home(cast.salma) == [post.pk]
    remove_post(post)
    drain()
    assert home(cast.salma) == []


def test_mutes_hold_at_once_and_hide_nothing_for_longer_than_they_last(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    follow(cast.salma, cast.nahr)
    post = publish_post(cast.omar, text="كلام كثير")
    drain()
    boost = boost_post(cast.nahr, publish_post(cast.hakim, text="يعاد"))
    drain()
    mute(cast.salma, cast.omar)
    mute(cast.salma, cast.hakim, duration=timedelta(hours=1))
    assert home(cast.salma) == []
    unmute(cast.salma, cast.omar)
    unmute(cast.salma, cast.hakim)
    assert home(cast.salma) == [boost.pk, post.pk]


def test_a_block_clears_the_home_at_once(cast: Cast) -> None:
    follow(cast.salma, cast.omar)
    publish_post(cast.omar, text="كلام")
    drain()
    block(cast.omar, cast.salma)
    assert not HomeEntry.objects.filter(owner_id=cast.salma.pk, author_id=cast.omar.pk).exists()
    assert home(cast.salma) == []


def test_a_page_begins_where_the_last_one_ended(cast: Cast) -> None:
    posts = [publish_post(cast.omar, text=f"رقم {i}").pk for i in range(7)]
    assert home(cast.omar, limit=3) == posts[:3:-1]
    assert home(cast.omar, limit=3, max_id=posts[4]) == [posts[3], posts[2], posts[1]]
    assert home(cast.omar, limit=3, since_id=posts[1]) == [posts[6], posts[5], posts[4]]
    assert home(cast.omar, limit=3, min_id=posts[1]) == [posts[4], posts[3], posts[2]]


def test_fan_out_may_run_twice_and_stop_between_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minbar.timelines.fan_out.BATCH", 2)
    readers = [cast.salma, cast.nahr, cast.hakim, cast.amina]
    for reader in readers:
        follow(reader, cast.omar)
    drain()
    post = publish_post(cast.omar, text="إلى الجميع")
    fan_out(post.pk)
    fan_out(post.pk)
    assert HomeEntry.objects.filter(post_id=post.pk).count() == 5
    drain()
    assert all(home(reader) == [post.pk] for reader in readers)


def test_an_author_too_many_follow_is_read_from_where_the_posts_stand(cast: Cast, settings: Settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"fan_out_limit": 1})
    merging.forget()
    for reader in (cast.salma, cast.amina):
        follow(reader, cast.nahr)
    follow(cast.salma, cast.omar)
    first = publish_post(cast.nahr, text="آخر ما كُتب في البيوت")
    drain()
    merging.forget()
    second = publish_post(cast.nahr, text="يُقرأ من مكانه")
    near = publish_post(cast.omar, text="من قريب")
    drain()
    assert not HomeEntry.objects.filter(post_id=second.pk).exclude(owner_id=cast.nahr.pk).exists()
    assert home(cast.salma) == [near.pk, second.pk, first.pk]
    assert home(cast.salma, limit=1, max_id=near.pk) == [second.pk]
    assert home(cast.amina) == [second.pk, first.pk]
    assert home(cast.hakim) == []
    merging.forget()


def test_homes_are_kept_short(cast: Cast) -> None:
    posts = [publish_post(cast.omar, text=f"رقم {i}").pk for i in range(6)]
    assert trim_homes(kept=4) == 1
    assert home(cast.omar) == posts[:1:-1]
    assert trim_homes(kept=4) == 0
