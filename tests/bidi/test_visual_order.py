"""Every string of the corpus is drawn by Chromium and read back by the rectangles of its characters."""

import tomllib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
from playwright.sync_api import sync_playwright

from minbar.core.bidi import first_strong
from minbar.core.text import Mention, render_post

CORPUS = Path(__file__).parent / "corpus"
STATIC = Path(__file__).parents[2] / "minbar" / "web" / "static"
CHROMIUM = "/usr/bin/chromium"
PEOPLE = {
    "sara": Mention("sara", "https://here.example/@sara"),
    "khalid_9": Mention("khalid_9", "https://here.example/@khalid_9"),
    "omar@example.org": Mention("omar", "https://example.org/@omar", "example.org"),
}
# One entry for each visible character (a letter with its marks is one): what, where, and on which line.
MEASURE = """
() => [...document.querySelectorAll(".post")].map((post) => {
  const box = post.getBoundingClientRect(), found = [];
  const walker = document.createTreeWalker(post, NodeFilter.SHOW_TEXT);
  const segments = new Intl.Segmenter("ar", {granularity: "grapheme"});
  for (let node; (node = walker.nextNode()); ) {
    for (const {segment, index} of segments.segment(node.data)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const rect = range.getBoundingClientRect();
      if (segment.trim() && rect.width > 0)
        found.push({text: segment, left: rect.left, right: rect.right, middle: (rect.top + rect.bottom) / 2});
    }
  }
  return {left: box.left, right: box.right, found};
})
"""


@dataclass(frozen=True)
class Case:
    text: str
    language: str
    side: str
    seen: str

    def visual_lines(self) -> list[str]:
        """What stands on each line from left to right, letter by letter, without spaces."""
        lines = [""]
        for piece in self.seen.strip("\n").split("\n"):
            if piece == "/":
                lines.append("")
                continue
            letters = [letter for letter in regex.findall(r"\X", piece) if letter.strip()]
            lines[-1] += "".join(reversed(letters) if first_strong(piece) == "rtl" else letters)
        return lines


def _corpus() -> list[Case]:
    files = sorted(CORPUS.glob("*.toml"))
    return [Case(**entry) for file in files for entry in tomllib.loads(file.read_text("utf-8"))["case"]]


CASES = _corpus()
PAGES = [("ar", "rtl"), ("en", "ltr")]


def _style() -> str:
    """The shipped style sheet's own faces and post rules, with the fonts inside, so that nothing is
    fetched.
    """
    sheets = "".join(sheet.read_text("utf-8") for sheet in sorted((STATIC / "css").glob("*.css")))
    faces = "".join(regex.findall(r"@font-face\s*\{[^}]*\}", sheets))

    def inside(match: regex.Match[str]) -> str:
        data = (STATIC / "css" / match[1]).read_bytes()
        return f"url(data:font/woff2;base64,{b64encode(data).decode()})"

    rules = "".join(regex.findall(r"\.prose[^{}]*\{[^}]*\}", sheets))
    body = "body { font: 17px/1.8 Minbar, 'Noto Color Emoji', sans-serif; width: 1100px; margin: 0 }"
    return regex.sub(r'url\("?([^")]+)"?\)', inside, faces) + rules + body


@cache
def _measured() -> dict[tuple[Case, str], dict[str, Any]]:
    """Both pages with the whole corpus, drawn once."""
    sections = []
    for language, direction in PAGES:
        posts = (render_post(case.text, case.language, PEOPLE).html for case in CASES)
        inner = "".join(f'<div class="post prose">{html}</div>' for html in posts)
        sections.append(f'<section lang="{language}" dir="{direction}">{inner}</section>')
    page_html = f"<!doctype html><meta charset=utf-8><style>{_style()}</style>{''.join(sections)}"
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.set_content(page_html)
        page.evaluate("() => document.fonts.ready.then(() => null)")
        loaded = page.evaluate("() => [...document.fonts].filter((face) => face.status === 'loaded').length")
        measured = page.evaluate(MEASURE)
        browser.close()
    assert loaded >= 2, "the shipped Arabic and Latin faces were not used"
    keys = [(case, direction) for _, direction in PAGES for case in CASES]
    return dict(zip(keys, measured, strict=True))


def _lines(found: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The characters of each line from left to right. Lines lie at least half a line height apart."""
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(found, key=lambda char: char["middle"]):
        if not lines or char["middle"] - lines[-1][0]["middle"] > 12:
            lines.append([])
        lines[-1].append(char)
    return [sorted(line, key=lambda char: (char["left"] + char["right"]) / 2) for line in lines]


@pytest.mark.parametrize("direction", [direction for _, direction in PAGES])
@pytest.mark.parametrize("case", CASES, ids=[case.text.replace("\n", " ") for case in CASES])
def test_a_mixed_text_is_seen_in_the_order_a_person_expects(case: Case, direction: str) -> None:
    drawn = _measured()[case, direction]
    lines = _lines(drawn["found"])
    assert ["".join(char["text"] for char in line) for line in lines] == case.visual_lines()
    edge = lines[0][-1]["right"] if case.side == "right" else lines[0][0]["left"]
    assert abs(edge - drawn[case.side]) < 4


def test_the_corpus_is_large_and_has_no_case_twice() -> None:
    assert len(CASES) >= 64
    assert len({(case.text, case.language) for case in CASES}) == len(CASES)
