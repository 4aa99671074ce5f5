from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from minbar.accounts.models import User


class MemberBackend(AuthenticationBackend):
    """Sign-in by handle or e-mail address; a session's user comes with the account, in one query."""

    def get_user(self, user_id: Any) -> User | None:
        # Whoever is barred is found too: the middleware ends the session and says why.
        return User.objects.select_related("account").filter(pk=user_id).first()
