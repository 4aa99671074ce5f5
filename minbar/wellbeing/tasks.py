"""Background work of wellbeing."""

from django.utils import timezone

from minbar.wellbeing.actions import forget_old_usage


def sweep_usage() -> None:
    forget_old_usage(timezone.localdate())
