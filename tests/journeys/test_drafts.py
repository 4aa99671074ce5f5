"""What is typed is not lost: not by a reload, a sign-out, a failed send, nor a sign-up in between."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, sign_in
from tests.journeys.letters import code_for
from tests.server import Server

BOX = "#composer textarea[name=text]"


def typed(page: Page, text: str) -> None:
    page.locator(BOX).press_sequentially(text)
    expect(page.locator("#composer [data-draft-state]")).not_to_be_empty()


def test_a_reload_keeps_what_was_typed(visit: Visit) -> None:
    page = visit("dima")
    page.goto("/compose")
    typed(page, "نصف جملة")
    page.reload()
    expect(page.locator(BOX)).to_have_value("نصف جملة")


def test_leaving_at_once_keeps_what_was_typed(visit: Visit) -> None:
    page = visit("dima")
    page.goto("/compose")
    page.locator(BOX).press_sequentially("كلمة")
    page.goto("/about")
    page.goto("/compose")
    expect(page.locator(BOX)).to_have_value("كلمة")


def test_a_sign_out_keeps_what_was_typed(visit: Visit) -> None:
    page = visit()
    sign_in(page, "dima")
    page.goto("/compose")
    typed(page, "بدأت ثم خرجت")
    page.locator("form[action*=logout] button").last.click()
    expect(page.locator("body[data-signed-in]")).to_have_count(0)
    sign_in(page, "dima")
    page.goto("/compose")
    expect(page.locator(BOX)).to_have_value("بدأت ثم خرجت")


def test_a_text_that_is_too_long_comes_back_whole_with_the_reason(visit: Visit) -> None:
    page = visit("dima")
    page.goto("/compose")
    text = "طويل " * 1100
    page.locator(BOX).fill(text)
    expect(page.locator("#composer [data-counter]")).to_have_class(re.compile("over"))
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("#composer [data-submit]").click()
    assert sent.value.status == 422
    expect(page.locator("#composer .error").first).to_be_visible()
    expect(page.locator(BOX)).to_have_value(re.compile(f"^{text.strip()}"))
    page.goto("/compose")
    expect(page.locator(BOX)).to_have_value(re.compile(f"^{text.strip()}"))


def test_what_was_published_is_no_draft_any_more(visit: Visit) -> None:
    page = visit("dima")
    page.goto("/compose")
    typed(page, "هذا تم نشره")
    page.locator("#composer [data-submit]").click()
    expect(page.locator("#stream > .post").first).to_contain_text("هذا تم نشره")
    page.goto("/compose")
    expect(page.locator(BOX)).to_have_value("")


def test_a_comment_typed_and_not_sent_outlives_a_sign_up(server: Server, visit: Visit) -> None:
    page = visit()
    page.goto("/@salma/articles")
    page.locator("main .article-card a").first.click()
    article = page.url
    page.locator("#reply textarea").press_sequentially("كتبته زائرة")
    page.locator(".topbar a[href*=signup]").click()
    page.locator("[name=username]").fill("huda")
    page.locator("[name=email]").fill("huda@example.org")
    page.locator("[name=password1]").fill("a-long-river-runs")
    page.locator("[name=agreement]").check()
    page.locator("main form.form .button").last.click()
    page.locator("[name=code]").fill(code_for(server, "huda@example.org"))
    page.locator("main form.form .button").first.click()
    page.wait_for_url(lambda url: "/auth/" not in url)
    page.goto(article)
    expect(page.locator("#reply textarea")).to_have_value(re.compile("كتبته زائرة"))
    page.locator("#reply [data-submit]").click()
    expect(page.locator(".branches .prose").filter(has_text="كتبته زائرة")).to_be_visible()


def test_an_article_in_the_editor_is_kept_on_the_server_too(visit: Visit) -> None:
    page = visit("dima")
    page.clock.install()
    page.goto("/articles/new")
    page.locator("[name=title]").fill("عنوان لم يكتمل")
    page.locator("[name=source]").fill("سطر أول")
    with page.expect_response("**/articles/autosave") as kept:
        page.clock.run_for(9_000)
    assert kept.value.ok
    elsewhere = visit("dima")
    elsewhere.goto("/drafts")
    elsewhere.locator(".draft", has_text="عنوان لم يكتمل").locator("a.button").click()
    expect(elsewhere.locator("[name=source]")).to_have_value("سطر أول")
