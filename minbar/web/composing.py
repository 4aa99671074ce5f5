"""What the composer shows: its choices, and what was typed before."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from minbar.accounts.models import Account, User
from minbar.media.models import Medium
from minbar.posts.models import Audience, Post
from minbar.web.forms.composer import ComposerForm

LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("ckb", "کوردی"),
    ("fr", "Français"),
    ("tr", "Türkçe"),
    ("fa", "فارسی"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("ur", "اردو"),
]


def audiences() -> list[tuple[str, str]]:
    return [
        (Audience.PUBLIC, _("Everyone")),
        (Audience.UNLISTED, _("Everyone, not in public lists")),
        (Audience.LOCAL, _("Members of this server")),
        (Audience.FOLLOWERS, _("My followers")),
        (Audience.DIRECT, _("Only the people I mention")),
    ]


def reply_audience(user: User, parent: Post | None) -> str:
    """A reply starts no wider than what it answers."""
    width = [Audience.DIRECT, Audience.FOLLOWERS, Audience.LOCAL, Audience.UNLISTED, Audience.PUBLIC]
    mine = user.default_audience if user.default_audience in width else Audience.PUBLIC
    if parent is None or parent.audience not in width:
        return str(mine)
    return str(min(mine, parent.audience, key=lambda value: width.index(Audience(value))))


def greeting(viewer: Account | None, parent: Post) -> str:
    """The mentions a reply starts with: whom it answers, and who else was spoken to."""
    people = [parent.author, *(mention.account for mention in parent.mentions.all())]
    handles = dict.fromkeys(person.handle for person in people if viewer is None or person.pk != viewer.pk)
    return "".join(f"@{handle} " for handle in handles)


def composer(
    user: User | None,
    *,
    form: ComposerForm | None = None,
    reply_to: Post | None = None,
    media: Sequence[Medium] = (),
    **more: Any,
) -> dict[str, Any]:
    """The context of components/composer.html; ``user`` is None for a visitor, who writes before signing up."""
    if form is None:
        start = greeting(user.account if user else None, reply_to) if reply_to is not None else ""
        warning = reply_to.warning if reply_to is not None else ""
        sensitive = user.default_sensitive if user else False
        form = ComposerForm(initial={"text": start, "warning": warning, "sensitive": sensitive})
    chosen = form["audience"].value() or (reply_audience(user, reply_to) if user else Audience.PUBLIC)
    language = form["language"].value() or (user.default_language or user.locale if user else "ar")
    return {
        "form": form,
        "reply_to": reply_to,
        "draft_key": f"reply-{reply_to.pk}" if reply_to is not None else "new",
        "media": media,
        "limit": settings.ENV.max_post_length,
        "languages": LANGUAGES,
        "language": language,
        "audiences": audiences(),
        "audience": chosen,
        **more,
    }
