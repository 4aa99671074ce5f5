from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from minbar.accounts.events import AccountChanged
from minbar.accounts.models import Account, User
from minbar.accounts.profile_text import bio_html, field_html
from minbar.core.arabic import fold
from minbar.core.errors import Invalid
from minbar.core.events import emit
from minbar.media.models import Medium

LONGEST_NAME, LONGEST_BIO, LONGEST_FIELD, MOST_FIELDS = 50, 1000, 255, 6
THEMES = ("auto", "light", "dark", "contrast", "eyecare")
_PLAIN = ("locked", "bot", "discoverable", "indexable", "hide_collections")


def _checked_fields(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    kept = [(name.strip(), value.strip()) for name, value in pairs if name.strip() or value.strip()]
    if len(kept) > MOST_FIELDS:
        raise Invalid(_("A profile has at most %(most)d fields.") % {"most": MOST_FIELDS}, "fields")
    for name, value in kept:
        if not name:
            raise Invalid(_("A profile field needs a name."), "fields")
        if len(name) > LONGEST_FIELD or len(value) > LONGEST_FIELD:
            raise Invalid(
                _("A profile field has at most %(most)d characters.") % {"most": LONGEST_FIELD}, "fields"
            )
    return [
        {"name": name, "value": value, "html": field_html(value), "verified_at": None} for name, value in kept
    ]


def update_profile(
    account: Account,
    *,
    display_name: str | None = None,
    bio: str | None = None,
    fields: Sequence[tuple[str, str]] | None = None,
    avatar: Medium | None = None,
    header: Medium | None = None,
    remove_avatar: bool = False,
    remove_header: bool = False,
    language: str | None = None,
    **switches: bool | None,
) -> Account:
    """Change what others see of the account; None leaves a part as it is.

    ``switches`` are locked, bot, discoverable, indexable, hide_collections. A picture must be a medium that
    the account itself uploaded. Raises `Invalid` naming the part at fault; then nothing is changed.
    """
    changes: dict[str, Any] = {}
    if display_name is not None:
        if len(display_name) > LONGEST_NAME:
            raise Invalid(
                _("A display name has at most %(most)d characters.") % {"most": LONGEST_NAME}, "display_name"
            )
        changes["display_name"] = display_name.strip()
        changes["folded"] = fold(f"{display_name} {account.username}")[:200]
    if language is not None:
        changes["language"] = language
    if bio is not None:
        if len(bio) > LONGEST_BIO:
            raise Invalid(_("A bio has at most %(most)d characters.") % {"most": LONGEST_BIO}, "note")
        changes["bio"] = bio
        changes["bio_html"] = bio_html(bio, changes.get("language", account.language))
    if fields is not None:
        changes["fields"] = _checked_fields(fields)
    for part, medium, remove in (("avatar", avatar, remove_avatar), ("header", header, remove_header)):
        if medium is not None and medium.owner_id != account.pk:
            raise Invalid(_("This picture was uploaded by somebody else."), part)
        if medium is not None or remove:
            changes[part] = medium
    for name in _PLAIN:
        if switches.get(name) is not None:
            changes[name] = switches[name]
    if not changes:
        return account
    with transaction.atomic():
        for name, value in changes.items():
            setattr(account, name, value)
        account.save(update_fields=list(changes))
        shown = [medium.pk for medium in (avatar, header) if medium is not None]
        if shown:
            Medium.objects.filter(pk__in=shown).update(attached=True)
        emit(AccountChanged(account.pk))
    return account


def update_preferences(user: User, **preferences: Any) -> User:
    """Change how the pages look and what a new post starts with; names are the fields of `User`.

    Raises `Invalid` for a language, theme, time zone or audience that does not exist.
    """
    allowed = {
        "locale": {code for code, _name in settings.LANGUAGES},
        "theme": set(THEMES),
        "default_audience": {"public", "unlisted", "followers", "direct", "local"},
    }
    plain = {"default_sensitive", "default_language", "expand_warnings", "reminder_minutes"}
    for name, value in preferences.items():
        if name in allowed and value not in allowed[name]:
            raise Invalid(_("%(value)s is not one of the choices.") % {"value": value}, name)
        if name == "time_zone" and value not in available_timezones():
            raise Invalid(_("This time zone does not exist."), name)
        if name not in allowed and name not in plain and name != "time_zone":
            raise TypeError(f"{name} is no preference")
        setattr(user, name, value)
    with transaction.atomic():
        user.save(update_fields=list(preferences))
    return user
