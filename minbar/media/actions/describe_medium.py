import math

from django.db import transaction
from django.utils.translation import gettext as _

from minbar.core.errors import Invalid, Missing
from minbar.core.events import emit
from minbar.media.events import MediumDescribed
from minbar.media.limits import LONGEST_DESCRIPTION
from minbar.media.models import Medium


def checked_description(description: str) -> str:
    # No database takes NUL or halves of characters.
    description = description.replace("\0", "").encode("utf-8", "ignore").decode().strip()
    if len(description) > LONGEST_DESCRIPTION:
        raise Invalid(
            _("A description has at most %(most)d characters.") % {"most": LONGEST_DESCRIPTION}, "description"
        )
    return description


def checked_focus(focus: tuple[float, float]) -> tuple[float, float]:
    if not all(math.isfinite(value) for value in focus):
        raise Invalid(_("The focal point is two numbers between -1 and 1."), "focus")
    x, y = (min(1.0, max(-1.0, float(value))) for value in focus)
    return x, y


def describe_medium(
    owner_id: int,
    medium: Medium,
    description: str | None = None,
    focus: tuple[float, float] | None = None,
) -> Medium:
    """Change the words for those who cannot see the picture, or its focal point; None leaves a part as it is.

    Raises `Missing` for a medium of somebody else.
    """
    changes: dict[str, object] = {}
    if description is not None:
        changes["description"] = checked_description(description)
    if focus is not None:
        changes["focus_x"], changes["focus_y"] = checked_focus(focus)
    if medium.owner_id != owner_id:
        raise Missing()
    changes = {name: value for name, value in changes.items() if getattr(medium, name) != value}
    if changes:
        with transaction.atomic():
            if not Medium.objects.filter(pk=medium.pk, owner_id=owner_id).update(**changes):
                raise Missing()
            emit(MediumDescribed(medium.pk))
        for name, value in changes.items():
            setattr(medium, name, value)
    return medium
