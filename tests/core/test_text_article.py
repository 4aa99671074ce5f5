"""An article's HTML: directions, anchors, pictures, videos; and nothing of the author's own HTML."""

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from minbar.core.html import clean_article
from minbar.core.text import Mention, Picture, article_to_status_html, render_article, slugify
from minbar.core.text.article import reading_minutes
from minbar.core.text.video import video_of
from tests.core.test_text_entities import NASTY

PICTURES = {"a1": Picture("/media/a1.webp", 640, 480, alt="من الرافع"), "سوق": Picture("/media/s.webp")}
MARKDOWN = st.lists(
    st.one_of(
        NASTY,
        st.sampled_from(
            [
                *(
                    "# ",
                    "## عنوان\n",
                    "\n\n",
                    "\n",
                    "- ",
                    "> ",
                    "1. ",
                    "```\n",
                    "`",
                    "**",
                    "_",
                    "~~",
                    "|a|b|\n|-|-|\n",
                ),
                *(
                    "![x](media:a1)",
                    "![",
                    "](",
                    "[a](javascript:x)",
                    "<https://a.co>",
                    "https://youtu.be/abcdefghijk",
                ),
                *("<script>", "&lt;", "\\", "---\n", "[a]: http://b.co\n", '![](media:a1 "ت")\n'),
            ]
        ),
    ),
    max_size=20,
).map("".join)


def test_headings_start_below_the_title_and_have_arabic_anchors() -> None:
    article = render_article("# مُقدّمة\n\n### Part *two*\n\n# مقدمة", "ar")
    assert article.contents == [
        {"level": 2, "id": "s-مقدمة", "text": "مُقدّمة"},
        {"level": 4, "id": "s-part-two", "text": "Part two"},
        {"level": 2, "id": "s-مقدمة-2", "text": "مقدمة"},
    ]
    assert '<h2 id="s-مقدمة" dir="rtl">مُقدّمة</h2>' in article.html
    assert '<h4 id="s-part-two" dir="ltr">' in article.html


def test_anchors_are_never_shared() -> None:
    article = render_article("# a\n\n# a\n\n# a-2\n\n# a\n\n# !\n\n# !", "en")
    anchors = [heading["id"] for heading in article.contents]
    assert len(set(anchors)) == len(anchors) == 6


def test_each_block_has_its_direction() -> None:
    html = render_article("نص عربي\n\nEnglish text\n\n> قال\n\n- أول\n- second\n\n123", "ar").html
    assert '<p dir="rtl">نص عربي</p>' in html
    assert '<p dir="ltr">English text</p>' in html
    assert '<blockquote dir="rtl">' in html
    assert '<ul dir="rtl">' in html
    assert '<li><bdi dir="ltr">second</bdi></li>' in html
    assert '<p dir="rtl">123</p>' in html


def test_code_always_runs_left_to_right() -> None:
    html = render_article("شفرة `x = 1` ثم\n\n```py\nprint('مرحبا')\n```", "ar").html
    assert '<code dir="ltr">x = 1</code>' in html
    assert '<pre dir="ltr"><code>' in html


def test_a_picture_on_its_own_line_is_a_figure_with_its_caption() -> None:
    article = render_article('قبل\n![بديل](media:a1 "تعليق #وسم")\nبعد', "ar", PICTURES)
    assert (
        '<p dir="rtl">قبل</p>\n<figure><img src="/media/a1.webp" alt="بديل" width="640" height="480" '
        'loading="lazy" decoding="async"><figcaption dir="rtl">تعليق <a' in article.html
    )
    assert '<p dir="rtl">بعد</p>' in article.html
    assert article.pictures == ["a1"]
    assert article.tags == [("وسم", "وسم")]


def test_a_picture_may_have_an_arabic_name_and_borrows_the_uploaders_description() -> None:
    assert 'src="/media/s.webp"' in render_article("![س](media:سوق)", "ar", PICTURES).html
    assert 'alt="من الرافع"' in render_article("![](media:a1)", "ar", PICTURES).html


def test_a_picture_of_another_server_is_a_link_and_loads_nothing() -> None:
    html = render_article("![رسم](https://far.example/x.png)", "ar").html
    assert "<img" not in html
    assert 'href="https://far.example/x.png"' in html


def test_a_missing_picture_leaves_its_description() -> None:
    assert render_article("![رسم](media:gone)", "ar", PICTURES).html == '<p dir="rtl">رسم</p>\n'


@pytest.mark.parametrize(
    ("address", "embed"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=3",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk?si=x", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        (
            "https://tube.example.org/w/kkGMgK9ZtnKf",
            "https://tube.example.org/videos/embed/kkGMgK9ZtnKf",
        ),
        (
            "https://tube.example.org/videos/watch/9c9de5e8-0a1e-484a",
            "https://tube.example.org/videos/embed/9c9de5e8-0a1e-484a",
        ),
        ("https://youtube.com.evil.example/watch?v=abcdefghijk", None),
        ("https://www.youtube.com/@channel", None),
        ("https://www.youtube.com/watch?v=%22%3E", None),
        ("https://user@tube.example.org/w/kkGMgK9ZtnKf", None),
        ("https://example.com/", None),
        ("http://[", None),
    ],
)
def test_videos_are_known_by_their_addresses(address: str, embed: str | None) -> None:
    video = video_of(address)
    assert (video.embed_url if video else None) == embed


def test_a_video_on_its_own_line_is_a_card_that_loads_nothing() -> None:
    article = render_article(
        "انظر:\nhttps://youtu.be/abcdefghijk\n\n[عنوان](https://youtu.be/abcdefghijk)", "ar"
    )
    assert (
        article.html.count('<div class="video-card" data-embed="https://www.youtube-nocookie.com/embed/') == 2
    )
    assert article.html.count('<a class="video-open" href="https://youtu.be/abcdefghijk"') == 2
    assert '<bdi class="video-title" dir="auto">عنوان</bdi>' in article.html
    assert not regex.search(r"<(iframe|img|video|script)", article.html)


def test_a_video_within_a_sentence_stays_a_link() -> None:
    assert "video-card" not in render_article("شاهد https://youtu.be/abcdefghijk الآن", "ar").html


def test_an_article_mentions_and_tags_like_a_post() -> None:
    article = render_article(
        "شكرا @sara على **#التعليم_عن_بعد** https://a.co/_x_y",
        "ar",
        mentions={"sara": Mention("sara", "/@sara")},
    )
    assert article.mentions == ["sara"]
    assert article.tags == [("التعليم_عن_بعد", "التعليم_عن_بعد")]
    assert article.links == ["https://a.co/_x_y"]


def test_text_inside_a_link_is_not_linked_again() -> None:
    html = render_article(
        "[#وسم @sara](https://a.co)", "ar", mentions={"sara": Mention("sara", "/@sara")}
    ).html
    assert html.count("<a ") == 1


def test_only_safe_addresses_are_linked() -> None:
    html = render_article(
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](/about) [d](//far.example)", "ar"
    ).html
    assert regex.findall(r'href="([^"]*)"', html) == ["/about", "//far.example"]
    assert html.count("nofollow") == 1


def test_reading_time_is_counted_by_script() -> None:
    assert reading_minutes("") == 1
    assert reading_minutes("كلمة " * 360) == 2
    assert reading_minutes("word " * 460) == 2
    assert reading_minutes("كلمة " * 361) == 3


def test_an_excerpt_is_the_first_prose_cut_between_words() -> None:
    source = (
        "# عنوان\n\n![x](media:a1)\n\nأول **النص** هنا\n\nhttps://youtu.be/abcdefghijk\n\n" + "كلمات " * 100
    )
    excerpt = render_article(source, "ar", PICTURES).excerpt
    assert excerpt.startswith("أول النص هنا كلمات")
    assert excerpt.endswith("كلمات…")
    assert len(excerpt) <= 281


def test_the_short_form_has_title_excerpt_and_link() -> None:
    html = article_to_status_html("تعلّم C++ <b>", "الملخص", "https://here.example/a/1", "ar")
    assert html.startswith(
        '<p dir="rtl"><strong>تعلّم <bdi dir="ltr">C++</bdi> &lt;b&gt;</strong></p><p dir="rtl">الملخص</p>'
    )
    assert 'href="https://here.example/a/1"' in html


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("مُقدّمة في الصحافة!", "مقدمة-في-الصحافة"),
        ("Hello, World", "hello-world"),
        ("؟!", ""),
        ("٢٠٢٤ عام", "٢٠٢٤-عام"),
    ],
)
def test_a_slug_reads_like_its_title(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(max_size=200), st.integers(5, 60))
def test_a_slug_is_never_too_long_and_stable(text: str, longest: int) -> None:
    slug = slugify(text, longest)
    assert len(slug) <= longest
    assert regex.fullmatch(r"[\p{L}\p{M}\p{N}\-]*", slug)


@given(MARKDOWN, st.sampled_from(["ar", "en", None]))
def test_nothing_of_the_authors_html_survives(source: str, language: str | None) -> None:
    article = render_article(f"{source}\n\n<img src=x onerror=alert(1)> <b onclick=x>", language, PICTURES)
    assert "<script" not in article.html
    assert "<b " not in article.html
    assert regex.findall(r'<img src="([^"]*)"', article.html) == ["/media/a1.webp"] * article.html.count(
        "<img"
    )
    assert len(clean_article(article.html)) == len(article.html)


@given(MARKDOWN)
def test_every_anchor_of_the_contents_is_in_the_page_once(source: str) -> None:
    article = render_article(source, "ar", PICTURES)
    assert regex.findall(r' id="([^"]*)"', article.html) == [heading["id"] for heading in article.contents]


@pytest.mark.parametrize(
    "unit", ["[", "![", "](", "*a ", "`", ">", "- ", "#", "_a", "|a|\n|-|\n", "[a](b", "https://a.co "]
)
def test_nasty_articles_take_time_in_proportion(unit: str) -> None:
    start = time.perf_counter()
    render_article(unit * (20_000 // len(unit)), "ar")
    assert time.perf_counter() - start < 4
