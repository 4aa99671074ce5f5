"""The tags and filters of `{% load minbar %}`."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation

from minbar.web.templatetags import direction, numbers, paths, times
from minbar.web.templatetags.minbar import bar, focal, spark

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def render(text: str, **context: object) -> str:
    return Template("{% load minbar %}" + text).render(Context(context))


def test_numbers_are_grouped_and_shortened() -> None:
    with translation.override("en"):
        assert numbers.number(1234567) == "1,234,567"
        assert [numbers.compact(n) for n in (0, 999, 1000, 1360, 12840, 250_000, 4_000_000)] == [
            "0", "999", "1K", "1.3K", "12.8K", "250K", "4M",
        ]  # fmt: skip
        assert numbers.number("many") == "many"
        assert numbers.percent(1, 3) == 33
        assert numbers.percent(1, 0) == 0


@override_settings(MINBAR_DIGITS="locale")
def test_arabic_digits_are_shown_where_the_server_wishes_it() -> None:
    with translation.override("ar"):
        assert numbers.number(12345) == "١٢٬٣٤٥"
    with translation.override("en"):
        assert numbers.number(12345) == "12,345"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=5), "now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=40), "40 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=-1, seconds=-5), "in 1 day"),
        (timedelta(hours=-5), "in 5 hours"),
    ],
)
def test_a_moment_is_said_as_people_say_it(ago: timedelta, said: str) -> None:
    with translation.override("en"):
        assert times.relative(NOW - ago, NOW) == said


def test_an_old_moment_is_its_day_and_its_year_only_when_that_is_another() -> None:
    with translation.override("en"):
        assert times.relative(NOW - timedelta(days=20), NOW) == "18 February"
        assert "2024" in times.relative(NOW - timedelta(days=500), NOW)


def test_a_duration_has_hours_and_minutes() -> None:
    with translation.override("en"):
        assert times.duration(135) == "2 hours and 15 minutes"
        assert times.duration(0) == "0 minutes"
        assert times.duration(60) == "1 hour"


def test_the_exact_moment_stays_beside_the_relative_one() -> None:
    with translation.override("en"):
        html = render("{% when moment %}", moment=NOW)
    assert 'datetime="2026-03-10T12:00:00+00:00"' in html
    assert "title=" in html


def test_names_and_handles_are_isolated_and_escaped() -> None:
    assert direction.bdi("<b>ليلى") == "<bdi>&lt;b&gt;ليلى</bdi>"
    assert 'dir="ltr"' in direction.handle("@layla")
    assert direction.direction_of("123 مرحبا hello") == "rtl"
    assert direction.direction_of("… hello مرحبا") == "ltr"
    assert direction.direction_of("123") == "auto"


def test_icons_that_point_along_the_line_turn_and_others_do_not() -> None:
    assert "icon-turn" in render('{% icon "reply" %}')
    assert "icon-turn" not in render('{% icon "star" %}')
    assert 'role="img" aria-label="&lt;x&gt;"' in render('{% icon "star" label %}', label="<x>")


def test_the_tint_of_a_picture_is_the_average_its_blurhash_keeps() -> None:
    assert paths.tint("LKO2:N%2Tw=w]~RBVZRi};RPxuwH") == "#d1b1a3"
    assert paths.tint("") == "#8a9693"
    assert paths.tint('L"><script') == "#8a9693"


def test_a_focal_point_becomes_two_tenths() -> None:
    assert focal(0, 0) == 'data-fx="5" data-fy="5"'
    assert focal(-1, 1) == 'data-fx="0" data-fy="0"'
    assert focal(1, -1) == 'data-fx="10" data-fy="10"'
    assert focal(None, "x") == 'data-fx="5" data-fy="5"'


def test_charts_keep_within_their_boxes() -> None:
    assert bar(30, 60) == 50.0
    assert bar(90, 60) == 100.0
    assert bar(1, 0) == 0.0
    assert spark([0, 10]) == "0.0,29.0 100.0,2.0"
    assert spark([]) == ""


def test_the_theme_is_the_members_else_the_visitors_else_the_devices() -> None:
    class Member:
        theme = "eyecare"

    request = RequestFactory().get("/")
    assert render("{% theme %}", request=request) == "auto"
    request.COOKIES["minbar_theme"] = "dark"
    assert render("{% theme %}", request=request) == "dark"
    assert render("{% theme %}", request=request, user=Member()) == "eyecare"
    request.COOKIES["minbar_theme"] = '"><script>'
    assert render("{% theme %}", request=request) == "auto"
