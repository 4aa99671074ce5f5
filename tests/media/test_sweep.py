"""What nothing shows is swept away after a day."""

import os
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from minbar.media.actions import receive_upload
from minbar.media.models import Medium
from minbar.media.tasks import sweep
from tests.media.conftest import Uploading
from tests.media.pictures import jpeg


def test_the_sweep_takes_old_pictures_that_nothing_shows(
    processed: Uploading, folder: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    lost, shown, new = processed(jpeg(900, 900)), processed(jpeg()), processed(jpeg())
    Medium.objects.filter(pk__in=[lost.pk, shown.pk]).update(created_at=timezone.now() - timedelta(hours=25))
    Medium.objects.filter(pk=shown.pk).update(attached=True)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        sweep()
    assert set(Medium.objects.values_list("pk", flat=True)) == {shown.pk, new.pk}
    assert not (folder / lost.file).exists()
    assert not (folder / lost.preview).exists()
    assert (folder / shown.file).exists()


@pytest.mark.django_db
def test_the_sweep_takes_uploads_that_a_killed_process_left(folder: Path) -> None:
    waiting = receive_upload(1, BytesIO(jpeg()))
    left = folder / "originals" / "ab" / "cd" / "left.upload"
    young = left.with_name("young.upload")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    young.write_bytes(b"half")
    long_ago = time.time() - 3 * 86400
    os.utime(left, (long_ago, long_ago))
    os.utime(folder / waiting.original, (long_ago, long_ago))
    sweep()
    assert not left.exists()
    assert young.exists()
    assert (folder / waiting.original).exists()
