"""What every test may ask for. The people of the tests are in cast.py."""

from collections.abc import Iterator

import pytest

from tests.server import Server, minbar_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A whole Minbar, server and worker, shared by a session's tests: leave others' data alone."""
    with minbar_server() as running:
        yield running
