"""The author's language speaks first; what is not prose does not vote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.core.bidi import (
    direction_of_language,
    first_strong,
    isolate,
    paragraph_direction,
    without_controls,
)


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("fa", "rtl"),
        ("ur_PK", "rtl"),
        ("he", "rtl"),
        ("az-Arab", "rtl"),
        ("en", "ltr"),
        ("en-GB", "ltr"),
        ("ar-Latn", "ltr"),
        ("ku", "ltr"),
        (None, None),
        ("", None),
    ],
)
def test_a_language_has_the_direction_of_its_script(language: str | None, direction: str | None) -> None:
    assert direction_of_language(language) == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [("123 مرحبا", "rtl"), ("٢٠ apples", "ltr"), ("«Hello» مرحبا", "ltr"), ("😀 12:30", None), ("", None)],
)
def test_the_first_letter_is_found_behind_digits_and_signs(text: str, direction: str | None) -> None:
    assert first_strong(text) == direction


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("@sara @omar@example.org شكرا لكما", "ar", "rtl"),
        ("@sara شكرا", None, "rtl"),
        ("#news الخبر كاملا", None, "rtl"),
        ("https://example.com/a مقال جيد", None, "rtl"),
        ("www.example.com مقال جيد", None, "rtl"),
        ("info@example.com راسلونا", None, "rtl"),
        ("2024: عام جديد", None, "rtl"),
        ("#القدس is in the news", None, "ltr"),
        ("Meta أعلنت اليوم عن أرباحها", "ar", "rtl"),
        ("Meta أعلنت اليوم عن أرباحها", "en", "rtl"),
        ("iPhone 15 Pro Max متوفر", "ar", "rtl"),
        ("The word كتاب means a book", "ar", "ltr"),
        ("كتاب is the Arabic word for book", "en", "ltr"),
        ("Good morning everyone", "ar", "ltr"),
        ("صباح الخير", "en", "rtl"),
        ("@sara #وسم https://example.com 😀", "ar", None),
        ("12:30", "en", None),
    ],
)
def test_a_paragraph_runs_as_its_reader_expects(
    text: str, language: str | None, direction: str | None
) -> None:
    assert paragraph_direction(text, language) == direction


@given(st.text(max_size=80), st.sampled_from([None, "ar", "en", "fa", "xx"]))
def test_any_text_has_a_direction_or_none(text: str, language: str | None) -> None:
    assert paragraph_direction(text, language) in {"rtl", "ltr", None}


@given(st.text(max_size=80))
def test_an_isolate_cannot_be_closed_from_within(text: str) -> None:
    inside = isolate(text, "rtl")
    assert inside[0] == "\u2067"
    assert inside[-1] == "\u2069"
    assert inside[1:-1] == without_controls(text)
    assert "\u2069" not in inside[1:-1]
