import secrets

from django.db import transaction

from minbar.accounts.events import AccountChanged, AccountStateChanged
from minbar.accounts.models import Account, AccountState, Role, User
from minbar.core.events import emit


def set_state(account: Account, state: str) -> None:
    """Change an account's standing; every reader looks at it, so it holds from the next request on."""
    with transaction.atomic():
        stored = Account.objects.select_for_update().get(pk=account.pk)
        before = stored.state
        account.state = state
        if before == state:
            return
        Account.objects.filter(pk=account.pk).update(state=state)
        emit(AccountStateChanged(account.pk, before, str(state)))


def suspend_account(account: Account) -> None:
    set_state(account, AccountState.SUSPENDED)


def lift_suspension(account: Account) -> None:
    set_state(account, AccountState.ACTIVE)


def approve_account(user: User) -> None:
    """Let in somebody whose sign-up waited for a moderator."""
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, approved=False).update(approved=True):
            user.approved = True
            if user.account_id is not None:
                emit(AccountChanged(user.account_id))


def reject_account(user: User) -> None:
    """Refuse a waiting sign-up: login and account are deleted, the name is free again."""
    with transaction.atomic():
        waiting = User.objects.filter(pk=user.pk, approved=False).first()
        if waiting is not None and waiting.account_id is not None:
            Account.objects.filter(pk=waiting.account_id).delete()


def change_role(user: User, role: str) -> None:
    user.role = Role(role)
    user.is_staff = user.role == Role.ADMIN
    with transaction.atomic():
        user.save(update_fields=["role", "is_staff"])
        if user.account_id is not None:
            emit(AccountChanged(user.account_id))


def reset_password(user: User) -> str:
    """Give the login a new random password and return it, for the person who runs the server to hand over."""
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password"])
    return password
