"""Background work of wellbeing: entry points that call actions."""

from datetime import timedelta

from django.utils import timezone

from minbar.core.tasks import periodic
from minbar.wellbeing.actions import forget_old_usage


@periodic("wellbeing: forget old usage", every=timedelta(hours=6))
def sweep_usage() -> None:
    forget_old_usage(timezone.localdate())
