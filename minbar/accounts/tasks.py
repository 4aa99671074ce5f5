"""Background work of accounts: entry points that call actions."""

from datetime import timedelta

from minbar.accounts.actions import end_expired_mutes
from minbar.core.tasks import periodic


@periodic("accounts: end expired mutes", every=timedelta(minutes=5))
def tidy_expired_mutes() -> None:
    while end_expired_mutes():
        pass
