"""Every page keeps to itself: the `visit` fixture fails on a request elsewhere, a complaint or a refused file."""

from tests.journeys.conftest import Visit
from tests.journeys.pages import INSIDE, OPEN, article_of, case_of, thread_of


def test_no_page_for_visitors_asks_anyone_else_for_anything(visit: Visit) -> None:
    page = visit()
    article = article_of(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    pages = [*OPEN, article, thread_of(page, article), f"{article}/boosts", f"{article}/history"]
    for address in pages:
        page.goto(address, wait_until="networkidle")
    assert len(requests) > 2 * len(pages), "the pages ask for their styles and scripts at least"


def test_no_page_for_members_asks_anyone_else_for_anything(visit: Visit) -> None:
    page = visit("hakim")
    article = article_of(page)
    pages = [*INSIDE, article, thread_of(page, article), case_of(page), f"{article}/report"]
    for address in pages:
        answer = page.goto(address, wait_until="networkidle")
        assert answer and answer.ok, f"{address}: {answer and answer.status}"


def test_the_policy_lets_nothing_in_from_elsewhere(visit: Visit) -> None:
    page = visit()
    answer = page.goto("/")
    assert answer
    policy = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] in ("'none'", "'self'")
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
