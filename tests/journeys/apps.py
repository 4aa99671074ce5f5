"""What an app does on its own side: register, send the member to the authorize page, exchange the code."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from playwright.sync_api import Page

from tests.server import Server

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


@dataclass(frozen=True)
class App:
    url: str
    id: str
    secret: str
    redirect_uri: str

    def authorize_path(self, state: str = "") -> str:
        asked = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": self.redirect_uri,
            "scope": "read write",
        }
        return "/oauth/authorize?" + urlencode(asked | ({"state": state} if state else {}))

    def exchange(self, code: str) -> str:
        answer = httpx.post(
            f"{self.url}/oauth/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "client_id": self.id,
                "client_secret": self.secret,
                "redirect_uri": self.redirect_uri,
            },
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])


def register(server: Server, redirect_uri: str = OUT_OF_BAND) -> App:
    answer = httpx.post(
        f"{server.url}/api/v1/apps",
        data={"client_name": "Journey", "redirect_uris": redirect_uri, "scopes": "read write"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    made = answer.json()
    return App(server.url, made["client_id"], made["client_secret"], redirect_uri)


def token_of(page: Page, server: Server) -> str:
    """A token of the member who is signed in on the page, given by pressing Allow."""
    app = register(server)
    page.goto(app.authorize_path())
    page.locator("button[name=allow][value=true]").click()
    return app.exchange(page.locator("#oauth-code").input_value())


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
