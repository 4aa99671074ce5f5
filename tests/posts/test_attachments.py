"""Pictures on posts."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import Settings

from minbar.core.errors import Invalid
from minbar.media.actions import process_now, receive_upload
from minbar.media.failures import sentence
from minbar.media.models import Medium
from minbar.posts.actions import delete_post, edit_post, publish_post
from minbar.posts.limits import MOST_MEDIA
from minbar.posts.models import Post
from minbar.posts.queries import post_history, redraft_of
from minbar.posts.tasks import purge_deleted_posts
from tests.cast import Cast
from tests.media.pictures import jpeg


@pytest.fixture
def pictures(cast: Cast, settings: Settings, tmp_path: Path) -> list[Medium]:
    settings.MEDIA_ROOT = tmp_path
    data = [jpeg(80 + number, 60) for number in range(MOST_MEDIA + 1)]
    return [process_now(receive_upload(cast.salma.pk, BytesIO(each))) for each in data]


def shown(post: Post) -> list[int]:
    return list(Post.objects.get(pk=post.pk).attachments.values_list("medium_id", flat=True))


def test_pictures_stand_in_the_order_given_by_id_or_medium(cast: Cast, pictures: list[Medium]) -> None:
    post = publish_post(cast.salma, media=[pictures[2], pictures[0].pk])
    assert shown(post) == [pictures[2].pk, pictures[0].pk]
    assert post.text == ""
    assert set(Medium.objects.filter(attached=True)) == {pictures[2], pictures[0]}


def test_one_picture_too_many_is_refused(cast: Cast, pictures: list[Medium]) -> None:
    with pytest.raises(Invalid) as error:
        publish_post(cast.salma, text="نص", media=pictures)
    assert error.value.field == "media_ids"
    assert len(shown(publish_post(cast.salma, text="نص", media=pictures[:MOST_MEDIA]))) == MOST_MEDIA


def test_unknown_foreign_and_failed_pictures_are_refused(cast: Cast, pictures: list[Medium]) -> None:
    with pytest.raises(Invalid):
        publish_post(cast.salma, text="نص", media=[99])
    with pytest.raises(Invalid):
        publish_post(cast.omar, text="نص", media=[pictures[0]])
    Medium.objects.filter(pk=pictures[0].pk).update(state="failed", failure_code="damaged")
    with pytest.raises(Invalid, match=re.escape(sentence("damaged"))):
        publish_post(cast.salma, text="نص", media=[pictures[0]])
    assert not Post.objects.exists()
    assert not Medium.objects.filter(attached=True).exists()


def test_a_picture_that_still_waits_may_be_published(cast: Cast, pictures: list[Medium]) -> None:
    waiting = receive_upload(cast.salma.pk, BytesIO(jpeg()))
    assert shown(publish_post(cast.salma, text="نص", media=[waiting])) == [waiting.pk]


def test_an_edit_changes_pictures_and_their_words_and_the_history_has_both(
    cast: Cast, pictures: list[Medium]
) -> None:
    post = publish_post(cast.salma, text="نص", media=pictures[:2])
    edited = edit_post(
        cast.salma,
        post,
        text="نص",
        media=[pictures[1], pictures[2]],
        media_descriptions={pictures[1].pk: "وصف"},
        media_focus={pictures[1].pk: (0.5, 0.5)},
    )
    assert shown(edited) == [pictures[1].pk, pictures[2].pk]
    assert Medium.objects.get(pk=pictures[1].pk).focus_x == 0.5
    assert [version.media for version in post_history(edited)] == [
        [{"medium": str(medium.pk), "description": ""} for medium in pictures[:2]],
        [
            {"medium": str(pictures[1].pk), "description": "وصف"},
            {"medium": str(pictures[2].pk), "description": ""},
        ],
    ]


def test_new_words_for_a_picture_alone_are_an_edit(cast: Cast, pictures: list[Medium]) -> None:
    post = publish_post(cast.salma, text="نص", media=pictures[:1])
    edited = edit_post(
        cast.salma, post, text="نص", media=pictures[:1], media_descriptions={pictures[0].pk: "وصف"}
    )
    assert edited.edited_at is not None


def test_delete_and_redraft_gives_back_everything_and_outlives_the_purge(
    cast: Cast, pictures: list[Medium]
) -> None:
    post = publish_post(cast.salma, text="نص #وسم", warning="انتبه", media=pictures[:2])
    delete_post(cast.salma, post)
    again = redraft_of(Post.objects.with_everything().get(pk=post.pk))
    assert (again.text, again.warning, again.media) == ("نص #وسم", "انتبه", pictures[:2])
    new = publish_post(cast.salma, text=again.text, warning=again.warning, media=again.media[:1])
    Post.objects.filter(pk=post.pk).update(hidden_at="2020-01-01T00:00:00Z")
    purge_deleted_posts()
    assert not Post.objects.filter(pk=post.pk).exists()
    assert shown(new) == [pictures[0].pk]
    assert Medium.objects.get(pk=pictures[0].pk).attached
    assert not Medium.objects.get(pk=pictures[1].pk).attached
