"""What every test may ask for. The people of the tests are in cast.py."""

import pytest

from tests.cast import Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Salma, Omar, locked Layla, a newsroom, a moderator and an administrator."""
    return build_cast()
