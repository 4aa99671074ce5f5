"""axe looks at the pages in each theme, in Arabic and in English, and may find nothing at all."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.pages import article_of, case_of, thread_of
from tests.server import Server

THEMES = ["light", "dark", "contrast", "eyecare"]
#: Rules about good practice too: no list of rules is left out.
OPTIONS = {"resultTypes": ["violations"]}


def complaints(page: Page, address: str) -> list[str]:
    page.goto(address)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{address}: {violation['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("theme", "language"), list(zip(THEMES, ["ar", "en", "ar", "en"], strict=True)))
def test_the_pages_for_visitors_are_for_everybody(
    server: Server, visit: Visit, theme: str, language: str
) -> None:
    page = visit(locale=language)
    article = article_of(page)
    page.context.add_cookies([{"name": "minbar_theme", "value": theme, "url": server.url}])
    pages = ["/", "/local", article, thread_of(page, article), "/@salma", "/auth/signup/", "/auth/login/"]
    found = [line for address in pages for line in complaints(page, address)]
    assert page.locator("html").get_attribute("data-theme") == theme
    assert page.locator("html").get_attribute("lang") == language
    assert found == []


@pytest.mark.parametrize(("theme", "language"), list(zip(THEMES, ["en", "ar", "en", "ar"], strict=True)))
def test_the_pages_for_members_are_for_everybody(visit: Visit, theme: str, language: str) -> None:
    page = visit("hakim")
    page.goto("/shortcuts")
    page.locator(f".side button[name=language][value={language}]").click()
    page.locator(f"html[lang={language}]").wait_for()
    with page.expect_response("**/theme"):
        page.locator(f".side button[name=theme][value={theme}]").click()
    pages = ["/home", "/compose", "/notifications", "/settings", "/settings/preferences", "/your-time"]
    pages += ["/articles/new", "/moderation", case_of(page), article_of(page)]
    found = [line for address in pages for line in complaints(page, address)]
    assert page.locator("html").get_attribute("data-theme") == theme
    assert page.locator("html").get_attribute("lang") == language
    assert found == []
