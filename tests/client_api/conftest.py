import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import Settings

from minbar.core import worker as background
from tests.cast import Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.fixture
def media_folder(settings: Settings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def worker(transactional_db: None, media_folder: Path) -> Iterator[None]:
    """A worker at work beside the test, as on a server."""
    stop = threading.Event()
    thread = threading.Thread(target=background.run, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
