"""Sign-up through an app: an account, a letter to confirm the address, and the app's token for it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from minbar.accounts.actions import create_account
from minbar.accounts.models import User
from minbar.accounts.names import LONGEST, RESERVED, check_username
from minbar.core.errors import Invalid, Refused
from minbar.security.letters import send_confirmation
from minbar.security.models import Application
from minbar.security.oauth.tokens import issue_token

Details = dict[str, list[dict[str, str]]]


class SignUpRejected(Invalid):
    """422 with Mastodon's ``details``: field -> what is wrong with it, as a code and in words."""

    def __init__(self, details: Details) -> None:
        words = [f"{name.capitalize()} {one['description']}" for name in details for one in details[name]]
        super().__init__(_("Validation failed: %(reason)s") % {"reason": ", ".join(words)})
        self.details = details


class _Findings:
    def __init__(self) -> None:
        self.details: Details = {}

    def add(self, name: str, code: str, words: str) -> None:
        self.details.setdefault(name, []).append({"error": code, "description": words})


def sign_up(application: Application, scope: str, given: dict[str, Any]) -> str:
    """Make the account and give a token of the app's own scopes. Raises SignUpRejected or Refused."""
    if settings.REGISTRATIONS == "closed":
        raise Refused(_("This action is not allowed"))
    texts = {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    password = given.get("password") if isinstance(given.get("password"), str) else ""
    findings = _Findings()
    _check_name(findings, texts.get("username", ""))
    _check_address(findings, texts.get("email", ""))
    _check_password(findings, str(password), texts)
    if str(given.get("agreement", "")).lower() not in ("true", "1", "on", "t", "yes"):
        findings.add("agreement", "ERR_ACCEPTED", _("must be accepted"))
    if settings.REGISTRATIONS == "approval" and not texts.get("reason"):
        findings.add("reason", "ERR_BLANK", _("can't be blank"))
    if findings.details:
        raise SignUpRejected(findings.details)
    with transaction.atomic():
        user = _create(texts, str(password))
        EmailAddress.objects.create(
            user=user, email=user.email, primary=True, verified=not settings.CONFIRM_EMAIL
        )
        token = issue_token(user, application, scope)
    if settings.CONFIRM_EMAIL:
        send_confirmation(user)
    return token


def _create(texts: dict[str, str], password: str) -> User:
    known = {code for code, _name in settings.LANGUAGES}
    locale = texts.get("locale", "")[:2].lower()
    try:
        return create_account(
            texts["username"],
            email=texts["email"],
            password=password,
            approved=settings.REGISTRATIONS == "open",
            reason=texts.get("reason", "")[:1000],
            locale=locale if locale in known else settings.LANGUAGE_CODE,
        )
    except Invalid as error:
        # Another sign-up took it since we looked.
        name = error.field or "username"
        raise SignUpRejected({name: [{"error": "ERR_TAKEN", "description": str(error)}]}) from error


def _check_name(findings: _Findings, name: str) -> None:
    if not name:
        findings.add("username", "ERR_BLANK", _("can't be blank"))
        return
    try:
        check_username(name)
    except Invalid as error:
        too_long, reserved = len(name) > LONGEST, name.lower() in RESERVED
        code = "ERR_TOO_LONG" if too_long else "ERR_RESERVED" if reserved else "ERR_INVALID"
        findings.add("username", code, str(error))
        return
    if User.objects.filter(username__iexact=name).exists():
        findings.add("username", "ERR_TAKEN", _("has already been taken"))


def _check_address(findings: _Findings, address: str) -> None:
    if not address:
        findings.add("email", "ERR_BLANK", _("can't be blank"))
        return
    try:
        validate_email(address)
    except ValidationError:
        findings.add("email", "ERR_INVALID", _("is invalid"))
        return
    if (
        User.objects.filter(email__iexact=address).exists()
        or EmailAddress.objects.filter(email__iexact=address).exists()
    ):
        findings.add("email", "ERR_TAKEN", _("has already been taken"))


def _check_password(findings: _Findings, password: str, texts: dict[str, str]) -> None:
    if not password:
        findings.add("password", "ERR_BLANK", _("can't be blank"))
        return
    person = User(username=texts.get("username", ""), email=texts.get("email", ""))
    try:
        validate_password(password, person)
    except ValidationError as error:
        for one in error.error_list:
            code = "ERR_TOO_SHORT" if one.code == "password_too_short" else "ERR_INVALID"
            findings.add("password", code, " ".join(one.messages))
