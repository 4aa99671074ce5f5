"""Who may moderate, and whom."""

from minbar.accounts.models import Account, Role, User


def may_moderate(user: User | None) -> bool:
    """Whether the login may open the queue at all."""
    return user is not None and user.is_active and user.approved and user.is_moderator


def may_judge(moderator: User, target: Account) -> bool:
    """Nobody judges themselves, and a moderator does not judge an administrator."""
    if not may_moderate(moderator) or moderator.account_id == target.pk:
        return False
    judged = User.objects.filter(account=target).values_list("role", flat=True).first()
    return moderator.is_admin or judged != Role.ADMIN
