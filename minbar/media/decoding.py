"""From the bytes somebody sent to frames that are safe to handle, or a sentence why not.

The header is read first: nothing is decoded before its size is known to be bearable.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps

from minbar.media.failures import Failure
from minbar.media.limits import MOST_FRAMES, MOST_PIXELS, MOST_PIXELS_ANIMATED, MOST_PIXELS_JPEG
from minbar.media.sniffing import FORMATS, HEAD, picture_format

# Our own limits, which depend on the format, are checked below, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False

_SRGB: Final = ImageCms.createProfile("sRGB")


class Unusable(Exception):
    """The picture cannot be shown; ``failure`` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The picture, its header read and checked, not yet decoded."""
    with path.open("rb") as file:
        format = picture_format(file.read(HEAD))
        if format is None:
            raise Unusable(Failure.UNKNOWN)
        file.seek(0)
        with damage_told(), Image.open(file, formats=FORMATS) as image:
            _check_size(image, format)
            yield image


@contextmanager
def damage_told() -> Iterator[None]:
    """Whatever a decoder says of broken input becomes one sentence; a fault of the machine stays itself."""
    try:
        yield
    except (Unusable, MemoryError):
        raise
    except OSError as error:
        if error.errno is not None:
            raise
        raise Unusable(Failure.DAMAGED) from error
    except (ValueError, TypeError, SyntaxError, IndexError, KeyError, EOFError, ArithmeticError) as error:
        raise Unusable(Failure.DAMAGED) from error
    except Exception as error:
        # struct.error, zlib.error and the like have no common parent.
        raise Unusable(Failure.DAMAGED) from error


def _check_size(image: Image.Image, format: str) -> None:
    most = MOST_PIXELS_JPEG if format == "JPEG" else MOST_PIXELS
    if image.width * image.height > most:
        raise Unusable(Failure.PIXELS_JPEG if format == "JPEG" else Failure.PIXELS)


def frame_count(image: Image.Image) -> int:
    """1 unless it moves; `Unusable` for an animation that is too long."""
    if image.format not in ("GIF", "WEBP", "PNG") or not getattr(image, "is_animated", False):
        return 1
    frames = int(getattr(image, "n_frames", 1))
    if frames > MOST_FRAMES or frames * image.width * image.height > MOST_PIXELS_ANIMATED:
        raise Unusable(Failure.ANIMATION)
    return frames


def still(image: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """The first frame, upright, in sRGB, with or without transparency, decoded no larger than is useful.

    Nothing of the file's metadata is left on it.
    """
    if image.format in ("JPEG", "MPO"):
        # The sides may be swapped by the orientation, so the longer wish holds for both.
        image.draft("RGB", (max(wanted), max(wanted)))
    image.load()
    upright = ImageOps.exif_transpose(image)
    return plain(upright, image.info.get("icc_profile"))


def plain(frame: Image.Image, profile: bytes | None = None) -> Image.Image:
    """A copy in RGB or RGBA, in sRGB, without metadata."""
    see_through = frame.has_transparency_data
    mode = "RGBA" if see_through else "RGB"
    converted = _in_srgb(frame, profile) if profile else frame
    copy = Image.new(mode, frame.size)
    copy.paste(converted.convert(mode))
    return copy


def _in_srgb(frame: Image.Image, profile: bytes) -> Image.Image:
    """The frame with its colours as its profile means them; a profile that makes no sense is passed over."""
    if frame.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return frame
    output = frame.mode if frame.mode in ("RGB", "RGBA") else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        found = ImageCms.profileToProfile(frame, source, _SRGB, outputMode=output)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return frame
    return found or frame
