"""Pages by Django's own client: what they show to whom, and that forms work without JavaScript."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client

from minbar.accounts.actions import follow, suspend_account
from minbar.accounts.models import Account, Follow, User
from minbar.ethics.models import Report
from minbar.notifications.models import Notification
from minbar.posts.actions import publish_article, publish_post
from minbar.posts.models import Bookmark, Draft, Favourite, Post, PostState
from minbar.security.models import AccessToken, Application
from minbar.security.oauth.tokens import issue_token
from tests.cast import Cast


def reader(account: Account) -> Client:
    client = Client()
    client.force_login(User.objects.get(account=account), "minbar.security.backends.MemberBackend")
    return client


def path(post: Post) -> str:
    return f"/@{post.author.username}/{post.pk}"


@pytest.mark.parametrize("page", ["/", "/local", "/public", "/search", "/about", "/shortcuts", "/health"])
def test_a_visitor_reads_the_open_pages(cast: Cast, page: str) -> None:
    publish_post(cast.salma, text="صباح الخير")
    assert Client().get(page).status_code == 200


@pytest.mark.parametrize(
    "page", ["/home", "/compose", "/notifications", "/settings", "/your-time", "/drafts"]
)
def test_a_visitor_is_sent_to_sign_in_and_back(cast: Cast, page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/auth/login/?next={page}"


def test_pages_are_arabic_from_the_first_line_and_english_on_wish(cast: Cast) -> None:
    arabic = Client().get("/about", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="ar" dir="rtl"' in arabic
    client = Client()
    client.post("/language", {"language": "en", "next": "/about"})
    assert '<html lang="en" dir="ltr"' in client.get("/about").content.decode()


def test_a_post_written_in_the_form_is_published(cast: Cast) -> None:
    answer = reader(cast.salma).post("/compose", {"text": "مرحبًا بالجيران", "audience": "public"})
    assert answer.status_code == 302
    assert Post.objects.get().text == "مرحبًا بالجيران"


def test_a_post_that_is_refused_stays_in_the_form_with_the_reason(cast: Cast) -> None:
    text = "طويل " * 1200
    answer = reader(cast.salma).post("/compose", {"text": text, "audience": "public", "warning": "تنبيه"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert text.strip() in page
    assert "تنبيه" in page
    assert 'class="error"' in page
    assert not Post.objects.exists()


def test_a_visitors_comment_waits_until_they_have_signed_in(cast: Cast) -> None:
    post = publish_post(cast.salma, text="ما رأيكم؟")
    client = Client()
    answer = client.post(
        "/compose",
        {"text": "رأيي أن نلتقي", "reply_to": str(post.pk), "next": path(post), "audience": "public"},
    )
    assert unquote(answer.headers["Location"]) == f"/auth/login/?next={path(post)}"
    client.force_login(User.objects.get(account=cast.omar), "minbar.security.backends.MemberBackend")
    assert "رأيي أن نلتقي" in client.get(path(post)).content.decode()
    client.post("/compose", {"text": "رأيي أن نلتقي", "reply_to": str(post.pk), "audience": "public"})
    assert Post.objects.get(reply_to=post).author_id == cast.omar.pk
    assert "رأيي أن نلتقي</textarea>" not in client.get(path(post)).content.decode()


def test_a_followers_post_is_not_there_for_strangers(cast: Cast) -> None:
    post = publish_post(cast.salma, text="لأصحابي", audience="followers")
    assert Client().get(path(post)).status_code == 404
    assert reader(cast.omar).get(path(post)).status_code == 404
    follow(cast.omar, cast.salma)
    assert reader(cast.omar).get(path(post)).status_code == 200


def test_the_buttons_under_a_post_work_as_plain_forms(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر سار")
    client = reader(cast.omar)
    for deed in ("favourite", "bookmark", "boost"):
        answer = client.post(f"{path(post)}/{deed}", {"next": "/local"})
        assert answer.headers["Location"] == "/local"
    assert Favourite.objects.filter(account=cast.omar, post=post).exists()
    assert Bookmark.objects.filter(account=cast.omar, post=post).exists()
    assert Post.objects.filter(author=cast.omar, boost_of=post).exists()
    assert "خبر سار" in client.get("/bookmarks").content.decode()
    client.post(f"{path(post)}/unboost", {"next": "/local"})
    assert not Post.objects.filter(author=cast.omar, boost_of=post).exists()


def test_a_form_never_leads_to_another_server(cast: Cast) -> None:
    post = publish_post(cast.salma, text="خبر")
    answer = reader(cast.omar).post(f"{path(post)}/favourite", {"next": "https://evil.example/"})
    assert answer.headers["Location"] == path(post)


def test_a_deleted_post_can_be_put_back(cast: Cast) -> None:
    post = publish_post(cast.salma, text="سأندم")
    client = reader(cast.salma)
    client.post(f"{path(post)}/delete", {"next": "/local"})
    assert Post.objects.get(pk=post.pk).state == PostState.HIDDEN
    assert f"{path(post)}/restore" in client.get("/local").content.decode()
    client.post(f"{path(post)}/restore")
    assert Post.objects.get(pk=post.pk).state == PostState.PUBLISHED


def test_nobody_edits_or_deletes_what_is_not_theirs(cast: Cast) -> None:
    post = publish_post(cast.salma, text="كلامي")
    client = reader(cast.omar)
    for deed in ("edit", "delete", "restore", "redraft"):
        assert client.post(f"{path(post)}/{deed}", {"text": "تزوير"}).status_code == 404
    assert Post.objects.get(pk=post.pk).text == "كلامي"


def test_an_edit_keeps_the_earlier_wording_for_everybody(cast: Cast) -> None:
    post = publish_post(cast.salma, text="الموعد الخميس")
    reader(cast.salma).post(f"{path(post)}/edit", {"text": "الموعد الجمعة"})
    history = Client().get(f"{path(post)}/history").content.decode()
    assert "الموعد الخميس" in history
    assert "الموعد الجمعة" in history


def test_an_article_is_written_previewed_kept_and_published_without_scripts(cast: Cast) -> None:
    client = reader(cast.nahr)
    fields = {
        "title": "جسر المدينة",
        "summary": "حكاية",
        "source": "## البداية\n\nكان **جسرًا**.",
        "language": "ar",
        "audience": "public",
    }
    shown = client.post("/articles/new", {**fields, "do": "preview"}).content.decode()
    assert "<strong>جسرًا</strong>" in shown
    draft = Draft.objects.get()
    assert draft.content["title"] == "جسر المدينة"
    answer = client.post("/articles/new", {**fields, "do": "publish", "draft": str(draft.pk)})
    post = Post.objects.get(kind="article")
    assert answer.headers["Location"] == path(post)
    assert not Draft.objects.exists()
    page = Client().get(path(post)).content.decode()
    assert "<h2" in page
    assert f'<link rel="canonical" href="{post.url}">' in page
    assert "og:title" in page


def test_an_article_without_a_title_stays_in_the_editor(cast: Cast) -> None:
    answer = reader(cast.nahr).post(
        "/articles/new", {"source": "نص طويل", "language": "ar", "audience": "public", "do": "publish"}
    )
    assert answer.status_code == 422
    assert "نص طويل" in answer.content.decode()
    assert not Post.objects.exists()


def test_an_article_may_frame_the_players_of_its_own_videos_only(cast: Cast) -> None:
    source = "متن\n\nhttps://tube.example.org/w/kkGMgK9ZtnKf"
    with_video = publish_article(cast.nahr, title="فيلم", source=source)
    without = publish_article(cast.nahr, title="نص", source="متن")
    player = "https://tube.example.org"
    assert player in Client().get(path(with_video)).headers["Content-Security-Policy"]
    assert player not in Client().get(path(without)).headers["Content-Security-Policy"]


def test_feeds_hold_what_everybody_may_read(cast: Cast) -> None:
    publish_post(cast.salma, text="للجميع")
    publish_post(cast.salma, text="للمتابعين فقط", audience="followers")
    publish_article(cast.salma, title="مقال", source="متن المقال")
    for feed in ("/@salma.atom", "/@salma.rss"):
        text = Client().get(feed).content.decode()
        assert "للجميع" in text
        assert "متن المقال" in text
        assert "للمتابعين فقط" not in text
    assert "مقال" in Client().get("/articles.atom").content.decode()


def test_follow_and_block_from_the_profile(cast: Cast) -> None:
    client = reader(cast.omar)
    client.post("/@salma/follow")
    assert Follow.objects.filter(source=cast.omar, target=cast.salma).exists()
    client.post("/@salma/block")
    assert not Follow.objects.exists()
    assert "/@salma/unblock" in client.get("/@salma").content.decode()


def test_a_suspended_account_has_no_page(cast: Cast) -> None:
    suspend_account(cast.omar)
    assert Client().get("/@omar").status_code == 404


def test_opening_the_notifications_marks_them_read(cast: Cast) -> None:
    Notification.objects.create(recipient=cast.salma, actor=cast.omar, kind="follow")
    client = reader(cast.salma)
    assert re.search(r'data-badge="notifications">1<', client.get("/local").content.decode())
    assert 'class="notice notice-follow unread"' in client.get("/notifications").content.decode()
    assert "data-badge=" not in client.get("/local").content.decode()


def test_a_report_goes_to_the_queue_and_only_moderators_see_it(cast: Cast) -> None:
    post = publish_post(cast.omar, text="كلام جارح")
    reader(cast.salma).post(f"{path(post)}/report", {"rules": ["4"], "comment": "إهانة"})
    report = Report.objects.get()
    assert reader(cast.salma).get("/moderation").status_code == 404
    moderator = reader(cast.hakim)
    assert "إهانة" in moderator.get("/moderation").content.decode()
    case = f"/moderation/reports/{report.pk}"
    assert "كلام جارح" in moderator.get(case).content.decode()
    moderator.post(case, {"decision": f"remove:{post.pk}", "reason": "يخالف القاعدة الرابعة"})
    assert Post.objects.get(pk=post.pk).state == PostState.REMOVED
    assert Client().get(path(post)).status_code == 404


def test_the_pages_minutes_are_counted_and_shown(cast: Cast) -> None:
    client = reader(cast.salma)
    for _ in range(2):
        assert client.post("/usage", {"part": "reading", "seconds": "60"}).json() == {"remind": False}
    client.post("/your-time", {"reminder_minutes": "15"})
    assert User.objects.get(account=cast.salma).reminder_minutes == 15
    assert client.get("/your-time").status_code == 200


def test_new_posts_are_counted_since_the_last_one_seen(cast: Cast) -> None:
    first = publish_post(cast.salma, text="أول")
    publish_post(cast.salma, text="ثانٍ")
    assert Client().get(f"/new/local?since_id={first.pk}").json() == {"count": 1}


def test_the_hashtag_page_shows_the_spellings_it_merged(cast: Cast) -> None:
    publish_post(cast.salma, text="نقرأ #القراءة")
    publish_post(cast.omar, text="أحب #القِراءة")
    page = Client().get("/tags/القراءة").content.decode()
    assert "نقرأ" in page
    assert "أحب" in page
    assert "#القِراءة" in page


def test_pages_need_no_other_server(cast: Cast) -> None:
    publish_post(cast.salma, text="انظروا https://example.com/x")
    page = Client().get("/local").content.decode()
    loaded = re.findall(r'(?:src|<link[^>]+href|action)="([^"]+)"', page)
    assert loaded
    assert [address for address in loaded if address.startswith(("http:", "https:", "//"))] == []


def test_the_page_of_apps_names_the_day_an_app_was_last_used(cast: Cast) -> None:
    application = Application.objects.create(
        name="تطبيقي",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        scopes="read",
    )
    issue_token(User.objects.get(account=cast.salma), application, "read")
    AccessToken.objects.update(last_used_on=date(2025, 3, 9))
    page = reader(cast.salma).get("/settings/apps").content.decode()
    assert "تطبيقي" in page
    assert "2025" in page
