"""Taking in a file: what it must be, and that nothing is left of what is not taken."""

import errno
import os
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import Settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from minbar.core.errors import Invalid, Missing, Unavailable
from minbar.media import limits
from minbar.media.actions import describe_medium, discard_medium, receive_upload
from minbar.media.models import Medium
from tests.media.pictures import jpeg, png

pytestmark = pytest.mark.django_db


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_waits_for_the_worker_under_a_name_nobody_can_guess(folder: Path) -> None:
    medium = receive_upload(7, SimpleUploadedFile("me.jpg", jpeg(), "image/jpeg"), description=" سوق ")
    assert (medium.state, medium.kind, medium.owner_id, medium.description) == ("waiting", "image", 7, "سوق")
    assert files(folder) == [folder / medium.original]
    assert (folder / medium.original).read_bytes() == jpeg()
    assert "me" not in Path(medium.original).stem
    assert len(medium.original) > 40
    assert DBTaskResult.objects.filter(args_kwargs__args__0=medium.pk).count() == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.4",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM" + b"0" * 99,
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(folder: Path, data: bytes) -> None:
    with pytest.raises(Invalid) as error:
        receive_upload(7, SimpleUploadedFile("x.jpg", data, "image/jpeg"))
    assert error.value.field == "file"
    assert files(folder) == []
    assert not Medium.objects.exists()


def test_the_type_is_read_from_the_bytes_not_from_the_name(folder: Path) -> None:
    assert receive_upload(7, SimpleUploadedFile("x.jpg", png(), "image/jpeg")).mime == "image/png"


def test_one_byte_too_many_is_refused_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = jpeg()
    monkeypatch.setattr(limits, "LARGEST_PICTURE", len(data))
    receive_upload(7, BytesIO(data))
    before = files(folder)
    with pytest.raises(Invalid):
        receive_upload(7, BytesIO(data + b"0"))
    assert files(folder) == before


def test_a_description_too_long_is_refused_before_anything_is_stored(folder: Path) -> None:
    with pytest.raises(Invalid):
        receive_upload(7, BytesIO(jpeg()), description="س" * 1501)
    assert not folder.exists()


def test_an_upload_that_breaks_off_leaves_nothing(folder: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 0:
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        receive_upload(7, Broken(jpeg()))
    assert files(folder) == []


@pytest.fixture
def tiny_disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    place = tmp_path / "tiny"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.fail("this test mounts a small tmpfs: run it as root")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], check=True)
    settings.MEDIA_ROOT = place
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_and_leaves_nothing_half_stored(tiny_disk: Path) -> None:
    with pytest.raises(Unavailable):
        receive_upload(7, BytesIO(jpeg() + os.urandom(200_000)))
    assert files(tiny_disk) == []
    assert not Medium.objects.exists()
    assert receive_upload(7, BytesIO(jpeg())).pk


def test_only_a_full_disk_is_called_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="Not a directory") as error:
        receive_upload(7, BytesIO(jpeg()))
    assert error.value.errno == errno.ENOTDIR


def test_the_owner_alone_describes_a_picture(folder: Path) -> None:
    medium = receive_upload(7, BytesIO(jpeg()))
    describe_medium(7, medium, description="نخ\0لة", focus=(0.5, -2.0))
    medium.refresh_from_db()
    assert (medium.description, medium.focus_x, medium.focus_y) == ("نخلة", 0.5, -1.0)
    with pytest.raises(Missing):
        describe_medium(8, medium, description="غير")
    with pytest.raises(Invalid):
        describe_medium(7, medium, focus=(float("nan"), 0))


def test_a_discarded_picture_is_gone_from_the_disk(
    folder: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    medium = receive_upload(7, BytesIO(jpeg()))
    with pytest.raises(Missing):
        discard_medium(8, medium)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        discard_medium(7, medium)
    assert files(folder) == []
    assert not Medium.objects.exists()


def test_a_picture_that_a_post_shows_is_not_discarded(folder: Path) -> None:
    medium = receive_upload(7, BytesIO(jpeg()))
    Medium.objects.update(attached=True)
    with pytest.raises(Invalid):
        discard_medium(7, medium)
