"""What is taken in, and how large it is kept."""

from typing import Final

from django.conf import settings

MEGABYTE: Final = 1024 * 1024
LARGEST_PICTURE: Final = 16 * MEGABYTE
LONGEST_DESCRIPTION: Final = 1500

# JPEG is decoded at a fraction of its size (``Image.draft``), so more of it is bearable.
MOST_PIXELS_JPEG: Final = 64_000_000
MOST_PIXELS: Final = 33_177_600
MOST_FRAMES: Final = 300
#: Of all frames of an animation together: as sent, and as kept.
MOST_PIXELS_ANIMATED: Final = 150_000_000
KEPT_PIXELS_ANIMATED: Final = 40_000_000

#: Width and height whose product a kept picture does not exceed.
LARGE: Final = (3840, 2160)
ANIMATED: Final = (1280, 720)
SMALL: Final = (640, 360)
AVATAR: Final = (400, 400)
AVATAR_PREVIEW: Final = (120, 120)
HEADER: Final = (1500, 500)
HEADER_PREVIEW: Final = (600, 200)

#: A graphic that needs no more bytes than this stays PNG.
LARGEST_PNG: Final = 400 * 1024


def largest_bytes() -> int:
    return min(LARGEST_PICTURE, settings.ENV.max_upload_mb * MEGABYTE)
