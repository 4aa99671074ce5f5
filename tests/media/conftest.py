from io import BytesIO
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import Settings

from minbar.media.actions import process_now, receive_upload
from minbar.media.models import Medium


class Uploading(Protocol):
    def __call__(self, data: bytes, purpose: str = ..., focus: tuple[float, float] = ...) -> Medium: ...


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def processed(db: None, folder: Path) -> Uploading:
    """Upload bytes and process them."""

    def upload(data: bytes, purpose: str = "attachment", focus: tuple[float, float] = (0.0, 0.0)) -> Medium:
        return process_now(receive_upload(1, BytesIO(data), purpose=purpose, focus=focus))

    return upload
