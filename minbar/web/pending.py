"""What a visitor wrote before signing in: kept in the session, so that no step in between loses it."""

from typing import Any

from django.http import HttpRequest

from minbar.posts.models import Post
from minbar.web.forms.composer import ComposerForm

_KEY = "pending_post"
_KEPT = ("text", "warning", "sensitive", "language", "audience", "reply_to", *(f"poll_{n}" for n in range(4)))


def keep_pending(request: HttpRequest) -> None:
    """Remember the composer's fields; signing in or up keeps the session's data."""
    content: dict[str, Any] = {name: request.POST[name] for name in _KEPT if name in request.POST}
    request.session[_KEY] = content


def pending_text(request: HttpRequest, reply_to: Post | None) -> ComposerForm | None:
    """A form filled with what was kept for this place, if anything was."""
    content = request.session.get(_KEY)
    wanted = str(reply_to.pk) if reply_to is not None else ""
    if content is None or content.get("reply_to", "") != wanted:
        return None
    return ComposerForm(initial=content)


def forget_pending(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
