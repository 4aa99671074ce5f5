"""What follows from allauth's own signals; connected in ``apps.py``."""

from typing import Any

from minbar.accounts.models import User
from minbar.security.actions import end_everything


def end_all_after_reset(sender: Any, user: User, **kwargs: Any) -> None:
    """Who had to reset a password may have lost it to somebody else: no session and no app survives that."""
    end_everything(user)
