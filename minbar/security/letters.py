"""The letter to a member who signed up through an app, where no page could ask for a code."""

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from minbar.accounts.models import User

_SALT = "minbar.security.confirm"
_DAYS = 3


def send_confirmation(user: User) -> None:
    """A link that, opened and pressed within three days, confirms the address."""
    key = signing.dumps([user.pk, user.email], salt=_SALT)
    context = {
        "user": user,
        "site_name": settings.ENV.server_name,
        "link": settings.BASE_URL + reverse("account_confirm_link", args=[key]),
        "days": _DAYS,
    }
    with override(user.locale):
        subject = render_to_string("account/email/confirm_link_subject.txt", context)
        body = render_to_string("account/email/confirm_link_message.txt", context)
    send_mail(" ".join(subject.split()), body.strip() + "\n", None, [user.email])


def read_key(key: str) -> tuple[int, str] | None:
    """The login and the address that a link of ours names; None for any other, and for an old one."""
    try:
        user_id, address = signing.loads(key, salt=_SALT, max_age=_DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(user_id), str(address)
