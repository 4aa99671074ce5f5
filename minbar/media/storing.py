"""Files on disk: unguessable names in two levels of folders, whole or not there at all."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from minbar.core.errors import Unavailable

#: Uploads as they came, with places and names in them: never linked to, gone once they are processed.
ORIGINALS: Final = "originals"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


def media_path(path: str) -> str:
    """The address of a stored file on this server's own pages, which stays right when the server moves."""
    return f"{settings.MEDIA_URL}{path}"


def media_url(path: str) -> str:
    """The absolute address of a stored file."""
    return f"{settings.BASE_URL}{media_path(path)}"


def full_path(path: str) -> Path:
    return Path(settings.MEDIA_ROOT) / path


def new_path(extension: str, folder: str = "") -> str:
    """A name nobody can guess, relative to the media folder."""
    name = secrets.token_hex(16)
    parts = (folder, name[:2], name[2:4], f"{name[4:]}.{extension}")
    return "/".join(part for part in parts if part)


def write(path: str, chunks: Iterable[bytes]) -> int:
    """Store the chunks and give their size; on any failure nothing is left. A full disk is `Unavailable`."""
    target = full_path(path)
    size = 0
    with disk_may_be_full(), _or_nothing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
                size += len(chunk)
            file.flush()
            # The row that will speak of the file must not outlive it in a power cut.
            os.fsync(file.fileno())
    return size


def remove(paths: Iterable[str]) -> None:
    """Delete files; those that are not there are passed over."""
    for path in set(paths):
        if path:
            full_path(path).unlink(missing_ok=True)


@contextmanager
def disk_may_be_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Unavailable(_("The server's disk is full. Nothing was stored; try again later.")) from error


@contextmanager
def _or_nothing(target: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise
