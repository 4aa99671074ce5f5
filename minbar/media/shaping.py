"""From decoded frames to the files that are kept: sizes, formats, previews, blurhash."""

from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import Final

import blurhash
from PIL import Image, ImageOps, ImageSequence

from minbar.media.decoding import damage_told, frame_count, opened, plain, still
from minbar.media.limits import (
    ANIMATED,
    AVATAR,
    AVATAR_PREVIEW,
    HEADER,
    HEADER_PREVIEW,
    KEPT_PIXELS_ANIMATED,
    LARGE,
    LARGEST_PNG,
    SMALL,
)

Size = tuple[int, int]
_EXTENSIONS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
#: Avatars and headers are cut to their shape; (whole, preview).
_SHAPES: Final = {"avatar": (AVATAR, AVATAR_PREVIEW), "header": (HEADER, HEADER_PREVIEW)}


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of one file to keep."""

    data: bytes
    mime: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        return _EXTENSIONS[self.mime]


@dataclass(frozen=True, slots=True)
class Shaped:
    """What is kept of a picture. ``preview`` is None where the file itself is small enough."""

    file: Encoded
    preview: Encoded | None
    blurhash: str


def shape(path: Path, purpose: str, focus: tuple[float, float]) -> Shaped:
    """Decode and shape the picture at the path; `Unusable` says why it cannot be."""
    with opened(path) as image, damage_told():
        format = "JPEG" if image.format == "MPO" else str(image.format)
        if purpose in _SHAPES:
            return _cut(image, format, *_SHAPES[purpose], focus)
        frames = frame_count(image)
        if frames > 1:
            return _moving(image, frames)
        whole = _within(still(image, LARGE), LARGE)
        file = _encoded(whole, format)
        fits = whole.width * whole.height <= SMALL[0] * SMALL[1]
        preview = None if fits else _webp(_within(whole, SMALL), 80)
        return Shaped(file, preview, _blurhash(whole))


def _cut(image: Image.Image, format: str, size: Size, small: Size, focus: tuple[float, float]) -> Shaped:
    """The part around the focal point, in the given proportions, never enlarged."""
    found = still(image, (size[0] * 2, size[1] * 2))
    centre = ((focus[0] + 1) / 2, (1 - focus[1]) / 2)
    scale = min(1.0, found.width / size[0], found.height / size[1])
    wanted = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    whole = ImageOps.fit(found, wanted, Image.Resampling.LANCZOS, centering=centre)
    whole.info.clear()
    preview = _webp(ImageOps.contain(whole, small, Image.Resampling.LANCZOS), 80)
    return Shaped(_encoded(whole, format), preview if whole.width > small[0] else None, _blurhash(whole))


def _moving(image: Image.Image, frames: int) -> Shaped:
    """An animation stays one, as WebP: it needs no player, and all browsers show it. Its preview is still."""
    area = min(ANIMATED[0] * ANIMATED[1], KEPT_PIXELS_ANIMATED // frames)
    size = _size_within((image.width, image.height), area)
    kept: list[Image.Image] = []
    lengths: list[int] = []
    for frame in ImageSequence.Iterator(image):
        lengths.append(max(20, int(frame.info.get("duration") or 100)))
        kept.append(frame.convert("RGBA").resize(size, Image.Resampling.BILINEAR))
    first = plain(kept[0])
    out = BytesIO()
    first.save(
        out,
        "WEBP",
        save_all=True,
        append_images=kept[1:],
        duration=lengths,
        loop=int(image.info.get("loop") or 0),
        quality=70,
        method=2,
    )
    return Shaped(
        Encoded(out.getvalue(), "image/webp", *size), _webp(_within(first, SMALL), 80), _blurhash(first)
    )


def _size_within(size: Size, area: int) -> Size:
    """The size, scaled down to the area when it is larger."""
    scale = min(1.0, sqrt(area / (size[0] * size[1])))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _within(image: Image.Image, box: Size) -> Image.Image:
    size = _size_within(image.size, box[0] * box[1])
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, format: str) -> Encoded:
    """A photograph stays JPEG, a small graphic PNG, so that its edges stay sharp; all else becomes WebP."""
    if format == "JPEG":
        return _saved(image, "JPEG", quality=85, optimize=True, progressive=True)
    if format in ("PNG", "GIF") and image.width * image.height <= SMALL[0] * SMALL[1] * 9:
        graphic = _saved(image, "PNG", optimize=True)
        if len(graphic.data) <= LARGEST_PNG:
            return graphic
    return _webp(image, 85)


def _webp(image: Image.Image, quality: int) -> Encoded:
    return _saved(image, "WEBP", quality=quality, method=4)


def _saved(image: Image.Image, format: str, **options: object) -> Encoded:
    out = BytesIO()
    image.save(out, format, **options)
    return Encoded(out.getvalue(), f"image/{format.lower()}", image.width, image.height)


def _blurhash(image: Image.Image) -> str:
    # Few points are enough for four by three waves, and the library counts them one by one.
    small = image.convert("RGBA").resize((32, 32), Image.Resampling.BILINEAR)
    ground = Image.new("RGBA", small.size, "white")
    points = Image.alpha_composite(ground, small).convert("RGB")
    rows = [[points.getpixel((x, y)) for x in range(32)] for y in range(32)]
    return str(blurhash.encode(rows, components_x=4, components_y=3))
