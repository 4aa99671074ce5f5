"""One browser and one Minbar for all journeys, and people who use it.

Everything lives as long as this folder's tests: a browser driven from Python leaves an event loop running,
beside which other tests could not use the database.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.cast import PASSWORD
from tests.journeys.watching import Watch
from tests.server import Server, minbar_server

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
#: Milliseconds until something that should be there is missed: the machine may have other work.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
DIFFERENCES = "from minbar.client_api.prepared import differences; print(list(differences()))"
Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A Minbar on SQLite with a handful of people who have written before (town.py)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MINBAR_DATABASE_URL", raising=False)
        with minbar_server(rate_limits="false") as running:
            running.script("from tests.journeys.town import build; build()")
            yield running
            # After all that, what the API would answer is what the database says.
            assert running.script(DIFFERENCES) == "[]\n"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def cookies() -> dict[str, Any]:
    """The cookies of those who have signed in, so that each does it once."""
    return {}


@pytest.fixture
def visit(server: Server, chromium: Browser, cookies: dict[str, Any]) -> Iterator[Visit]:
    """Open a browser of its own for one person: ``visit("salma")``, or ``visit()`` for a visitor.

    ``elsewhere`` is an address that the journey itself leads to. Afterwards nothing else may have been asked
    for elsewhere, and no page may have complained.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open(who: str = "", locale: str = "ar", elsewhere: str = "", **options: Any) -> Page:
        kept = {"storage_state": {"cookies": cookies[who], "origins": []}} if who in cookies else {}
        context = chromium.new_context(
            base_url=server.url, locale=locale, reduced_motion="reduce", **kept, **options
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(server.url, elsewhere)
        watch.over(context)
        opened.append((context, watch))
        page = context.new_page()
        if who and who not in cookies:
            sign_in(page, who)
            cookies[who] = context.cookies()
        return page

    yield open
    for context, _watch in opened:
        context.close()
    assert [address for _context, watch in opened for address in watch.foreign] == []
    errors = [error for _context, watch in opened for error in watch.errors]
    assert errors == [], server.log("serve")[-4000:]


def sign_in(page: Page, who: str) -> None:
    page.goto("/auth/login/")
    page.locator("[name=login]").fill(who)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/auth/" not in url)
