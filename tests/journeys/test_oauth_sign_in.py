"""An app signs a member in through the browser, in English."""

import httpx
from playwright.sync_api import Page, expect

from tests.journeys.apps import App, query_of, register, token_of
from tests.journeys.conftest import Visit
from tests.server import Server

CALLBACK = "http://app.example/callback"


def opened(server: Server, visit: Visit) -> tuple[App, Page]:
    """The authorize page of a web app whose own pages are at another address."""
    app = register(server, CALLBACK)
    page = visit("rana", locale="en", elsewhere=CALLBACK)
    page.route(
        f"{CALLBACK}**", lambda route: route.fulfill(content_type="text/html", body="<h1>The app</h1>")
    )
    page.goto(app.authorize_path(state="kept"))
    expect(page.locator("h1")).to_have_text("Let Journey into your account?")
    expect(page.locator("main li")).not_to_have_count(0)
    return app, page


def test_a_member_lets_an_app_in_and_it_knows_who_they_are(server: Server, visit: Visit) -> None:
    app, page = opened(server, visit)
    page.get_by_role("button", name="Allow", exact=True).click()
    page.wait_for_url(f"{CALLBACK}**")
    answer = query_of(page.url)
    assert answer["state"] == "kept"
    token = app.exchange(answer["code"])
    me = httpx.get(
        f"{server.url}/api/v1/accounts/verify_credentials",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert me.status_code == 200, me.text + server.log("serve")[-3000:]
    assert me.json()["username"] == "rana"
    page.goto(f"{server.url}/settings/apps")
    expect(page.locator("main")).to_contain_text("Journey")


def test_an_app_that_is_turned_away_is_told_so(server: Server, visit: Visit) -> None:
    _app, page = opened(server, visit)
    page.get_by_role("button", name="Do not allow").click()
    page.wait_for_url(f"{CALLBACK}**")
    answer = query_of(page.url)
    assert answer == {"error": "access_denied", "state": "kept"}


def test_a_program_without_pages_gets_a_code_to_copy(server: Server, visit: Visit) -> None:
    page = visit("rana", locale="en")
    token = token_of(page, server)
    expect(page.locator("h1")).to_have_text("Code for the app")
    expect(page.get_by_label("Copy this code")).to_be_visible()
    assert token


def test_a_visitor_signs_in_on_the_way_to_the_app(server: Server, visit: Visit) -> None:
    page = visit(locale="en")
    page.goto(register(server).authorize_path())
    page.get_by_label("Username or e-mail address").fill("omar")
    page.get_by_label("Password", exact=True).fill("a-long-river-runs")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Let Journey into your account?")
