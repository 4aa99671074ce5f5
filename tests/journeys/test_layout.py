"""Pages fit where they are shown, weigh little, and do not move under the reader."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.conftest import Visit
from tests.journeys.pages import article_of, thread_of

WIDTHS = [320, 360, 1280]
LIGHT = 100 * 1024
#: What sticks out of the page, by its start of markup.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => { const box = e.getBoundingClientRect(); return box.right > width + 1 || box.left < -1; })
    .slice(0, 5).map((e) => e.outerHTML.slice(0, 120)).concat([`${document.documentElement.scrollWidth} > ${width}`]);
}"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def sticking_out(page: Page, pages: list[str]) -> list[str]:
    found = []
    for address in pages:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{address} at {width}: {line}" for line in page.evaluate(STICKING_OUT)]
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_is_wider_than_the_window(visit: Visit, language: str) -> None:
    page = visit(locale=language)
    article = article_of(page)
    pages = ["/", "/local", article, thread_of(page, article), "/@salma", "/about", "/search?q=salma"]
    assert sticking_out(page, [*pages, "/auth/signup/", "/auth/login/", "/shortcuts"]) == []
    member = visit("hakim" if language == "ar" else "rana", locale=language)
    pages = ["/home", "/compose", "/notifications", "/settings", "/your-time", "/articles/new", "/auth/2fa/"]
    assert sticking_out(member, pages + (["/moderation"] if language == "ar" else [])) == []


def test_the_landing_page_weighs_little_before_its_pictures(visit: Visit) -> None:
    page = visit()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/", wait_until="networkidle")
    weights = {
        answer.url: answer.request.sizes()["responseBodySize"]
        for answer in answers
        if "/media/" not in answer.url
    }
    assert len(weights) > 8
    assert sum(weights.values()) < LIGHT, weights


def test_nothing_jumps_while_a_page_loads(visit: Visit) -> None:
    page = visit("hakim")
    article = article_of(page)
    for address in ["/local", article, thread_of(page, article), "/@salma", "/home"]:
        page.goto(address)
        assert page.evaluate(SHIFT) < 0.02, address


def test_the_hint_in_an_empty_field_stands_as_the_page_is_written(visit: Visit) -> None:
    page = visit("hakim")
    page.goto("/compose")
    hints = "[...document.querySelectorAll(':placeholder-shown')].map((e) => getComputedStyle(e).direction)"
    found = page.evaluate(hints)
    assert len(found) > 5
    assert set(found) == {"rtl"}


def test_new_posts_are_announced_and_the_page_stays_where_it_was(visit: Visit) -> None:
    page = visit("zayd", viewport={"width": 1280, "height": 700})
    page.clock.install()
    page.goto("/local")
    page.locator("#stream > .post").nth(5).scroll_into_view_if_needed()
    seen = page.locator("#stream > .post").nth(5)
    before = seen.bounding_box()

    writer = visit("omar", locale="en")
    writer.goto("/compose")
    writer.locator("[name=text]").fill("Something new for those who read on")
    writer.locator("[data-submit]").click()
    expect(writer.locator("#stream > .post").first).to_contain_text("Something new")

    page.clock.run_for(31_000)
    bar = page.locator("[data-newer]")
    expect(bar).not_to_have_attribute("hidden", "")
    expect(bar).to_have_text(re.compile("منشور"))
    after = seen.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 1
    bar.locator("a").click()
    expect(page.locator("#stream > .post").first).to_contain_text("Something new")


@pytest.mark.parametrize(("language", "words"), [("en", "You are all caught up"), ("ar", "هذا كل")])
def test_the_end_of_a_timeline_says_so(visit: Visit, language: str, words: str) -> None:
    page = visit(locale=language)
    page.goto("/local")
    expect(page.locator(".end")).to_have_count(0)
    for _page in range(5):
        if page.locator(".end").count():
            break
        page.locator(".pages [rel=next]").click()
        page.wait_for_load_state()
    assert words in page.locator(".end").inner_text().replace("ّ", "")
