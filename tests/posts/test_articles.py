"""Articles: published, edited, shown in short form, with pictures by name."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import Settings

from minbar.core.errors import Invalid, Missing
from minbar.core.paging import Page
from minbar.media.actions import describe_medium, process_now, receive_upload
from minbar.media.models import Medium
from minbar.posts.actions import edit_article, edit_post, media_by_name, publish_article, publish_post
from minbar.posts.events import PostEdited, PostPublished
from minbar.posts.models import Article, Post
from minbar.posts.previewing import preview_article
from minbar.posts.queries import post_history, profile_posts
from tests.cast import Cast
from tests.media.pictures import jpeg
from tests.posts.told import told

SOURCE = """## السوق القديم

في المدينة سوق قديم يزوره @omar كل يوم، عن #القراءة والكتب.

![بائع الكتب](media:stall "بائع في السوق")

## الخاتمة

انتهى.
"""


@pytest.fixture
def picture(cast: Cast, settings: Settings, tmp_path: Path) -> Medium:
    settings.MEDIA_ROOT = tmp_path
    return process_now(receive_upload(cast.salma.pk, BytesIO(jpeg(900, 700)), description="صورة"))


def test_an_article_has_a_long_form_and_a_short_one(cast: Cast, picture: Medium) -> None:
    post = publish_article(
        cast.salma, title=" السوق  القديم ", source=SOURCE, media={"stall": picture}, cover=picture
    )
    article = Article.objects.get(post=post)
    assert (post.kind, article.title) == ("article", "السوق القديم")
    assert [heading["text"] for heading in article.contents] == ["السوق القديم", "الخاتمة"]
    assert f'{picture.file}"' in article.html
    assert "<figcaption" in article.html
    assert article.slug == "السوق-القديم"
    assert article.reading_minutes == 1
    assert "السوق القديم" in post.html
    assert f'href="{post.url}"' in post.html
    assert [row.account_id for row in post.mentions.all()] == [cast.omar.pk]
    assert [row.tag.name for row in post.tags.all()] == ["القراءه"]
    assert told(PostPublished) == [PostPublished(post.pk, cast.salma.pk)]
    assert Medium.objects.get(pk=picture.pk).attached
    assert media_by_name(post) == {"stall": picture}


@pytest.mark.parametrize(
    ("title", "source", "field"),
    [
        ("", "نص", "title"),
        ("س" * 201, "نص", "title"),
        ("عنوان", "  ", "source"),
        ("عنوان", "س" * 200_001, "source"),
    ],
)
def test_an_unfinished_article_is_refused_naming_the_part(
    cast: Cast, title: str, source: str, field: str
) -> None:
    with pytest.raises(Invalid) as error:
        publish_article(cast.salma, title=title, source=source)
    assert error.value.field == field
    assert not Post.objects.exists()


def test_an_article_is_not_sent_to_single_people(cast: Cast) -> None:
    with pytest.raises(Invalid):
        publish_article(cast.salma, title="عنوان", source="نص", audience="direct")


def test_a_picture_of_somebody_else_is_refused(cast: Cast, picture: Medium) -> None:
    for media, cover in (({"stall": picture}, None), ({}, picture)):
        with pytest.raises(Invalid):
            publish_article(cast.omar, title="عنوان", source="نص", media=media, cover=cover)
    assert not Medium.objects.get(pk=picture.pk).attached


def test_one_picture_under_two_names_is_attached_once(cast: Cast, picture: Medium) -> None:
    post = publish_article(
        cast.salma, title="عنوان", source="![](media:a) ![](media:b)", media={"a": picture, "b": picture}
    )
    assert post.article.html.count("<img") == 2
    assert Post.objects.get(pk=post.pk).attachments.count() == 1


def test_an_edited_article_keeps_its_earlier_words(cast: Cast, picture: Medium) -> None:
    post = publish_article(cast.salma, title="أول", source=SOURCE, media={"stall": picture})
    edited = edit_article(cast.salma, post, title="ثان", source="نص جديد #آخر", summary="خلاصة")
    assert (edited.article.title, edited.article.summary) == ("ثان", "خلاصة")
    assert "خلاصة" in edited.html
    assert [row.tag.display for row in edited.tags.all()] == ["آخر"]
    assert list(edited.mentions.all()) == []
    assert [(version.title, version.text) for version in post_history(edited)] == [
        ("أول", SOURCE.strip()),
        ("ثان", "نص جديد #آخر"),
    ]
    assert post_history(edited)[0].media == [{"medium": str(picture.pk), "description": "صورة"}]
    assert told(PostEdited) == [PostEdited(post.pk)]


def test_an_article_saved_unchanged_leaves_no_trace(cast: Cast, picture: Medium) -> None:
    post = publish_article(cast.salma, title="عنوان", source=SOURCE, media={"stall": picture}, cover=picture)
    edit_article(cast.salma, post, title="عنوان", source=SOURCE, media={"stall": picture}, cover=picture)
    assert not told(PostEdited)
    assert Post.objects.get(pk=post.pk).edited_at is None


def test_articles_and_posts_are_edited_each_in_their_way(cast: Cast) -> None:
    article = publish_article(cast.salma, title="عنوان", source="نص")
    post = publish_post(cast.salma, text="نص")
    with pytest.raises(Invalid):
        edit_post(cast.salma, article, text="غير")
    with pytest.raises(Missing):
        edit_article(cast.salma, post, title="عنوان", source="نص")
    with pytest.raises(Missing):
        edit_article(cast.omar, article, title="عنوان", source="نص")


def test_a_picture_that_was_not_ready_appears_when_it_is(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    waiting = receive_upload(cast.salma.pk, BytesIO(jpeg(900, 700)))
    post = publish_article(cast.salma, title="عنوان", source=SOURCE, media={"stall": waiting})
    assert "<img" not in post.article.html
    ready = process_now(waiting)
    article = Article.objects.get(post=post)
    assert ready.file in article.html
    describe_medium(cast.salma.pk, ready, description="وصف جديد")
    assert post_history(post)[0].text == SOURCE.strip()
    assert Post.objects.get(pk=post.pk).edited_at is None


def test_a_preview_writes_nothing(cast: Cast, picture: Medium) -> None:
    shown = preview_article(SOURCE, "ar", {"stall": picture})
    assert picture.file in shown.html
    assert f'href="{cast.omar.url}"' in shown.html
    assert not Post.objects.exists()


def test_the_tab_of_articles_has_articles_alone(cast: Cast) -> None:
    article = publish_article(cast.salma, title="عنوان", source="نص")
    publish_post(cast.salma, text="نص")
    assert profile_posts(cast.salma, None, "articles", Page()) == [article.pk]
