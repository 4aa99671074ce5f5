from typing import NotRequired

from typing_extensions import TypedDict

from minbar.accounts.models import Account as Person
from minbar.accounts.models import AccountKind, AccountState, Role, User
from minbar.client_api.entities.emoji import CustomEmoji
from minbar.client_api.entities.values import day_or_none, media_address, moment, static_address
from minbar.media.models import Medium


class Field(TypedDict):
    name: str
    value: str
    verified_at: str | None


class AccountRole(TypedDict):
    id: str
    name: str
    color: str


class RoleInFull(TypedDict):
    id: str
    name: str
    color: str
    permissions: str
    highlighted: bool


class Account(TypedDict):
    id: str
    username: str
    acct: str
    url: str
    uri: str
    display_name: str
    note: str
    avatar: str
    avatar_static: str
    header: str
    header_static: str
    locked: bool
    fields: list[Field]
    emojis: list[CustomEmoji]
    bot: bool
    group: bool
    discoverable: bool | None
    indexable: bool
    noindex: NotRequired[bool]
    moved: NotRequired["Account | None"]
    memorial: NotRequired[bool]
    suspended: NotRequired[bool]
    limited: NotRequired[bool]
    created_at: str
    hide_collections: bool | None
    roles: list[AccountRole] | None
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_at: str | None


class Source(TypedDict):
    attribution_domains: list[str]
    note: str
    fields: list[Field]
    privacy: str
    sensitive: bool
    language: str
    follow_requests_count: int
    hide_collections: bool | None
    discoverable: bool | None
    indexable: bool
    quote_policy: str


class CredentialAccount(Account):
    source: Source
    role: RoleInFull


class MutedAccount(Account):
    mute_expires_at: str | None


#: How our audiences are called there; a narrower one is never shown as a wider one.
VISIBILITY = {
    "public": "public",
    "unlisted": "unlisted",
    "followers": "private",
    "direct": "direct",
    "local": "private",
    "group": "private",
}
#: What a client may ask for; ``local`` is ours.
AUDIENCE = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "followers",
    "direct": "direct",
    "local": "local",
}
#: Mastodon's permission bits that apps look at: reports and users for moderators, all for administrators.
_PERMISSIONS = {Role.MEMBER: 0, Role.MODERATOR: 1 << 4 | 1 << 10 | 1 << 3, Role.ADMIN: 1}


def _picture(medium: Medium | None, missing: str) -> tuple[str, str]:
    """The picture's address and that of one that stands still."""
    if medium is None or not medium.file:
        address = static_address(missing)
        return address, address
    moving = media_address(medium.file)
    return moving, media_address(medium.preview) if medium.mime == "image/gif" and medium.preview else moving


def account_entity(account: Person) -> Account:
    """The account must carry its ``avatar`` and ``header`` (``select_related``)."""
    avatar, avatar_static = _picture(account.avatar, "client_api/avatar.png")
    header, header_static = _picture(account.header, "client_api/header.png")
    entity: Account = {
        "id": str(account.pk),
        "username": account.username,
        "acct": account.handle,
        "url": account.url,
        "uri": account.uri,
        "display_name": account.display_name,
        "note": account.bio_html,
        "avatar": avatar,
        "avatar_static": avatar_static,
        "header": header,
        "header_static": header_static,
        "locked": account.locked,
        "fields": [
            {"name": f["name"], "value": f.get("html", f["value"]), "verified_at": f.get("verified_at")}
            for f in account.fields
        ],
        "emojis": [],
        "bot": account.bot,
        "group": account.kind == AccountKind.GROUP,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "noindex": not account.indexable,
        "created_at": moment(account.created_at),
        "hide_collections": account.hide_collections,
        "roles": [] if account.local else None,
        "followers_count": account.followers_count,
        "following_count": account.following_count,
        "statuses_count": account.posts_count,
        "last_status_at": day_or_none(account.last_posted_on),
    }
    if account.state == AccountState.SUSPENDED:
        entity["suspended"] = True
    elif account.state == AccountState.LIMITED:
        entity["limited"] = True
    return entity


def source_entity(account: Person, user: User, follow_requests: int) -> Source:
    """What its owner edits: as typed, not as shown."""
    return {
        "attribution_domains": [],
        "note": account.bio,
        "fields": [
            {"name": f["name"], "value": f["value"], "verified_at": f.get("verified_at")}
            for f in account.fields
        ],
        "privacy": VISIBILITY[user.default_audience],
        "sensitive": user.default_sensitive,
        "language": user.default_language,
        "follow_requests_count": follow_requests,
        "hide_collections": account.hide_collections,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "quote_policy": "nobody",
    }


def role_entity(role: str) -> RoleInFull:
    known = Role(role)
    names = list(Role)
    return {
        # Mastodon's id of "everyone" is -99; apps show a role's name when there is one.
        "id": "-99" if known == Role.MEMBER else str(names.index(known)),
        "name": "" if known == Role.MEMBER else str(known.label),
        "color": "",
        "permissions": str(_PERMISSIONS[known]),
        "highlighted": False,
    }


def credential_account_entity(account: Person, user: User, follow_requests: int) -> CredentialAccount:
    """``account_entity`` with what only its owner is shown."""
    return {
        **account_entity(account),
        "source": source_entity(account, user, follow_requests),
        "role": role_entity(user.role),
    }
