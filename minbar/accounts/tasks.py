"""Background work of accounts: entry points that call actions."""

from minbar.accounts.actions import end_expired_mutes


def tidy_expired_mutes() -> None:
    while end_expired_mutes():
        pass
