from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What a request activates stays active in the thread; each test begins and ends in English."""
    with translation.override("en"):
        yield
