"""Ending sessions and letting apps go."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from minbar.accounts.models import Account, User
from minbar.security.models import AccessToken, Grant, RefreshToken


def confirm_address(user: User) -> None:
    """Take the login's e-mail address as confirmed, for logins that are made by whoever runs the server."""
    if user.email:
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )


def end_session(user: User, visit_id: int) -> None:
    """Sign out one of the member's browsers; nothing happens for a session of somebody else."""
    with transaction.atomic():
        for session in UserSession.objects.filter(user=user, pk=visit_id):
            session.end()


def end_other_sessions(user: User, current_key: str | None) -> int:
    """Sign out every browser but this one; how many."""
    with transaction.atomic():
        others = list(UserSession.objects.filter(user=user).exclude(session_key=current_key or ""))
        for session in others:
            session.end()
    return len(others)


def disconnect_app(user: User, application_id: int) -> None:
    """End everything that one app holds of the member, a code it has not used yet included."""
    _disconnect(user, application_id=application_id)


def disconnect_all_apps(user: User) -> None:
    _disconnect(user)


def _disconnect(user: User, **which: int) -> None:
    with transaction.atomic():
        for model in (Grant, RefreshToken, AccessToken):
            model.objects.filter(user=user, **which).delete()


def end_everything(user: User) -> None:
    """Sign out all browsers and disconnect all apps (a password that others knew)."""
    with transaction.atomic():
        end_other_sessions(user, None)
        disconnect_all_apps(user)


def forget_unclaimed_sign_ups(days: int = 7) -> int:
    """Delete sign-ups whose address nobody confirmed and that never signed in; their names are free again."""
    before = timezone.now() - timedelta(days=days)
    waiting = EmailAddress.objects.filter(verified=False, primary=True)
    stale = User.objects.filter(
        date_joined__lt=before, last_login__isnull=True, role="member", emailaddress__in=waiting
    ).exclude(emailaddress__verified=True)
    with transaction.atomic():
        ids = list(stale.values_list("account_id", flat=True)[:500])
        Account.objects.filter(pk__in=ids, posts_count=0).delete()
    return len(ids)
