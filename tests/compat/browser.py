"""What a person does in the browser while an app signs in: types a password, presses Allow, copies a code."""

from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx


class _Forms(HTMLParser):
    """The forms of a page: (address, what is filled in already)."""

    def __init__(self, page: httpx.Response) -> None:
        super().__init__()
        self.page = page
        self.found: list[tuple[str, dict[str, str]]] = []
        self.code = ""
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((urljoin(str(self.page.url), given.get("action", "")), {}))
        elif self.found and given.get("name") and (tag == "input" or (tag == "button" and "value" in given)):
            self.found[-1][1][given["name"]] = given.get("value", "")
        if given.get("id") == "oauth-code":
            self.code = given["value"]

    def with_field(self, name: str) -> tuple[str, dict[str, str]]:
        for address, fields in self.found:
            if name in fields:
                return address, fields
        raise AssertionError(f"no form with {name} on {self.page.url}:\n{self.page.text[:2000]}")


class Browser:
    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, follow_redirects=True, timeout=30)

    def _send(self, page: httpx.Response, name: str, **filled: str) -> httpx.Response:
        address, fields = _Forms(page).with_field(name)
        headers = {"Referer": str(page.url), "Origin": str(self.http.base_url).rstrip("/")}
        return self.http.post(address, data={**fields, **filled}, headers=headers)

    def allow(self, authorize_url: str, name: str, password: str) -> str:
        """Open the address that an app gave, sign in, let the app in, and read the code off the page."""
        with self.http:
            return self._allowed(authorize_url, name, password)

    def _allowed(self, authorize_url: str, name: str, password: str) -> str:
        page = self.http.get(authorize_url)
        if 'name="allow"' not in page.text:
            page = self._send(page, "password", login=name, password=password)
        page = self._send(page, "allow", allow="true")
        code = _Forms(page).code
        assert code, page.text[:2000]
        return code
