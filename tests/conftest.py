"""What every test may ask for. The people of the tests are in cast.py."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast, build_cast
from tests.server import Server, minbar_server


def pytest_itemcollected(item: pytest.Item) -> None:
    """With several workers a file's tests stay together, in order, and share what the file set up.

    The journeys share one server and one browser, so all of them stay together. (Done as an item is collected:
    pytest-xdist reads the groups before any hook that sees all items.)
    """
    if item.get_closest_marker("xdist_group") is None:
        group = "journeys" if item.path.parent.name == "journeys" else item.path.name
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture
def cast(db: None) -> Cast:
    """Salma, Omar, locked Layla, a newsroom, a moderator and an administrator."""
    return build_cast()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A whole Minbar, server and worker, shared by a session's tests: leave others' data alone."""
    with minbar_server() as running:
        yield running
