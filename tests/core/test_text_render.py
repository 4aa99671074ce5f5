"""A post's HTML: escaped, isolated, with a direction for each paragraph."""

import time
from html import unescape

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from minbar.core.html import clean_own, to_plain_text
from minbar.core.text import Mention, render_post
from tests.core.test_text_entities import NASTY

PEOPLE = {
    "sara": Mention("sara", "https://here.example/@sara"),
    "omar@far.example": Mention("Omar", "https://far.example/@Omar", "far.example"),
}


def test_lines_and_paragraphs_are_kept() -> None:
    html = render_post("أول\nثان\r\n\r\n\nثالث", "ar").html
    assert html == '<p dir="rtl">أول<br>ثان</p><p dir="rtl">ثالث</p>'


def test_a_line_of_the_other_direction_gets_its_own_paragraph() -> None:
    html = render_post("صباح الخير\nGood morning", "ar").html
    assert html == '<p dir="rtl">صباح الخير</p><p dir="ltr">Good morning</p>'


def test_a_line_of_tags_goes_with_the_line_before_it() -> None:
    html = render_post("خبر اليوم\n#news", "ar").html
    assert html.count("<p") == 1


def test_leading_mentions_follow_the_prose_after_them() -> None:
    rendered = render_post("@sara\nأهلا بك", None, PEOPLE)
    assert rendered.html.startswith('<p dir="rtl"><span class="h-card"')
    assert rendered.direction == "rtl"


def test_a_post_of_tags_alone_runs_as_its_tags() -> None:
    assert render_post("#القدس #فلسطين", "en").direction == "rtl"


def test_a_post_without_letters_leaves_the_direction_to_the_page() -> None:
    rendered = render_post("😀", None)
    assert rendered.html == "<p>😀</p>"
    assert rendered.direction is None
    assert render_post("😀", "ar").direction == "rtl"


def test_nothing_gives_nothing() -> None:
    assert render_post(" \n ", "ar").html == ""


def test_a_link_is_shortened_and_isolated() -> None:
    address = "https://www.example.com/a/very/long/path/that/goes/on?and=on"
    html = render_post(f"راجع {address}.", "ar").html
    assert (
        f'<a href="{address}" dir="ltr" target="_blank" rel="nofollow noopener noreferrer" translate="no">'
        '<span class="invisible">https://www.</span>'
        '<span class="ellipsis">example.com/a/very/long/path/t</span>'
        '<span class="invisible">hat/goes/on?and=on</span></a>.' in html
    )


def test_an_escaped_arabic_address_is_shown_readable_and_linked_as_typed() -> None:
    html = render_post("https://ar.wikipedia.org/wiki/%D9%85%D9%83%D8%A9%2F%20x", "ar").html
    assert 'href="https://ar.wikipedia.org/wiki/%D9%85%D9%83%D8%A9%2F%20x"' in html
    assert "ar.wikipedia.org/wiki/مكة%2F%2" in html


def test_a_known_person_is_linked_and_an_unknown_one_is_not() -> None:
    rendered = render_post("@Sara @omar@far.example @ghost", "en", PEOPLE)
    assert (
        '<span class="h-card" dir="ltr" translate="no">'
        '<a href="https://here.example/@sara" class="u-url mention">'
        "@<span>sara</span></a></span>" in rendered.html
    )
    assert "@<span>Omar</span>" in rendered.html
    assert '<bdi dir="ltr">@ghost</bdi>' in rendered.html
    assert rendered.mentions == ["sara", "omar@far.example"]


def test_namesakes_are_told_apart() -> None:
    people = {**PEOPLE, "sara@far.example": Mention("sara", "https://far.example/@sara", "far.example")}
    html = render_post("@sara @sara@far.example", "en", people).html
    assert "@<span>sara</span>" in html
    assert "@<span>sara@far.example</span>" in html


def test_a_mention_with_this_servers_domain_is_a_local_one() -> None:
    assert render_post("@sara@here.example", "ar", PEOPLE, local_domains=["here.example"]).mentions == [
        "sara"
    ]


@pytest.mark.parametrize(
    ("tag", "way"), [("القُدس", "rtl"), ("٢٠٢٤_عام", "rtl"), ("news", "ltr"), ("2024news", "ltr")]
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_hashtag_is_isolated_in_its_own_direction(tag: str, way: str, language: str) -> None:
    html = render_post(f"كلمة #{tag} word", language).html
    assert f'class="mention hashtag" dir="{way}" rel="tag">#<span dir="{way}">{tag}</span></a>' in html


def test_a_hashtag_leads_to_the_page_of_its_fold() -> None:
    rendered = render_post("#أَحمد", "ar", tag_url=lambda name: f"https://here.example/tags/{name}")
    assert 'href="https://here.example/tags/احمد"' in rendered.html
    assert rendered.tags == [("أَحمد", "احمد")]


@pytest.mark.parametrize(
    "piece", ["C++", "C#", "-5", "$5.50", "+966 50 123 4567", "2024-11-24", "info@example.com", ".NET"]
)
def test_what_the_algorithm_would_tear_apart_is_isolated(piece: str) -> None:
    assert f'<bdi dir="ltr">{piece}</bdi>' in render_post(f"كتبنا {piece} هنا", "ar").html


def test_a_quotation_in_the_other_direction_is_isolated() -> None:
    assert '"<bdi dir="ltr">Hello!</bdi>"' in render_post('قال "Hello!" وذهب', "ar").html
    assert '"<bdi dir="rtl">مرحبا!</bdi>"' in render_post('He said "مرحبا!" and left', "en").html


@given(NASTY, st.sampled_from(["ar", "en", None]))
def test_no_markup_of_the_author_survives_unescaped(text: str, language: str | None) -> None:
    markup = f"{text}<img src=x onerror=alert(1)><script>{text}</script>"
    html = render_post(markup, language, PEOPLE).html
    assert "<img" not in html
    assert "<script" not in html
    tags = set(regex.findall(r"<(\w+)", html))
    assert tags <= {"p", "br", "a", "span", "bdi"}


@given(NASTY, st.sampled_from(["ar", "en", None]))
def test_every_typed_character_is_shown_in_its_order(text: str, language: str | None) -> None:
    rendered = render_post(text, language)
    shown = "".join(unescape(regex.sub(r"<[^>]*>", "", rendered.html)).split())
    assert shown.replace("＃", "#") == "".join(rendered.plain.split()).replace("＃", "#")


@given(NASTY)
def test_a_rendered_post_is_already_clean(text: str) -> None:
    html = render_post(text, "ar", PEOPLE).html
    assert clean_own(html) == html
    to_plain_text(html).encode()


@pytest.mark.parametrize(
    "unit", ["#", "@a ", '"', "(a!", "“ab", "+1 22 ", "a+", "\n", "a\nا\n", "%D8", "https://a.co "]
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nasty_posts_take_time_in_proportion(unit: str, language: str) -> None:
    start = time.perf_counter()
    render_post(unit * (20_000 // len(unit)), language)
    assert time.perf_counter() - start < 3
