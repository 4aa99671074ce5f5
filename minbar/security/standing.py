"""Whether a login may be used now; asked on each request, so it holds at the next one in every process."""

from typing import Literal

from minbar.accounts.models import User
from minbar.accounts.rules import may_sign_in

Standing = Literal["", "suspended", "pending"]


def standing_of(user: User) -> Standing:
    """Empty when the person may sign in and act."""
    if not user.is_active or (user.account is not None and not may_sign_in(user.account)):
        return "suspended"
    return "" if user.approved else "pending"
