"""A running Minbar, and members of it who use other people's clients."""

from dataclasses import dataclass

import pytest
from mastodon import Mastodon

from tests.compat.browser import Browser
from tests.server import Server

PASSWORD = "a-long-river-runs"
SCOPES = ["read", "write", "follow", "push"]
_MEMBERS = """
from minbar.accounts.actions import create_account, update_profile
for name in {names}:
    user = create_account(name, email=name + "@example.org", password={password!r}, display_name=name)
    if name.startswith("locked"):
        update_profile(user.account, locked=True)
"""


@dataclass(frozen=True)
class Member:
    """A member and the app they signed in with."""

    name: str
    id: str
    api: Mastodon


def make_members(server: Server, *names: str) -> None:
    server.script(_MEMBERS.format(names=list(names), password=PASSWORD))


def signed_in(server: Server, name: str) -> Member:
    """The whole way in: the app registers, the member lets it in, the code becomes a token."""
    id, secret = Mastodon.create_app(
        "Compat", scopes=SCOPES, website="https://app.example", api_base_url=server.url
    )
    api = Mastodon(client_id=id, client_secret=secret, api_base_url=server.url, ratelimit_method="throw")
    code = Browser(server.url).allow(api.auth_request_url(scopes=SCOPES, allow_http=True), name, PASSWORD)
    api.log_in(code=code, scopes=SCOPES, allow_http=True)
    return Member(name, str(api.me().id), api)


@pytest.fixture(scope="session")
def members(server: Server) -> tuple[Member, Member, Member]:
    """Mariam, Yusuf, and one whose follows wait for consent."""
    names = ("mariam", "yusuf", "locked_huda")
    make_members(server, *names)
    mariam, yusuf, huda = (signed_in(server, name) for name in names)
    return mariam, yusuf, huda


@pytest.fixture(scope="session")
def mariam(members: tuple[Member, Member, Member]) -> Member:
    return members[0]


@pytest.fixture(scope="session")
def yusuf(members: tuple[Member, Member, Member]) -> Member:
    return members[1]


@pytest.fixture(scope="session")
def huda(members: tuple[Member, Member, Member]) -> Member:
    return members[2]
