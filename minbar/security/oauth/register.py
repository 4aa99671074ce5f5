"""Registering an application."""

import re
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from minbar.core.errors import Invalid
from minbar.security import scopes as scope_tree
from minbar.security.models import Application
from minbar.security.tokens import checksum

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.IGNORECASE)
#: A browser would run or open these in our name.
_FORBIDDEN = {"javascript", "data", "vbscript", "file", "mailto", "blob", "about", "filesystem"}


def _failed(reason: str, field: str) -> Invalid:
    return Invalid(_("Validation failed: %(reason)s") % {"reason": reason}, field)


def _check_uri(uri: str) -> str:
    try:
        parts = urlsplit(uri)
    except ValueError:
        parts = urlsplit("")
    if not _SCHEME.fullmatch(parts.scheme) or len(uri) > 2000:
        raise _failed(_("Redirect URI must be an absolute URI."), "redirect_uris")
    if parts.scheme.lower() in _FORBIDDEN or parts.fragment or "@" in parts.netloc:
        raise _failed(_("Redirect URI is forbidden by the server."), "redirect_uris")
    if parts.scheme in ("http", "https") and not parts.hostname:
        raise _failed(_("Redirect URI must be an absolute URI."), "redirect_uris")
    return uri


def _uris(given: Any) -> list[str]:
    if isinstance(given, list):
        words = [word for uri in given if isinstance(uri, str) for word in uri.split()]
    else:
        words = given.split() if isinstance(given, str) else []
    if not words:
        raise _failed(_("Redirect URI can't be blank"), "redirect_uris")
    return [_check_uri(uri) for uri in words[:30]]


def register_application(
    name: Any, redirect_uris: Any, scopes: Any = "", website: Any = ""
) -> tuple[Application, str]:
    """The application and its secret in the clear, which is shown this once. Raises Invalid."""
    if not isinstance(name, str) or not name.strip():
        raise _failed(_("Application name can't be blank"), "client_name")
    if len(name) > 60:
        raise _failed(_("Application name is too long (maximum is 60 characters)"), "client_name")
    uris = _uris(redirect_uris)
    wanted = scopes if isinstance(scopes, list) else str(scopes or scope_tree.DEFAULT).split()
    if scope_tree.unknown(wanted):
        raise _failed(_("Scopes doesn't match configured on the server."), "scopes")
    site = website.strip() if isinstance(website, str) else ""
    if site and (urlsplit(site).scheme not in ("http", "https") or len(site) > 2000):
        raise _failed(_("Website must be a valid URL"), "website")
    secret = secrets.token_urlsafe(32)
    application = Application.objects.create(
        name=name.strip(),
        website=site,
        scopes=" ".join(dict.fromkeys(wanted)),
        redirect_uris=" ".join(uris),
        client_id=secrets.token_urlsafe(32),
        client_secret=checksum(secret),
        hash_client_secret=False,  # it is a hash already
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
    )
    return application, secret
