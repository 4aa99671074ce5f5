"""What holds for every style sheet and template, whoever writes it."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "minbar" / "web"
SHEETS = sorted((WEB / "static" / "css").glob("*.css"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "email" not in path.parts]
PHYSICAL = re.compile(
    r"\b(?:left|right)\b|\b(?:margin|padding|border)-(?:top|bottom)\b|(?<![-\w])(?:top|bottom)\s*:"
)
ELSEWHERE = re.compile(r"(?:src|href|action)=\"(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import")


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_knows_no_left_and_no_right(sheet: Path) -> None:
    found = PHYSICAL.findall(without_comments(sheet.read_text()))
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_a_template_holds_no_style_and_no_script_of_its_own(page: Path) -> None:
    text = without_comments(page.read_text())
    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=\"", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("path", [*SHEETS, *PAGES], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    assert not ELSEWHERE.search(without_comments(path.read_text()))


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (WEB / "static/icons/sprite.svg").read_text()))
    used: set[str] = set()
    for template in TEMPLATES:
        text = template.read_text()
        used |= set(re.findall(r'{% icon "([^"]+)"', text))
        used |= set(re.findall(r'symbol="([^"]+)"', text))
        used |= set(re.findall(r'{% nav_link "[^"]+" "[^"]+" "([^"]+)"', text))
    assert used <= drawn


def test_every_static_file_a_template_names_is_there() -> None:
    for template in TEMPLATES:
        for name in re.findall(r"{% static '([^']+)' %}", template.read_text()):
            if not name.startswith(("django_htmx/", "mfa/", "account/")):
                assert (WEB / "static" / name).is_file(), f"{template}: {name}"


def test_the_fonts_of_a_page_stay_under_sixty_kilobytes() -> None:
    fonts = (WEB / "static/fonts").glob("*.woff2")
    assert (
        sum(
            font.stat().st_size
            for font in fonts
            if font.name.startswith(("vazirmatn-arabic", "vazirmatn-latin"))
        )
        < 60 * 1024
    )
    assert (WEB / "static/fonts/OFL.txt").is_file()


def test_the_themes_have_the_same_colours() -> None:
    sheet = (WEB / "static/css/theme.css").read_text()
    blocks = {name: set(re.findall(r"(--[a-z-]+):", body)) for name, body in
              re.findall(r'\[data-theme="(\w+)"\] \{(.*?)\n\s*\}', sheet, flags=re.S)}  # fmt: skip
    assert set(blocks) == {"dark", "auto", "contrast", "eyecare"}
    needed = {
        "--paper",
        "--sheet",
        "--ink",
        "--soft",
        "--line",
        "--accent",
        "--on-accent",
        "--danger",
        "--warn",
    }
    for names in blocks.values():
        assert needed <= names
    assert blocks["dark"] == blocks["auto"]
