"""Spellings that are one word to a reader share one fold; what differs in meaning does not."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.core.arabic import fold, words

ARABIC = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=60)
ANY = st.text(max_size=80)
MIXED = st.lists(
    st.one_of(
        ANY, ARABIC, st.sampled_from(["ﷲ", "ﷺ", "ﻻ", "اااا", "لللل", "\u200f", "e\u0301", "İ", "ﹶ", "\u0345"])
    ),
    max_size=8,
).map("".join)

TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
SPELLINGS = {
    "ا": "اأإآٱ\u0627\u0672\u0673",
    "ي": "يىیئ",
    "و": "وؤ",
    "ه": "هةەہ",
    "ك": "كکڪ",
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إسلام", "اسلام"),
        ("آمال", "امال"),
        ("ٱلرحمن", "الرحمن"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("الْعَرَبِيَّةُ", "العربية"),
        ("هٰذا", "هذا"),
        ("محـــمد", "محمد"),
        ("٢٠٢٤", "2024"),
        ("۱۴۰۳", "1403"),
        ("کتاب", "كتاب"),
        ("فارسی", "فارسي"),
        ("ﻻ إﻟﻪ", "لا اله"),
        ("ﷲ", "الله"),
        ("راااااائع", "رائع"),
        ("جميييييل", "جميل"),
        ("شكررررا", "شكرا"),
        ("الللللغة", "اللغة"),
        ("می‌خواهم", "ميخواهم"),
        ("\u202bسلام\u202c", "سلام"),
        ("Crème Brûlée", "creme brulee"),
        ("STRASSE", "straße"),
        ("coooool", "cool"),
        ("ＡＢＣ", "abc"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
    ],
)
def test_two_spellings_of_a_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علم", "عمل"),
        ("ماء", "ما"),
        ("WWII", "WWIII"),
        ("هم", "همم"),
        ("1000", "10000"),
        ("हिन्दी", "हनद"),
        ("ไทย", "ไท"),
    ],
)
def test_words_that_differ_in_meaning_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(MIXED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_is_stable_for_every_character_that_has_spellings() -> None:
    unstable = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cn", "Co"}
        and not 0x3400 <= code <= 0xD7A3
        and code < 0x20000
        for text in (chr(code), f"a{chr(code)}\u0301")
        if fold(fold(text)) != fold(text)
    ]
    assert unstable == []


@given(MIXED)
def test_a_fold_is_at_most_eighteen_times_longer(text: str) -> None:
    assert len(fold(text)) <= 18 * len(text)


@given(MIXED)
def test_a_fold_has_no_mark_tatweel_control_or_eastern_digit(text: str) -> None:
    folded = fold(text)
    assert not set(folded) & set(TASHKEEL + "ـأإآٱىةکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
    assert not any(unicodedata.category(char) == "Cf" for char in folded)


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي "), max_size=30), st.data())
def test_any_respelling_of_a_text_folds_like_it(text: str, data: st.DataObject) -> None:
    # Marks and tatweel anywhere, any form of a letter: what hurried and careful writers do.
    respelled = "".join(
        data.draw(st.sampled_from(SPELLINGS.get(letter, letter)))
        + data.draw(st.text(st.sampled_from(TASHKEEL + "ـ\u200c\u200f"), max_size=3))
        for letter in text
    )
    assert fold(respelled) == fold(text)


@given(ANY)
def test_words_are_folded_and_hold_no_space(text: str) -> None:
    for word in words(text):
        assert word
        assert word == fold(word)
        assert not any(char.isspace() for char in word)


def test_words_are_split_at_anything_but_letters_and_digits() -> None:
    assert words("«أهلاً»، بكم_في Minbar-2024؛ ١٢٣!") == ["اهلا", "بكم", "في", "minbar", "2024", "123"]


def test_folding_a_long_text_is_quick() -> None:
    text = "السَّلامُ عليكم ورحمةُ اللهِ وبركاته Hello " * 5000
    start = time.perf_counter()
    fold(text)
    assert time.perf_counter() - start < 2
