"""Everything a member does in a day, without a mouse."""

import re

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.conftest import Visit


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on it, as a person does who sees where it is."""
    for _press in range(most):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector} on {page.url}")


def focused(page: Page, selector: str) -> None:
    page.wait_for_function("(wanted) => document.activeElement.matches(wanted)", arg=selector)


def ready(page: Page) -> None:
    """Wait until the page's script listens to keys."""
    page.wait_for_function("performance.getEntriesByType('resource').some((e) => e.name.includes('/keys'))")
    page.wait_for_load_state("networkidle")


def test_a_day_without_a_mouse(visit: Visit) -> None:
    page = visit()
    page.goto("/auth/login/")
    tab_to(page, "[name=login]")
    page.keyboard.type("noura")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/auth/" not in url)

    page.keyboard.press("Tab")
    focused(page, "a.skip")
    page.goto("/home")
    ready(page)
    page.keyboard.press("n")
    focused(page, "#composer textarea")
    page.keyboard.type("كتبت هذا بلا فأرة")
    tab_to(page, "#composer [data-submit]")
    page.keyboard.press("Enter")
    first = page.locator("#stream > .post").first
    expect(first).to_contain_text("كتبت هذا بلا فأرة")

    ready(page)
    page.keyboard.press("j")
    focused(page, "#stream > .post:first-child")
    page.keyboard.press("j")
    focused(page, "#stream > .post:nth-child(2)")
    page.keyboard.press("k")
    focused(page, "#stream > .post:first-child")
    page.keyboard.press("f")
    expect(first.locator("[data-act=favourite]")).to_have_attribute("aria-pressed", "true")
    # The row of buttons was exchanged; the way on starts from the post all the same.
    focused(page, "#stream > .post:first-child")
    tab_to(page, "#stream > .post:first-child [data-act=favourite]", 12)
    page.keyboard.press("Enter")
    expect(first.locator("[data-act=favourite]")).to_have_attribute("aria-pressed", "false")
    focused(page, "[data-act=favourite]")

    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused(page, "#stream > .post:first-child")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/@noura/\d+$"))
    ready(page)
    page.keyboard.press("r")
    focused(page, "#reply textarea")
    page.keyboard.type("وهذا رد عليه")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".branches .post")).to_contain_text("وهذا رد عليه")


def test_the_shortcuts_are_shown_and_put_away(visit: Visit) -> None:
    page = visit("noura")
    page.goto("/local")
    ready(page)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    focused(page, "input[type=search]")


def test_a_menu_opens_and_closes_by_keys(visit: Visit) -> None:
    page = visit("noura")
    page.goto("/local")
    ready(page)
    page.keyboard.press("j")
    tab_to(page, "details[data-menu] > summary.act", 12)
    page.keyboard.press("Enter")
    expect(page.locator("#stream details[data-menu][open] .menu-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#stream details[data-menu][open]")).to_have_count(0)
    focused(page, "summary.act")
