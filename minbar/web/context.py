"""What every page's template finds beside its own context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from minbar.accounts.models import User
from minbar.ethics.queries import open_reports_count
from minbar.notifications.queries import unread_count


def _offer(request: HttpRequest) -> dict[str, Any] | None:
    """What was just deleted and how to undo it: offered by one page, then forgotten."""
    offer = request.session.pop("undo_delete", None)
    return {**offer, "text": _("Deleted.")} if offer else None


def site(request: HttpRequest) -> dict[str, Any]:
    """The server's name, and the counts of the navigation, asked for only where a template shows them."""
    values: dict[str, Any] = {
        "site": {
            "name": settings.ENV.server_name,
            "description": settings.ENV.server_description,
            "sign_up": settings.ENV.registrations,
            "contact_email": settings.ENV.contact_email,
        }
    }
    user = request.user
    if isinstance(user, User) and "undo_delete" in request.session:
        values["undo"] = SimpleLazyObject(lambda: _offer(request))
    if isinstance(user, User) and user.account is not None:
        account = user.account
        values["unread_count"] = SimpleLazyObject(lambda: unread_count(account))
        if user.is_moderator:
            values["reports_count"] = SimpleLazyObject(open_reports_count)
    return values
