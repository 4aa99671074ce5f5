"""The main job of Minbar from end to end, in Arabic: each test goes on where the one before it stopped."""

import re
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.apps import token_of
from tests.journeys.conftest import Visit
from tests.journeys.letters import code_for
from tests.journeys.passkeys import give_passkey_device
from tests.journeys.watching import Watch
from tests.media.pictures import jpeg
from tests.server import Server

SOURCE = """## البداية

نص المقال، وفيه كلمة English واحدة.

https://www.youtube.com/watch?v=dQw4w9WgXcQ
"""
COMMENT = "تعليق كتبته قبل أن أسجّل"
REPLY = "أهلًا بك! The report (version 2.0) يصدر غدًا #تقرير"
CHANGED = "أهلًا بك! The report (version 2.1) يصدر بعد غد #تقرير"


@dataclass
class Story:
    """The two who meet in it, and where their words stand."""

    writer: Page
    reader: Page
    watches: list[Watch]
    article: str = ""
    reply: str = ""


@pytest.fixture(scope="module")
def story(server: Server, chromium: Browser) -> Any:
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def person() -> Page:
        context = chromium.new_context(base_url=server.url, locale="ar", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        watches.append(Watch(server.url))
        watches[-1].over(context)
        contexts.append(context)
        return context.new_page()

    yield Story(person(), person(), watches)
    for context in contexts:
        context.close()


def sign_up_with_passkey(server: Server, page: Page, username: str, name: str) -> None:
    give_passkey_device(page)
    page.locator("[name=username]").fill(username)
    page.locator("[name=display_name]").fill(name)
    page.locator("[name=email]").fill(f"{username}@example.org")
    page.locator("[name=agreement]").check()
    page.get_by_role("button", name="متابعة").click()
    page.locator("[name=code]").fill(code_for(server, f"{username}@example.org"))
    page.get_by_role("button", name="تأكيد").click()
    page.locator("[name=name]").fill("هاتفي")
    page.get_by_role("button", name="إنشاء مفتاح المرور").click()
    page.wait_for_url(lambda url: "/auth/" not in url)


def test_a_visitor_signs_up_with_a_passkey(server: Server, story: Story) -> None:
    page = story.writer
    page.goto("/")
    page.locator("main").get_by_role("link", name="حساب جديد").click()
    page.locator("main a[href*='passkey']").click()
    sign_up_with_passkey(server, page, "karima", "كريمة")
    expect(page.locator("body[data-signed-in]")).to_be_attached()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_a_member_signs_in_with_the_passkey_alone(story: Story) -> None:
    page = story.writer
    page.locator(".side-foot, .topmenu").get_by_role("button", name="خروج").first.click()
    expect(page.locator("body[data-signed-in]")).to_have_count(0)
    page.goto("/auth/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/auth/" not in url)
    expect(page.locator("body[data-signed-in]")).to_be_attached()


def test_an_article_with_a_picture_and_a_video_is_published(story: Story) -> None:
    page = story.writer
    page.goto("/articles/new")
    page.locator("[name=title]").fill("ماذا رأينا في السوق")
    page.locator("[name=source]").fill(SOURCE)
    page.locator("[name=files]").set_input_files(
        {"name": "market.jpg", "mimeType": "image/jpeg", "buffer": jpeg(800, 450)}
    )
    page.locator("[name=files_description]").fill("السوق صباحًا")
    page.locator("[name=files_caption]").fill("السوق كما رأيناه")
    page.locator("button[value=add]").click()
    expect(page.locator("[name=source]")).to_have_value(re.compile("media:picture-1"))
    page.locator("button[value=publish]").click()
    expect(page.get_by_role("heading", level=1, name="ماذا رأينا في السوق")).to_be_visible()
    story.article = page.url
    expect(page.locator("figcaption")).to_have_text("السوق كما رأيناه")
    picture = page.locator(".article-body img")
    expect(picture).to_have_attribute("alt", "السوق صباحًا")
    for _try in range(20):
        if picture.evaluate("picture => picture.complete && picture.naturalWidth > 0"):
            break
        page.wait_for_timeout(1000)
        page.reload()
    assert picture.evaluate("picture => picture.naturalWidth > 0")


def test_a_video_plays_only_once_it_is_pressed(story: Story) -> None:
    page, asked = story.writer, list[str]()

    def play(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<!doctype html><title>film</title>")

    page.route(re.compile("youtube"), play)
    page.goto(story.article)
    expect(page.locator(".video-card")).to_be_visible()
    assert asked == []
    assert all(watch.foreign == [] for watch in story.watches)
    page.locator(".video-open").click()
    expect(page.locator(".video-card iframe")).to_have_attribute(
        "src", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    )
    page.wait_for_timeout(500)
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"]
    story.watches[0].foreign.clear()
    page.unroute(re.compile("youtube"))


def test_a_visitor_writes_a_comment_signs_up_and_the_comment_is_there(server: Server, story: Story) -> None:
    page = story.reader
    page.goto(story.article)
    page.locator("#reply textarea[name=text]").fill(COMMENT)
    page.locator("#reply [data-submit]").click()
    page.locator("main a[href*='/auth/signup/']").click()
    page.locator("main a[href*='passkey']").click()
    sign_up_with_passkey(server, page, "murad", "مراد")
    box = page.locator("#reply textarea[name=text]")
    expect(box).to_have_value(re.compile(COMMENT))
    page.locator("#reply [data-submit]").click()
    expect(page.locator(".branches .prose").first).to_contain_text(COMMENT)
    expect(page.locator("#reply textarea[name=text]")).not_to_have_value(re.compile(COMMENT))


def test_the_author_is_told_and_replies_in_two_languages(story: Story) -> None:
    page = story.writer
    page.goto("/notifications")
    for _try in range(20):
        if page.locator(".notice").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    notice = page.locator(".notice").first
    expect(notice).to_contain_text("مراد")
    expect(notice).to_contain_text(COMMENT)
    page.goto(story.article)
    page.locator(".branches [data-act=reply]").first.click()
    box = page.locator("#reply textarea[name=text]")
    box.fill(f"@murad {REPLY}")
    expect(box).to_have_attribute("dir", "rtl")
    page.locator("#reply [data-submit]").click()
    answer = page.locator(".branches .post").filter(has_text="2.0")
    expect(answer.locator(".prose p").first).to_have_attribute("dir", "rtl")
    expect(answer.locator("a.u-url.mention")).to_have_attribute("href", re.compile("/@murad$"))
    href = answer.get_attribute("data-href")
    assert href
    story.reply = href


def test_a_boost_reaches_its_author(story: Story) -> None:
    page = story.reader
    page.goto(story.reply)
    boost = page.locator(".post-main [data-act=boost]")
    boost.click()
    expect(page.locator(".post-main [data-act=boost]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator(".post-main [data-act=boost]")).to_have_attribute("aria-pressed", "true")
    writer = story.writer
    writer.goto("/notifications")
    for _try in range(20):
        if writer.locator(".notice").count() > 1:
            break
        writer.wait_for_timeout(500)
        writer.reload()
    expect(writer.locator(".notice").first).to_contain_text("مراد")
    expect(writer.locator(".notice").first).to_contain_text("2.0")


def test_an_edit_leaves_the_earlier_wording_in_the_history(story: Story) -> None:
    page = story.writer
    page.goto(f"{story.reply}/edit")
    page.locator("textarea[name=text]").fill(f"@murad {CHANGED}")
    page.locator("[data-submit]").click()
    expect(page.locator(".post-main .prose")).to_contain_text("2.1")
    page.locator(".post-main a.edited").click()
    versions = page.locator(".version .prose")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text("2.0")
    expect(versions.last).to_contain_text("2.1")


def test_a_deleted_post_comes_back_when_it_is_undone(story: Story) -> None:
    page = story.writer
    page.goto(story.reply)
    page.locator(".post-main summary[title]").last.click()
    page.locator(".post-main button[formaction$='/delete']").click()
    page.locator("dialog[open] .button").last.click()
    expect(page.locator(".toast-undo")).to_be_visible()
    answer = page.context.request.get(story.reply)
    assert answer.status == 404
    page.locator(".toast-undo").click()
    page.goto(story.reply)
    expect(page.locator(".post-main .prose")).to_contain_text("2.1")


def test_a_report_leads_to_a_removal_and_a_suspension(server: Server, story: Story, visit: Visit) -> None:
    token = token_of(story.writer, server)
    headers = {"Authorization": f"Bearer {token}"}
    address = f"{server.url}/api/v1/accounts/verify_credentials"
    assert httpx.get(address, headers=headers).json()["username"] == "karima"

    reader = story.reader
    reader.goto(f"{story.reply}/report")
    reader.locator("[name=rules]").first.check()
    reader.locator("[name=comment]").fill("هذا يخالف القاعدة الأولى")
    reader.locator("main form .button").first.click()
    expect(reader.locator(".toast")).to_be_visible()

    moderator = visit("hakim")
    moderator.goto("/moderation")
    moderator.locator(".report").filter(has_text="هذا يخالف القاعدة الأولى").locator("h2 a").click()
    moderator.locator("[name=decision][value^='remove:']").check()
    moderator.locator("[name=reason]").fill("يخالف القاعدة الأولى")
    moderator.locator("fieldset .button").click()
    expect(moderator.locator(".toast")).to_be_visible()
    assert reader.context.request.get(story.reply).status == 404
    story.writer.goto(story.reply)
    expect(story.writer.locator(".note-danger")).to_be_visible()

    moderator.goto("/moderation?show=closed")
    moderator.locator(".report").filter(has_text="هذا يخالف القاعدة الأولى").locator("h2 a").click()
    moderator.locator("[name=decision][value=suspend]").check()
    moderator.locator("[name=reason]").fill("تكرر الأمر")
    moderator.locator("fieldset .button").click()
    expect(moderator.locator(".toast")).to_be_visible()

    story.writer.goto("/home")
    expect(story.writer.locator("body[data-signed-in]")).to_have_count(0)
    assert httpx.get(address, headers=headers).status_code in (401, 403)
    assert reader.context.request.get(story.article).status in (404, 410)
    assert [error for watch in story.watches for error in watch.errors] == []
    assert [address for watch in story.watches for address in watch.foreign] == []
