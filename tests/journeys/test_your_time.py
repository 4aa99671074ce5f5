"""A page that is seen counts its minutes, and the member can read and delete them."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_a_visible_page_counts_and_the_member_sees_the_minutes(visit: Visit) -> None:
    page = visit("tariq", locale="en")
    page.clock.install()
    page.goto("/local")
    for _minute in range(3):
        with page.expect_response("**/usage") as told:
            page.clock.run_for(60_000)
        assert told.value.ok
    page.goto("/compose")
    page.locator("textarea[name=text]").focus()
    with page.expect_response("**/usage") as told:
        page.clock.run_for(61_000)
    assert told.value.ok

    page.goto("/your-time")
    today = page.locator(".stat-row li").first
    expect(today).to_contain_text("4 دقائق")
    expect(page.locator("tr", has_text="القراءة")).to_contain_text("3 دقائق")
    expect(page.locator("tr", has_text="الكتابة")).to_contain_text("دقيقة")

    page.locator("form[action$='/clear'] button").click()
    page.locator("dialog[open] .button").last.click()
    expect(page.locator(".stat-row li").first).to_contain_text("0 دقيقة")


def test_the_reminder_comes_once_its_time_is_spent(visit: Visit) -> None:
    page = visit("tariq")
    page.goto("/your-time")
    page.locator("[name=reminder_minutes]").select_option("15")
    page.locator("main .button", has_text="حفظ").click()
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator("[name=reminder_minutes]")).to_have_value("15")
    page.clock.install()
    page.goto("/local")
    for _minute in range(14):
        with page.expect_response("**/usage"):
            page.clock.run_for(60_000)
    expect(page.locator(".toast")).to_have_count(0)
    with page.expect_response("**/usage"):
        page.clock.run_for(60_000)
    expect(page.locator(".toast")).to_be_visible()
