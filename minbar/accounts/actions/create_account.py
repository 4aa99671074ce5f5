from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.events import AccountCreated
from minbar.accounts.models import Account, AccountKind, Role, User
from minbar.accounts.names import check_username
from minbar.core.arabic import fold
from minbar.core.errors import Invalid
from minbar.core.events import emit
from minbar.core.ids import new_id


def create_account(
    username: str,
    *,
    email: str = "",
    password: str | None = None,
    display_name: str = "",
    kind: str = AccountKind.PERSON,
    approved: bool = True,
    reason: str = "",
    locale: str = "ar",
    role: str = Role.MEMBER,
    joined_at: datetime | None = None,
) -> User:
    """A local account and the login it is used by, made together.

    Without a password the login works by passkey or a reset only. Raises `Invalid` for a name that cannot
    be had, and for an e-mail address that another login uses.
    """
    name = check_username(username)
    moment = joined_at or timezone.now()
    address = User.objects.normalize_email(email)
    if address and User.objects.filter(email__iexact=address).exists():
        raise Invalid(_("This e-mail address is already used by an account here."), "email")
    account = Account(
        pk=new_id(joined_at),
        uri=f"{settings.BASE_URL}/users/{name}",
        url=f"{settings.BASE_URL}/@{name}",
        username=name,
        kind=kind,
        bot=kind == AccountKind.SERVICE,
        display_name=display_name.strip(),
        language=locale,
        folded=fold(f"{display_name} {name}")[:200],
        created_at=moment,
    )
    user = User(
        pk=new_id(joined_at),
        account=account,
        username=name,
        email=address,
        role=role,
        approved=approved,
        sign_up_reason=reason,
        locale=locale,
        date_joined=moment,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            user.save(force_insert=True)
            emit(AccountCreated(account.pk))
    except IntegrityError as error:
        raise Invalid(_("This username is already taken."), "username") from error
    return user
