"""The scopes of Mastodon's API: their tree, what each one lets an app do, and which covers which."""

from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from oauth2_provider.scopes import BaseScopes

#: Scope to what the person is told before they allow it.
DESCRIPTIONS: dict[str, Promise] = {
    "profile": _("See your name, handle and picture"),
    "read": _("Read everything in your account"),
    "read:accounts": _("See accounts"),
    "read:blocks": _("See whom you block"),
    "read:bookmarks": _("See your bookmarks"),
    "read:favourites": _("See your favourites"),
    "read:filters": _("See your filters"),
    "read:follows": _("See whom you follow"),
    "read:lists": _("See your lists"),
    "read:me": _("See your own account"),
    "read:mutes": _("See whom you mute"),
    "read:notifications": _("See your notifications"),
    "read:search": _("Search for you"),
    "read:statuses": _("See posts"),
    "write": _("Change everything in your account, publish and delete"),
    "write:accounts": _("Change your profile"),
    "write:blocks": _("Block accounts"),
    "write:bookmarks": _("Bookmark posts"),
    "write:conversations": _("Mute and delete conversations"),
    "write:favourites": _("Favourite posts"),
    "write:filters": _("Change your filters"),
    "write:follows": _("Follow and unfollow"),
    "write:lists": _("Change your lists"),
    "write:media": _("Upload media"),
    "write:mutes": _("Mute accounts and conversations"),
    "write:notifications": _("Clear your notifications"),
    "write:reports": _("Report accounts and posts"),
    "write:statuses": _("Publish posts"),
    "follow": _("Change whom you follow, block and mute"),
    "push": _("Receive your push notifications"),
    "admin:read": _("Read all data of the server"),
    "admin:read:accounts": _("Read what moderators know of accounts"),
    "admin:read:reports": _("Read all reports"),
    "admin:write": _("Change all data of the server"),
    "admin:write:accounts": _("Decide about accounts"),
    "admin:write:reports": _("Decide about reports"),
}

#: What an app gets that asks for nothing in particular.
DEFAULT = "read"

_FOLLOW = {f"{verb}:{noun}" for verb in ("read", "write") for noun in ("follows", "blocks", "mutes")}


@cache
def covered_by(scope: str) -> frozenset[str]:
    """The scope itself and every narrower one that it includes."""
    narrower = {name for name in DESCRIPTIONS if name.startswith(f"{scope}:")}
    if scope == "follow":
        narrower |= _FOLLOW
    return frozenset({scope} | narrower)


@cache
def expand(text: str) -> frozenset[str]:
    """Everything that the space separated scopes of a token or an application allow."""
    return frozenset().union(*(covered_by(scope) for scope in text.split()))


def unknown(scopes: list[str]) -> list[str]:
    return [scope for scope in scopes if scope not in DESCRIPTIONS]


class TreeScopes(BaseScopes):
    """What django-oauth-toolkit asks: an application may request only what it registered with."""

    def get_all_scopes(self) -> dict[str, Promise]:
        return DESCRIPTIONS

    def get_available_scopes(self, application: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        return sorted(expand(application.scopes)) if application else list(DESCRIPTIONS)

    def get_default_scopes(self, application: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        if application and DEFAULT not in expand(application.scopes):
            return str(application.scopes).split()
        return [DEFAULT]
