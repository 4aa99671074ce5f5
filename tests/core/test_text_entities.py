"""What is found in a text, what is not, and how long the text is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.core.arabic import fold
from minbar.core.text import count_characters, find_hashtags, find_links, find_mentions
from minbar.core.text.entities import entities

NASTY = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "#",
                "＃",
                "@",
                "@a",
                "#a",
                "#وسم",
                "ـ",
                "_",
                ".",
                "-",
                "(",
                ")",
                "[",
                "]",
                "http://",
                "https://a.co",
                "https://a.co/(",
                "a@b.co",
                "\u200f",
                "\u200c",
                "\n",
                "\r\n",
                "&",
                "/",
                "=",
                "،",
                "؟",
                "😀",
                "\ud800",
            ]
        ),
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#القدس", ["القدس"]),
        ("#القُدسُ الشريف", ["القُدسُ"]),
        ("#القـــدس", ["القـــدس"]),
        ("#عام_٢٠٢٤", ["عام_٢٠٢٤"]),
        ("#٢٠٢٤_عام", ["٢٠٢٤_عام"]),
        ("#می‌خواهم.", ["می‌خواهم"]),
        ("(#وسم)، #آخر؛ #ثالث؟", ["وسم", "آخر", "ثالث"]),
        ("بـ#فلسطين", ["فلسطين"]),
        ("#one#two", ["one"]),
        ("##heading", ["heading"]),
        ("＃全角", ["全角"]),
        ("#C++", ["C"]),
        ("#हिन्दी", ["हिन्दी"]),
        ("#١٢٣ #123 # #_ #ـــ #😀", []),
        ("a#b c/#d e=#f &#39; )#g", []),
        ("https://example.com/#fragment", []),
        ("https://example.com/a?b=#c&d=#e", []),
        ("#" + "ا" * 101, []),
    ],
)
def test_hashtags_are_found_where_a_reader_sees_them(text: str, tags: list[str]) -> None:
    assert [typed for typed, _ in find_hashtags(text)] == tags


def test_spellings_of_one_hashtag_are_one_and_the_first_is_shown() -> None:
    assert find_hashtags("#أحمد #احمد #أحـمَد") == [("أحمد", "احمد")]


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@sara", ["sara"]),
        ("@Sara @sara", ["sara"]),
        ("@sara@Example.ORG.", ["sara@example.org"]),
        ("@sara، @omar؟", ["sara", "omar"]),
        ("شكرا@sara", []),
        ("لـ@sara", ["sara"]),
        ("@saraوشكرا", ["sara"]),
        ("(@a_b)", ["a_b"]),
        ("@first.last.", ["first.last"]),
        ("@user@مثال.إختبار", ["user@مثال.إختبار"]),
        ("@me@here.example", ["me"]),
        ("mail info@example.com", []),
        ("محمد@مثال.كوم", []),
        ("https://example.com/@sara", []),
        ("https://user@example.com/", []),
        ("a=@sara", []),
        ("@ @@ @- @أحمد", []),
    ],
)
def test_mentions_are_found_where_a_reader_sees_them(text: str, handles: list[str]) -> None:
    assert find_mentions(text, frozenset({"here.example"})) == handles


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.com", ["https://example.com"]),
        ("راجع https://example.com/a، ثم", ["https://example.com/a"]),
        ("(https://example.com/a)", ["https://example.com/a"]),
        ("https://ar.wikipedia.org/wiki/قدس_(مدينة)", ["https://ar.wikipedia.org/wiki/قدس_(مدينة)"]),
        ("«https://example.com/a»", ["https://example.com/a"]),
        ("https://example.com/?q=a,b.", ["https://example.com/?q=a,b"]),
        ("https://example.com؟", ["https://example.com"]),
        ("https://example.comوشكرا", ["https://example.com"]),
        ("https://مثال.إختبار/صفحة", ["https://مثال.إختبار/صفحة"]),
        ("http://localhost:8000/x http://127.0.0.1/", ["http://localhost:8000/x", "http://127.0.0.1/"]),
        ("HTTPS://EXAMPLE.COM/A", ["HTTPS://EXAMPLE.COM/A"]),
        ("https://example.com/\u202eexe", ["https://example.com/"]),
        ("example.com www.example.com ftp://a.example javascript:alert(1) https:// https://x", []),
    ],
)
def test_links_end_where_the_sentence_goes_on(text: str, links: list[str]) -> None:
    assert find_links(text) == links


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("سلام", 4),
        ("سَلامٌ", 4),
        ("👩‍👩‍👧‍👦", 1),
        ("🇵🇸🇪🇬", 2),
        ("a\r\nb", 3),
        ("https://example.com/" + "a" * 200, 23),
        ("https://a.co", 23),
        ("x https://a.co y", 27),
        ("@sara@a.very.long.domain.example", 5),
        ("@sara", 5),
        ("info@example.com", 16),
    ],
)
def test_length_is_counted_as_the_apps_count_it(text: str, count: int) -> None:
    assert count_characters(text) == count


@given(NASTY)
def test_entities_lie_in_order_without_overlap_where_they_say(text: str) -> None:
    position = 0
    for found in entities(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end
        piece = text[found.start : found.end]
        assert (
            piece.lstrip("#＃@") == found.value
            if found.kind in {"hashtag", "mention"}
            else piece == found.value
        )


@given(NASTY)
def test_a_found_hashtag_is_found_again_alone(text: str) -> None:
    for typed, folded in find_hashtags(text):
        assert fold(typed) == folded
        assert find_hashtags(f"#{typed}") == [(typed, folded)]


@given(NASTY)
def test_a_found_link_or_mention_is_found_again_alone(text: str) -> None:
    for link in find_links(text):
        assert find_links(f"«{link}»، ") == [link]
    for handle in find_mentions(text):
        assert find_mentions(f"@{handle}") == [handle]


@given(NASTY)
def test_a_text_never_counts_less_than_nothing_or_more_than_it_holds_beside_links(text: str) -> None:
    links = sum(1 for found in entities(text) if found.kind == "link")
    assert 0 <= count_characters(text) <= len(text) + 23 * links


@pytest.mark.parametrize(
    "unit",
    [
        "#",
        "@",
        "#a",
        "@a",
        "@a@",
        "@a-",
        "a@",
        "a.",
        "a@a.",
        "http://",
        "https://a.",
        "https://a.co/(",
        "(",
        "[",
        "ـ#ا",
    ],
)
def test_nasty_input_takes_time_in_proportion(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    start = time.perf_counter()
    entities(text)
    count_characters(text)
    assert time.perf_counter() - start < 3
