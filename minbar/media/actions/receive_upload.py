from collections.abc import Iterator
from typing import BinaryIO, Protocol

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minbar.core.errors import Invalid
from minbar.media import storing
from minbar.media.actions.describe_medium import checked_description, checked_focus
from minbar.media.limits import MEGABYTE, largest_bytes
from minbar.media.models import Medium
from minbar.media.sniffing import HEAD, MIMES, picture_format

_CHUNK = 256 * 1024


class Readable(Protocol):
    """An open file, or Django's ``UploadedFile``."""

    def read(self, size: int = ..., /) -> bytes: ...


def receive_upload(
    owner_id: int,
    file: Readable | BinaryIO,
    *,
    description: str = "",
    focus: tuple[float, float] = (0.0, 0.0),
    purpose: str = "attachment",
) -> Medium:
    """Take in a picture: it is stored as it came, and processed by the worker.

    ``owner_id`` is an account's id. Raises `Invalid` for what is no picture we show or is too large, and
    `Unavailable` when the disk is full; in both cases nothing is left of it.
    """
    # The tasks call this package's actions, and the worker imports them first.
    from minbar.media.tasks import process_medium

    description, (x, y) = checked_description(description), checked_focus(focus)
    head = file.read(HEAD)
    if not head:
        raise Invalid(_("The file is empty."), "file")
    format = picture_format(head)
    if format is None:
        raise Invalid(
            _("This file is not a picture that can be shown. Send a JPEG, PNG, WebP or GIF."), "file"
        )
    path = storing.new_path("upload", storing.ORIGINALS)
    size = storing.write(path, _limited(head, file))
    try:
        with transaction.atomic():
            medium = Medium.objects.create(
                owner_id=owner_id,
                purpose=Medium.Purpose(purpose),
                kind=Medium.Kind.IMAGE,
                original=path,
                mime=MIMES[format],
                size=size,
                description=description,
                focus_x=x,
                focus_y=y,
            )
            process_medium.enqueue(medium.pk, get_language())
    except BaseException:
        storing.remove([path])
        raise
    return medium


def _limited(head: bytes, file: Readable | BinaryIO) -> Iterator[bytes]:
    """The file in pieces, its beginning first; stops with `Invalid` as soon as there is too much of it."""
    most, size = largest_bytes(), len(head)
    yield head
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise Invalid(
                _("The picture is too large: at most %(most)d megabytes are taken.")
                % {"most": most // MEGABYTE},
                "file",
            )
        yield chunk
