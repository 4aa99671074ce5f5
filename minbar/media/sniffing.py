"""What a file is by its first bytes, whatever its name and its sender say."""

from typing import Final

#: Pillow's name -> how the bytes begin.
_SIGNATURES: Final = {
    "JPEG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "GIF": (b"GIF87a", b"GIF89a"),
}
FORMATS: Final = (*_SIGNATURES, "WEBP")
MIMES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
HEAD: Final = 16


def picture_format(head: bytes) -> str | None:
    """One of ``FORMATS``, or None for anything else."""
    for name, beginnings in _SIGNATURES.items():
        if head.startswith(beginnings):
            return name
    return "WEBP" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None
