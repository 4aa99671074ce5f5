import time
from datetime import UTC, datetime

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from minbar.security import merging, rate, rate_store
from minbar.security.address import client_address, neighbourhood, veiled
from minbar.security.models import RateCount
from minbar.security.tokens import bearer_of_token
from tests.security.people import PASSWORD, application, member, token_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings: Settings):
    """Limits on, in a window that does not end while the test runs."""
    settings.RATE_LIMITS = True
    rate_store.forget()
    if 300 - time.time() % 300 < 20:
        time.sleep(300 - time.time() % 300 + 0.1)
    yield
    rate_store.forget()


def request(address: str = "203.0.113.7", forwarded: str = ""):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/api/v1/instance", REMOTE_ADDR=address, **extra)


def test_the_headers_count_down_and_name_the_end_of_the_window():
    first, second = rate.check(request()), rate.check(request())
    assert first["X-RateLimit-Limit"] == "300"
    assert (first["X-RateLimit-Remaining"], second["X-RateLimit-Remaining"]) == ("299", "298")
    reset = datetime.fromisoformat(first["X-RateLimit-Reset"])
    assert 0 < (reset - datetime.now(UTC)).total_seconds() <= 300


def test_the_301st_request_is_refused_in_mastodons_form():
    for _ in range(300):
        rate.check(request())
    with pytest.raises(rate.RateLimited) as error:
        rate.check(request())
    answer = rate.refusal(error.value)
    assert answer.status_code == 429
    assert answer["X-RateLimit-Remaining"] == "0"
    assert int(answer["Retry-After"]) > 0
    assert answer.content == b'{"error": "Too many requests"}'
    assert rate.check(request("198.51.100.1"))


def test_an_account_is_counted_wherever_it_comes_from_and_apart_from_its_address():
    bearer = bearer_of_token(token_for(member()))
    rate.check(request("203.0.113.7"), bearer=bearer)
    assert rate.check(request("198.51.100.1"), bearer=bearer)["X-RateLimit-Remaining"] == "298"
    assert rate.check(request("203.0.113.7"))["X-RateLimit-Remaining"] == "299"


def test_media_are_counted_in_a_bucket_of_their_own_as_well():
    bearer = bearer_of_token(token_for(member()))
    for _ in range(30):
        headers = rate.check(request(), "media", bearer)
    assert headers["X-RateLimit-Limit"] == "30"
    with pytest.raises(rate.RateLimited):
        rate.check(request(), "media", bearer)
    assert rate.check(request(), bearer=bearer)["X-RateLimit-Limit"] == "300"


def test_what_another_process_counted_is_known_after_a_merge():
    for _ in range(10):
        rate.check(request())
    merging.merge_now()
    row = RateCount.objects.get()
    assert row.count == 10
    RateCount.objects.update(count=290)
    rate.check(request())
    merging.merge_now()
    assert rate.check(request())["X-RateLimit-Remaining"] == str(300 - 292)


def test_refused_requests_write_nothing_more():
    for _ in range(300):
        rate.check(request())
    merging.merge_now()
    for _ in range(50):
        with pytest.raises(rate.RateLimited):
            rate.check(request())
    assert not rate_store.waiting()


def test_counts_of_windows_that_are_over_are_removed(monkeypatch: pytest.MonkeyPatch):
    RateCount.objects.create(key="api:old", window=int(time.time()) - 10, count=3)
    monkeypatch.setattr(rate_store, "_cleaned", 0.0)
    merging.merge_now()
    assert not RateCount.objects.exists()


def test_no_address_is_stored():
    rate.check(request("203.0.113.7"))
    merging.merge_now()
    assert "203.0.113.7" not in RateCount.objects.get().key


def test_a_household_of_ipv6_counts_as_one():
    assert veiled(request("2001:db8:1:2::a")) == veiled(request("2001:db8:1:2:ffff::b"))
    assert veiled(request("2001:db8:1:2::a")) != veiled(request("2001:db8:1:3::a"))


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.0.0.9, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 127.0.0.1", "198.51.100.1"),
        ("127.0.0.1", "rubbish", "127.0.0.1"),
        ("::1", "198.51.100.1", "198.51.100.1"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_only_our_own_proxies_are_believed(remote: str, forwarded: str, client: str):
    assert neighbourhood(client_address(remote, forwarded)) == client


def test_sign_up_through_apps_is_limited_by_address_even_with_a_token():
    bearer = bearer_of_token(token_for(None, "write", application()))
    for _ in range(5):
        rate.check(request(), "sign_up", bearer)
    with pytest.raises(rate.RateLimited):
        rate.check(request(), "sign_up", bearer)


def test_guessing_a_password_ends_soon_from_wherever_it_is_tried():
    member("salma")

    def attempt(number: int, password: str):
        client = Client(headers={"accept-language": "en"}, REMOTE_ADDR=f"203.0.113.{number}")
        return client.post("/auth/login/", {"login": "salma", "password": password})

    for number in range(20):
        attempt(number, "wrong-word")
    answer = attempt(99, PASSWORD)
    assert answer.status_code == 200
    assert "Too many" in str(answer.context["form"].non_field_errors())


def test_too_many_tries_from_one_address_get_a_page_that_says_when_to_go_on():
    client = Client(headers={"accept-language": "en"})
    for number in range(25):
        client.post("/auth/login/", {"login": f"name{number}", "password": "wrong-word"})
    answer = client.post("/auth/login/", {"login": "salma", "password": "wrong-word"})
    assert answer.status_code == 429
    assert answer["Retry-After"]
