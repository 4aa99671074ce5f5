from minbar.accounts.actions import block, follow, mute, set_state
from minbar.accounts.models import AccountState
from minbar.core.paging import Page
from minbar.core.worker import drain
from minbar.posts.actions import boost_post, publish_post
from minbar.timelines.queries import local_timeline, public_timeline, search_tags, tag_timeline
from tests.cast import Cast

PAGE = Page()


def test_the_local_timeline_shows_first_posts_to_all_and_local_ones_to_members(cast: Cast) -> None:
    post = publish_post(cast.omar, text="للجميع")
    ours = publish_post(cast.omar, text="لأهل الدار", audience="local")
    publish_post(cast.omar, text="بلا إعلان", audience="unlisted")
    publish_post(cast.salma, text="جواب", reply_to=post)
    boost_post(cast.nahr, post)
    assert local_timeline(None, PAGE) == [post.pk]
    assert local_timeline(cast.amina, PAGE) == [ours.pk, post.pk]
    assert public_timeline(None, PAGE) == [post.pk]


def test_blocks_mutes_and_limits_hold_in_public_timelines(cast: Cast) -> None:
    post = publish_post(cast.omar, text="كلام")
    assert local_timeline(cast.salma, PAGE) == [post.pk]
    mute(cast.salma, cast.omar)
    assert local_timeline(cast.salma, PAGE) == []
    block(cast.omar, cast.nahr)
    assert local_timeline(cast.nahr, PAGE) == []
    follow(cast.amina, cast.omar)
    set_state(cast.omar, AccountState.LIMITED)
    assert local_timeline(None, PAGE) == []
    assert local_timeline(cast.amina, PAGE) == [post.pk]


def test_a_tag_is_found_however_it_is_spelled(cast: Cast) -> None:
    plain = publish_post(cast.omar, text="#مدرسة اليوم")
    voiced = publish_post(cast.omar, text="#مَدْرَسَة الأمس")
    both = publish_post(cast.omar, text="#مدرسة و #كتاب")
    assert tag_timeline("#مدرسه", None, PAGE) == [both.pk, voiced.pk, plain.pk]
    assert tag_timeline("مدرسة", None, PAGE, all_of=["كتاب"]) == [both.pk]
    assert tag_timeline("مدرسة", None, PAGE, none_of=["كتاب"]) == [voiced.pk, plain.pk]
    other = publish_post(cast.omar, text="#نهر")
    assert tag_timeline("كتاب", None, PAGE, any_of=["نهر"]) == [other.pk, both.pk]


def test_tags_are_searched_by_their_beginning_the_exact_one_first(cast: Cast) -> None:
    publish_post(cast.omar, text="#كتابة #كتاب")
    drain()
    assert [tag.display for tag in search_tags("كِتاب")] == ["كتاب", "كتابة"]
    assert search_tags("  ") == []
