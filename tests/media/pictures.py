"""Pictures for the tests, drawn on the spot."""

from io import BytesIO
from typing import Any

from PIL import Image


def drawn(width: int = 80, height: int = 60, mode: str = "RGB") -> Image.Image:
    """Left half dark red, right half blue, so that turning and cutting can be seen."""
    right = (0, 60, 200, 120) if mode == "RGBA" else (0, 60, 200)
    left = (160, 20, 20, 255) if mode == "RGBA" else (160, 20, 20)
    picture = Image.new(mode, (width, height), left)
    picture.paste(right, (width // 2, 0, width, height))
    return picture


def encoded(picture: Image.Image, format: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def jpeg(width: int = 80, height: int = 60, **options: Any) -> bytes:
    return encoded(drawn(width, height), "JPEG", **options)


def png(width: int = 80, height: int = 60, mode: str = "RGB") -> bytes:
    return encoded(drawn(width, height, mode), "PNG")


def animation(format: str, frames: int = 4, width: int = 60, height: int = 40) -> bytes:
    pictures = [Image.new("RGB", (width, height), (20 * number % 256, 0, 90)) for number in range(frames)]
    return encoded(pictures[0], format, save_all=True, append_images=pictures[1:], duration=80, loop=0)
