"""Pictures that come with a request: taken in, and waited for a moment while the worker processes them."""

import time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from minbar.core.errors import Invalid
from minbar.media.models import Medium

#: Seconds that an answer waits for the worker, and between two looks.
PATIENCE, PAUSE = 3.0, 0.05


def uploaded(file: Any, field: str) -> UploadedFile:
    """The file that was sent under this name. Raises `Invalid` where it is none."""
    if not isinstance(file, UploadedFile):
        raise Invalid(_("Send a file, as multipart/form-data."), field)
    return file


def processed(medium: Medium) -> Medium:
    """The medium when the worker is done with it, or as it is after a while; `Invalid` if it failed."""
    until = time.monotonic() + PATIENCE
    while medium.state == Medium.State.WAITING and time.monotonic() < until:
        time.sleep(PAUSE)
        medium.refresh_from_db()
    if medium.state == Medium.State.FAILED:
        raise Invalid(medium.failure or _("The picture could not be used."), "file")
    return medium
