from typing import NotRequired

from typing_extensions import TypedDict

from minbar.client_api.entities.values import media_address
from minbar.media.models import Medium


class Focus(TypedDict):
    x: float
    y: float


class Size(TypedDict):
    width: int
    height: int
    size: str
    aspect: float


class Meta(TypedDict):
    focus: NotRequired[Focus]
    original: NotRequired[Size]
    small: NotRequired[Size]


class MediaAttachment(TypedDict):
    id: str
    type: str
    url: str | None
    preview_url: str | None
    remote_url: str | None
    meta: Meta | None
    description: str | None
    blurhash: str | None


def _size(width: int, height: int) -> Size:
    return {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}


def media_entity(medium: Medium) -> MediaAttachment:
    """``url`` is null while the file is being processed: clients ask again until it is there."""
    meta: Meta = {"focus": {"x": medium.focus_x, "y": medium.focus_y}}
    if medium.width and medium.height:
        meta["original"] = _size(medium.width, medium.height)
    if medium.preview_width and medium.preview_height:
        meta["small"] = _size(medium.preview_width, medium.preview_height)
    return {
        "id": str(medium.pk),
        "type": medium.kind,
        "url": media_address(medium.file) if medium.file else None,
        "preview_url": media_address(medium.preview or medium.file) if medium.file else None,
        "remote_url": None,
        "meta": meta,
        "description": medium.description or None,
        "blurhash": medium.blurhash or None,
    }
