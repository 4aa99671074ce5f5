"""The pages that are looked at one by one, and how those are found whose address changes."""

from playwright.sync_api import Page

#: What a visitor sees.
OPEN = [
    "/",
    "/local",
    "/public",
    "/search?q=sal",
    "/about",
    "/shortcuts",
    "/tags/المكتبة",
    "/@salma",
    "/@salma/articles",
    "/@salma/replies",
    "/@salma/media",
    "/@salma/followers",
    "/auth/login/",
    "/auth/signup/",
    "/auth/signup/passkey/",
    "/auth/password/reset/",
    "/@nobody",
]
#: What a moderator sees besides.
INSIDE = [
    "/home",
    "/notifications",
    "/compose",
    "/drafts",
    "/bookmarks",
    "/favourites",
    "/articles/new",
    "/your-time",
    "/settings",
    "/settings/preferences",
    "/settings/mutes",
    "/settings/sessions",
    "/settings/apps",
    "/auth/2fa/",
    "/moderation",
    "/@salma/report",
]


def article_of(page: Page) -> str:
    """The address of Salma's article, found as a reader finds it."""
    page.goto("/@salma/articles")
    return page.locator("main .article-card a").first.get_attribute("href") or ""


def thread_of(page: Page, article: str) -> str:
    """The address of an answer to the article that was answered itself."""
    page.goto(article)
    return page.locator(".branches [data-href]").first.get_attribute("data-href") or ""


def case_of(page: Page) -> str:
    """The address of an open report; for moderators."""
    page.goto("/moderation")
    return page.locator(".report h2 a").first.get_attribute("href") or ""
