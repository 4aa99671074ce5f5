"""The same pages with scripts turned off: everything is a link or a form."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.media.pictures import jpeg

PICTURE = {"name": "river.jpg", "mimeType": "image/jpeg", "buffer": jpeg(320, 240)}


def member(visit: Visit) -> Page:
    return visit("yasin", java_script_enabled=False)


def test_a_visitor_reads(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/local")
    expect(page.locator(".stream .post")).not_to_have_count(0)
    page.locator(".pages [rel=next]").click()
    page.locator(".pages [rel=prev]").click()
    page.goto("/@salma/articles")
    page.locator("main .article-card a, main [data-href] h2 a, main h3 a").first.click()
    expect(page.locator(".article-body h2").first).to_have_text("لماذا نكتب")
    expect(page.locator(".video-open")).to_have_attribute("href", re.compile("youtube"))
    expect(page.locator(".branches .post")).not_to_have_count(0)
    page.locator(".branch-more > summary").first.click()


def test_a_post_with_a_picture_is_written_boosted_edited_deleted_and_brought_back(visit: Visit) -> None:
    page = member(visit)
    page.goto("/compose")
    page.locator("[name=text]").fill("نهر البلدة من دون سكربت")
    page.locator("[name=files]").set_input_files(PICTURE)
    page.locator("[name=descriptions]").fill("النهر من فوق الجسر")
    page.locator("[data-submit]").click()
    mine = page.locator("#stream > .post").filter(has_text="نهر البلدة من دون سكربت")
    expect(mine).to_have_count(1)

    mine.locator("[data-act=boost]").click()
    expect(mine.locator("[data-act=boost]").first).to_have_attribute("aria-pressed", "true")

    mine.first.locator(".post-when a").first.click()
    expect(page.locator(".post-main img").first).to_have_attribute("alt", "النهر من فوق الجسر")
    page.locator(".post-main summary.act").click()
    page.locator(".post-main a[href$='/edit']").click()
    page.locator("[name=text]").fill("نهر البلدة عند المساء")
    page.locator("[data-submit]").click()
    expect(page.locator(".post-main .prose")).to_have_text("نهر البلدة عند المساء")
    address = page.url

    page.locator(".post-main summary.act").click()
    page.locator(".post-main button[formaction$='/delete']").click()
    assert page.context.request.get(address).status == 404
    page.locator(".toast-undo").click()
    page.goto(address)
    expect(page.locator(".post-main .prose")).to_have_text("نهر البلدة عند المساء")
    expect(page.locator(".post-main img")).to_have_count(1)


def test_a_comment_stands_under_the_article(visit: Visit) -> None:
    page = member(visit)
    page.goto("/@salma/articles")
    page.locator("main .article-card a").first.click()
    page.locator("#reply [name=text]").fill("قرأته كاملًا")
    page.locator("#reply [data-submit]").click()
    expect(page.locator(".branches .prose").filter(has_text="قرأته كاملًا")).to_be_visible()


def test_an_article_is_written_with_a_picture_and_a_preview(visit: Visit) -> None:
    page = member(visit)
    page.goto("/articles/new")
    page.locator("[name=title]").fill("مقال بلا سكربت")
    page.locator("[name=source]").fill("## أول الكلام\n\nنص.")
    page.locator("[name=files]").set_input_files(PICTURE)
    page.locator("[name=files_description]").fill("النهر")
    page.locator("[name=files_caption]").fill("النهر صباحًا")
    page.locator("button[value=add]").click()
    page.locator("button[value=preview]").click()
    preview = page.locator(".preview")
    expect(preview.locator("h2", has_text="أول الكلام")).to_be_visible()
    expect(preview.locator("figcaption")).to_have_text("النهر صباحًا")
    page.locator("button[value=publish]").click()
    expect(page.locator(".article h1")).to_have_text("مقال بلا سكربت")
    expect(page.locator(".article-body figcaption")).to_have_text("النهر صباحًا")


def test_a_poll_is_answered_and_a_list_followed(visit: Visit) -> None:
    page = member(visit)
    page.goto("/@salma")
    poll = page.locator(".post", has_text="متى نلتقي؟").first
    poll.locator("[name=choices]").first.check()
    poll.locator("button", has_text="تصويت").click()
    expect(page.locator(".post", has_text="متى نلتقي؟").first.locator("[name=choices]")).to_have_count(0)
