"""Ending sessions and letting apps go."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from minbar.accounts.models import User
from minbar.security.models import AccessToken, Grant, RefreshToken


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
