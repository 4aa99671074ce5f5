from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from minbar.core.periodic import periodic
from minbar.security.actions import forget_unclaimed_sign_ups
from minbar.security.models import Grant


@periodic("security: tidy", every=timedelta(hours=1))
def tidy() -> None:
    """Codes nobody exchanged, sessions that are over, sign-ups whose address was never confirmed."""
    now = timezone.now()
    Grant.objects.filter(expires__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_unclaimed_sign_ups()
