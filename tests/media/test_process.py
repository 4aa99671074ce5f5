"""From what was sent to what is shown: sizes, turning, privacy, and files that lie."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from minbar.media import limits
from minbar.media.actions import process_now, receive_upload
from minbar.media.actions.process_upload import process_upload
from minbar.media.events import MediumFailed, MediumReady
from minbar.media.models import Medium
from tests.media.conftest import Uploading
from tests.media.pictures import animation, drawn, encoded, jpeg, png
from tests.posts.told import told

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def kept(folder: Path, path: str) -> Image.Image:
    picture = Image.open(folder / path)
    picture.load()
    return picture


def frames(folder: Path, path: str) -> int:
    with Image.open(folder / path) as picture:
        return int(getattr(picture, "n_frames", 1))


def test_a_photograph_is_kept_with_preview_and_blurhash(processed: Uploading, folder: Path) -> None:
    medium = processed(jpeg(1600, 1200))
    assert (medium.state, medium.mime) == ("ready", "image/jpeg")
    assert (medium.width, medium.height) == (1600, 1200)
    assert medium.preview_width * medium.preview_height <= 640 * 360
    assert abs(medium.preview_width / medium.preview_height - 4 / 3) < 0.01
    assert kept(folder, medium.file).size == (1600, 1200)
    assert kept(folder, medium.preview).size == (medium.preview_width, medium.preview_height)
    assert medium.size == (folder / medium.file).stat().st_size
    assert 20 < len(medium.blurhash) < 40
    assert told(MediumReady) == [MediumReady(medium.pk)]


def test_a_large_picture_is_scaled_down(processed: Uploading) -> None:
    medium = processed(jpeg(5000, 4000))
    assert medium.width * medium.height <= 3840 * 2160
    assert abs(medium.width / medium.height - 1.25) < 0.01
    assert medium.width > 3000


def test_a_small_picture_is_its_own_preview(processed: Uploading) -> None:
    medium = processed(jpeg(300, 200))
    assert medium.preview == medium.file
    assert (medium.preview_width, medium.preview_height) == (300, 200)


def test_places_names_and_profiles_are_taken_off(processed: Uploading, folder: Path) -> None:
    exif = Image.Exif()
    exif[MAKE] = "SecretCamera"
    exif.get_ifd(GPS)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = jpeg(900, 700, exif=exif, icc_profile=profile, comment=b"SecretComment")
    assert b"SecretCamera" in data
    medium = processed(data)
    for path in (medium.file, medium.preview):
        left = (folder / path).read_bytes()
        assert b"Secret" not in left
        assert not kept(folder, path).getexif()
        assert "icc_profile" not in kept(folder, path).info
    words = PngInfo()
    words.add_text("Author", "SecretAuthor")
    medium = processed(encoded(drawn(), "PNG", pnginfo=words, exif=exif))
    assert b"Secret" not in (folder / medium.file).read_bytes()


def test_the_original_does_not_outlive_the_processing(
    folder: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest, db: None
) -> None:
    medium = receive_upload(1, BytesIO(jpeg()))
    original = folder / medium.original
    assert original.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        process_now(medium)
    assert medium.original == ""
    assert not original.exists()


@pytest.mark.parametrize(
    ("orientation", "left"), [(1, "red"), (2, "blue"), (3, "blue"), (6, "same"), (8, "same")]
)
def test_a_picture_is_turned_as_the_camera_was_held(
    processed: Uploading, folder: Path, orientation: int, left: str
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    medium = processed(jpeg(80, 60, exif=exif))
    picture = kept(folder, medium.file).convert("RGB")
    if left == "same":
        assert picture.size == (60, 80)
        top = picture.getpixel((30, 5))
        assert isinstance(top, tuple)
        assert (top[0] > top[2]) == (orientation == 6)
    else:
        edge = picture.getpixel((5, 30))
        assert isinstance(edge, tuple)
        assert (edge[0] > edge[2]) == (left == "red")


def test_a_senseless_colour_profile_is_no_trouble(processed: Uploading, folder: Path) -> None:
    medium = processed(encoded(drawn(), "PNG", icc_profile=b"no profile at all"))
    assert kept(folder, medium.file).getpixel((5, 5)) == (160, 20, 20)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colour_spaces_become_rgb(processed: Uploading, folder: Path, mode: str) -> None:
    medium = processed(encoded(drawn().convert(mode), "JPEG"))
    assert kept(folder, medium.file).mode == "RGB"


def test_a_small_graphic_stays_sharp_and_see_through(processed: Uploading, folder: Path) -> None:
    medium = processed(png(200, 100, "RGBA"))
    assert medium.mime == "image/png"
    assert kept(folder, medium.file).mode == "RGBA"
    assert kept(folder, medium.file).getpixel((150, 50)) == (0, 60, 200, 120)


def test_a_heavy_graphic_becomes_webp(processed: Uploading) -> None:
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    assert processed(encoded(noise, "PNG")).mime == "image/webp"


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_an_animation_goes_on_moving_and_its_preview_stands_still(
    processed: Uploading, folder: Path, format: str
) -> None:
    medium = processed(animation(format))
    assert (medium.state, medium.mime, medium.kind) == ("ready", "image/webp", "image")
    assert frames(folder, medium.file) == 4
    assert frames(folder, medium.preview) == 1


def test_an_animation_too_long_is_refused(processed: Uploading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minbar.media.decoding.MOST_FRAMES", 3)
    medium = processed(animation("GIF"))
    assert (medium.state, medium.file) == ("failed", "")
    assert medium.failure


def test_a_long_animation_is_kept_small(processed: Uploading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minbar.media.shaping.KEPT_PIXELS_ANIMATED", 4 * 600)
    medium = processed(animation("GIF", frames=4, width=60, height=40))
    assert medium.width * medium.height <= 650


def test_an_avatar_is_a_square_around_the_focal_point(processed: Uploading, folder: Path) -> None:
    left, right = processed(jpeg(1600, 400), "avatar", (-1, 0)), processed(jpeg(1600, 400), "avatar", (1, 0))
    for medium, wanted in ((left, 0), (right, 2)):
        picture = kept(folder, medium.file)
        assert picture.size == (400, 400)
        colour = picture.convert("RGB").getpixel((200, 200))
        assert isinstance(colour, tuple)
        assert max(range(3), key=lambda place: colour[place]) == wanted


def test_an_avatar_is_never_enlarged(processed: Uploading, folder: Path) -> None:
    assert kept(folder, processed(jpeg(90, 60), "avatar").file).size == (60, 60)


def test_a_header_is_three_times_as_wide_as_high(processed: Uploading, folder: Path) -> None:
    assert kept(folder, processed(jpeg(3000, 2000), "header").file).size == (1500, 500)


def test_an_animated_avatar_stands_still(processed: Uploading, folder: Path) -> None:
    medium = processed(animation("GIF"), "avatar")
    assert frames(folder, medium.file) == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that claims to be, and would be, enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * 50, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_by_its_header(processed: Uploading, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(self: Image.Image) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", never)
    medium = processed(bomb(60_000, 60_000))
    assert medium.state == "failed"
    assert "33" in medium.failure


def test_a_jpeg_with_too_many_pixels_is_refused(
    processed: Uploading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minbar.media.decoding.MOST_PIXELS_JPEG", 80 * 60 - 1)
    assert processed(jpeg(80, 60)).state == "failed"


@pytest.mark.parametrize(
    "data", [jpeg(900, 700), png(900, 700), animation("GIF", 6, 300, 200), encoded(drawn(900, 700), "WEBP")]
)
@pytest.mark.parametrize("part", [0.05, 0.5, 0.97])
def test_a_file_cut_short_fails_with_a_sentence_and_an_event(
    processed: Uploading, folder: Path, data: bytes, part: float
) -> None:
    medium = processed(data[: max(20, int(len(data) * part))])
    assert medium.state == "failed"
    assert len(medium.failure) > 20
    assert told(MediumFailed) == [MediumFailed(medium.pk)]
    assert medium.file == ""


def test_a_file_that_begins_as_one_thing_and_is_another_fails(processed: Uploading) -> None:
    for beginning in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"):
        assert processed(beginning + b"<script>alert(1)</script>" * 50).state == "failed"


def test_bytes_behind_the_picture_are_not_kept(processed: Uploading, folder: Path) -> None:
    medium = processed(jpeg(700, 700) + b"<script>hidden()</script>")
    assert b"hidden" not in (folder / medium.file).read_bytes()


def test_processing_twice_changes_nothing(processed: Uploading, folder: Path) -> None:
    medium = processed(jpeg())
    before = sorted(folder.rglob("*"))
    process_upload(medium.pk)
    assert sorted(folder.rglob("*")) == before
    assert len(told(MediumReady)) == 1


def test_a_worker_that_comes_second_leaves_no_files(
    folder: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    medium = receive_upload(1, BytesIO(jpeg()))
    from minbar.media.actions import process_upload as module

    real = module.shape

    def slow(*given: object) -> object:
        shaped = real(*given)  # type: ignore[arg-type]  # passed on as they came
        monkeypatch.setattr(module, "shape", real)
        process_upload(medium.pk)
        return shaped

    monkeypatch.setattr(module, "shape", slow)
    process_upload(medium.pk)
    medium.refresh_from_db()
    assert {path for path in folder.rglob("*") if path.is_file() and "originals" not in path.parts} == {
        folder / medium.file
    }
    assert len(told(MediumReady)) == 1


def test_an_upload_whose_file_is_lost_fails(folder: Path, db: None) -> None:
    medium = receive_upload(1, BytesIO(jpeg()))
    (folder / medium.original).unlink()
    assert process_now(medium).state == "failed"


def test_a_medium_that_is_gone_is_no_trouble(db: None) -> None:
    process_upload(123)
    assert not Medium.objects.exists()


def test_the_limits_hold_a_phone_photograph() -> None:
    assert limits.MOST_PIXELS_JPEG >= 8000 * 6000
