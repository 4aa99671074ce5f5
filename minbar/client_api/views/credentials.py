"""The reader's own account: what it is, and changing it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from minbar.accounts import actions
from minbar.accounts.models import Account as Person
from minbar.client_api.answers import raw, responses
from minbar.client_api.auth import bearer, login, needs
from minbar.client_api.entities.account import AUDIENCE, CredentialAccount
from minbar.client_api.forms import Form, Sent
from minbar.client_api.own_account import own_account
from minbar.client_api.uploads import processed, uploaded
from minbar.core.errors import Invalid, Missing
from minbar.media.actions import receive_upload
from minbar.media.models import Medium

router = Router(tags=["accounts"])


class FieldForm(Form):
    name: str = ""
    value: str = ""


class SourceForm(Form):
    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None


class ProfileForm(Form):
    display_name: str | None = None
    note: str | None = None
    avatar: Any = None
    header: Any = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    #: A list, or a hash whose keys do not matter.
    fields_attributes: list[FieldForm] | dict[str, FieldForm] | None = None
    source: SourceForm | None = None

    def fields(self) -> Sequence[tuple[str, str]] | None:
        sent = self.fields_attributes
        if sent is None:
            return None
        rows = list(sent.values()) if isinstance(sent, dict) else sent
        return [(row.name, row.value) for row in rows]

    def preferences(self) -> dict[str, Any]:
        source = self.source or SourceForm()
        found: dict[str, Any] = {}
        if source.privacy is not None:
            if source.privacy not in AUDIENCE:
                raise Invalid(_("There is no such visibility."), "source[privacy]")
            found["default_audience"] = AUDIENCE[source.privacy]
        if source.sensitive is not None:
            found["default_sensitive"] = source.sensitive
        if source.language is not None:
            found["default_language"] = source.language[:12]
        return found


def _credentials(request: HttpRequest) -> HttpResponse:
    return raw(own_account(bearer(request).user_id))


@router.get(
    "/v1/accounts/verify_credentials",
    response=responses(CredentialAccount),
    auth=needs("profile", "read:accounts", "read:me"),
)
def verify(request: HttpRequest) -> HttpResponse:
    """The account that a token speaks for."""
    return _credentials(request)


@router.patch(
    "/v1/accounts/update_credentials", response=responses(CredentialAccount), auth=needs("write:accounts")
)
def update(request: HttpRequest, form: Sent[ProfileForm]) -> HttpResponse:
    """Change the profile, and what new posts start with."""
    user = login(request)
    if user.account is None:
        raise Missing
    preferences = form.preferences()
    actions.update_profile(
        user.account,
        display_name=form.display_name,
        bio=form.note,
        fields=form.fields(),
        avatar=_picture(user.account, form.avatar, "avatar"),
        header=_picture(user.account, form.header, "header"),
        locked=form.locked,
        bot=form.bot,
        discoverable=form.discoverable,
        indexable=form.indexable,
        hide_collections=form.hide_collections,
    )
    if preferences:
        actions.update_preferences(user, **preferences)
    return _credentials(request)


def _picture(account: Person, file: Any, purpose: str) -> Medium | None:
    """The picture that was sent, processed: one that cannot be used must not take the old one's place."""
    if file is None:
        return None
    return processed(receive_upload(account.pk, uploaded(file, purpose), purpose=purpose))


@router.delete("/v1/profile/avatar", response=responses(CredentialAccount), auth=needs("write:accounts"))
def remove_avatar(request: HttpRequest) -> HttpResponse:
    """Show no picture."""
    return _without(request, avatar=True)


@router.delete("/v1/profile/header", response=responses(CredentialAccount), auth=needs("write:accounts"))
def remove_header(request: HttpRequest) -> HttpResponse:
    """Show no header."""
    return _without(request, header=True)


def _without(request: HttpRequest, *, avatar: bool = False, header: bool = False) -> HttpResponse:
    account = login(request).account
    if account is None:
        raise Missing
    actions.update_profile(account, remove_avatar=avatar, remove_header=header)
    return _credentials(request)
