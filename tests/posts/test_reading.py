"""Profiles, tags and drafts."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import Settings
from pytest_django import DjangoAssertNumQueries

from minbar.accounts.actions import follow
from minbar.core.errors import Invalid, Missing
from minbar.core.paging import Page
from minbar.media.actions import receive_upload
from minbar.posts.actions import boost_post, discard_draft, publish_post, save_draft
from minbar.posts.limits import LARGEST_DRAFT, MOST_DRAFTS
from minbar.posts.models import Draft, Post
from minbar.posts.queries import drafts_of, profile_posts, profile_rows, spellings_of, tag_by_name
from tests.cast import Cast
from tests.media.pictures import jpeg


def test_each_tab_of_a_profile_has_its_own(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    other = publish_post(cast.omar, text="نص عمر")
    plain = publish_post(cast.salma, text="نص")
    own_reply = publish_post(cast.salma, text="تكملة", reply_to=plain)
    reply = publish_post(cast.salma, text="جواب", reply_to=other)
    medium = receive_upload(cast.salma.pk, BytesIO(jpeg()))
    picture = publish_post(cast.salma, media=[medium])
    boost = boost_post(cast.salma, other)

    def tab(name: str) -> list[int]:
        return profile_posts(cast.salma, cast.omar, name, Page())

    assert tab("posts") == [boost.pk, picture.pk, own_reply.pk, plain.pk]
    assert tab("replies") == [boost.pk, picture.pk, reply.pk, own_reply.pk, plain.pk]
    assert tab("media") == [picture.pk]
    assert tab("articles") == []


def test_a_profile_shows_each_viewer_what_they_may_see(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    for audience in ("public", "unlisted", "local", "followers", "direct"):
        publish_post(cast.salma, text=audience, audience=audience)

    def seen(viewer: object) -> set[str]:
        ids = profile_posts(cast.salma, viewer, "posts", Page())  # type: ignore[arg-type]  # an account or None
        return set(Post.objects.filter(pk__in=ids).values_list("text", flat=True))

    assert seen(None) == {"public", "unlisted"}
    assert seen(cast.hakim) == {"public", "unlisted", "local"}
    assert seen(cast.omar) == {"public", "unlisted", "local", "followers"}
    assert seen(cast.salma) == {"public", "unlisted", "local", "followers", "direct"}


def test_a_profile_is_paged_and_filtered(cast: Cast) -> None:
    posts = [publish_post(cast.salma, text=f"نص {number} #وسم") for number in range(4)]
    publish_post(cast.salma, text="بلا وسم")
    assert profile_posts(cast.salma, None, "posts", Page(limit=2, max_id=posts[2].pk)) == [
        posts[1].pk,
        posts[0].pk,
    ]
    tagged = profile_rows(cast.salma, None, tagged="وَسْم").order_by("-id")
    assert [post.pk for post in tagged] == [post.pk for post in posts[::-1]]


def test_posts_with_everything_take_as_many_queries_for_one_as_for_many(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        boost_post(cast.omar, publish_post(cast.salma, text=f"@omar #وسم {number}"))

    def read(most: int) -> None:
        for post in Post.objects.with_everything().order_by("-id")[:most]:
            shown = post.boost_of or post
            assert [row.account.handle for row in shown.mentions.all()] == ["omar"]
            assert [row.tag.name for row in shown.tags.all()] == ["وسم"]
            assert not shown.attachments.all()
            assert shown.author.avatar is None
            assert getattr(shown, "poll", None) is None

    for most in (2, 12):
        with django_assert_num_queries(7):
            read(most)


def test_a_tag_is_found_by_any_of_its_spellings(cast: Cast) -> None:
    for text in ("#القراءة", "#القراءة", "#القِراءه"):
        publish_post(cast.salma, text=text)
    tag = tag_by_name("#القرآءة")
    assert tag is not None
    assert tag == tag_by_name("القراءه")
    assert spellings_of(tag) == ["القراءة", "القِراءه"]
    assert tag_by_name("غيرها") is None
    assert tag_by_name("  ") is None


def test_a_draft_is_kept_over_and_over_and_read_back(cast: Cast) -> None:
    draft = save_draft(cast.salma, "post", {"text": "ناق"})
    same = save_draft(cast.salma, "post", {"text": "ناقص", "reply_to": "5"}, draft=draft)
    assert same.pk == draft.pk
    assert [kept.content for kept in drafts_of(cast.salma)] == [{"text": "ناقص", "reply_to": "5"}]
    discard_draft(cast.omar, draft)
    assert drafts_of(cast.salma).exists()
    discard_draft(cast.salma, draft)
    assert not drafts_of(cast.salma).exists()
    discard_draft(cast.salma, draft)
    with pytest.raises(Missing):
        save_draft(cast.salma, "post", {"text": "عاد"}, draft=draft)


def test_a_draft_leaves_out_what_no_database_takes(cast: Cast) -> None:
    draft = save_draft(cast.salma, "post", {"text": "ن\0ص \ud83d", "media_ids": ["1\0"]})
    assert Draft.objects.get(pk=draft.pk).content == {"text": "نص ", "media_ids": ["1"]}


def test_nobody_writes_in_the_draft_or_post_of_another(cast: Cast) -> None:
    draft = save_draft(cast.salma, "article", {"title": "سر"})
    with pytest.raises(Missing):
        save_draft(cast.omar, "article", {"title": "غير"}, draft=draft)
    with pytest.raises(Missing):
        save_draft(cast.omar, "article", {}, post=publish_post(cast.salma, text="نص"))


def test_drafts_have_limits(cast: Cast) -> None:
    with pytest.raises(Invalid):
        save_draft(cast.salma, "post", {"text": "س" * LARGEST_DRAFT})
    with pytest.raises(Invalid):
        save_draft(cast.salma, "poem", {})
    Draft.objects.bulk_create([Draft(account=cast.salma) for _ in range(MOST_DRAFTS)])
    with pytest.raises(Invalid):
        save_draft(cast.salma, "post", {"text": "نص"})
