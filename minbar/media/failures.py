"""Why a picture cannot be shown: a code is stored, and worded in the language of whoever reads it."""

from enum import StrEnum

from django.utils.translation import gettext as _

from minbar.media.limits import MOST_PIXELS, MOST_PIXELS_JPEG


class Failure(StrEnum):
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    PIXELS = "pixels"
    PIXELS_JPEG = "pixels_jpeg"
    ANIMATION = "animation"
    LOST = "lost"


def sentence(code: str) -> str:
    """What the owner is told; empty for no failure."""
    if code in (Failure.PIXELS, Failure.PIXELS_JPEG):
        most = MOST_PIXELS_JPEG if code == Failure.PIXELS_JPEG else MOST_PIXELS
        return _("The picture is too large: at most %(most)d million pixels are taken.") % {
            "most": most // 1_000_000
        }
    return {
        "": "",
        Failure.UNKNOWN: _("This file is not a picture that can be shown."),
        Failure.DAMAGED: _("The picture is damaged or cut short, so it cannot be shown. Send it again."),
        Failure.ANIMATION: _("The animation is too long or too large."),
        Failure.LOST: _("The uploaded file was lost. Send it again."),
    }[code]
