"""What allauth asks us: who may sign up and in, how an account is made, what is kept of an address."""

import hashlib
from ipaddress import IPv6Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from minbar.accounts import actions
from minbar.accounts.models import User
from minbar.accounts.names import check_username
from minbar.core.errors import Invalid, TooMany
from minbar.security import rate
from minbar.security.address import veiled
from minbar.security.standing import standing_of


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.REGISTRATIONS != "closed")

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        return not settings.CONFIRM_EMAIL or super().is_email_verified(request, email)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        try:
            name = check_username(username)
        except Invalid as error:
            raise forms.ValidationError(str(error)) from error
        return str(super().clean_username(name, shallow))

    def save_user(self, request: HttpRequest, user: User, form: forms.Form, commit: bool = True) -> User:
        """The login and the account together, by the one action that makes accounts."""
        data = form.cleaned_data
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        try:
            return actions.create_account(
                data["username"],
                email=data["email"],
                password=data.get("password1"),
                display_name=data.get("display_name", ""),
                approved=settings.REGISTRATIONS == "open",
                reason=data.get("reason", ""),
                locale=language,
            )
        except Invalid as error:
            # Somebody else took the name between the check and now.
            form.add_error(error.field if error.field in form.fields else None, str(error))
            raise

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failed sign-ins are counted by name over all processes; allauth's own limit knows one process."""
        super().pre_authenticate(request, **credentials)
        name = str(credentials.get("email") or credentials.get("username") or "").lower()
        try:
            rate.check_name(hashlib.sha256(name.encode()).hexdigest()[:32])
        except TooMany as error:
            raise self.validation_error("too_many_login_attempts") from error

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if standing_of(user) == "suspended":
            clear_login(request)
            return self.respond_user_inactive(request, user)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """The last step. A sign-up that waits for a moderator comes this far (address, passkey) and stops."""
        if standing_of(user) == "pending":
            clear_login(request)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_waiting")))
        super().login(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters are signed with the community's name, not with the host the request came by."""
        ours = {"current_site": {"name": settings.ENV.server_name, "address": settings.BASE_URL}}
        super().send_mail(template_prefix, email, context | ours)

    def get_login_stages(self) -> list[str]:
        ours = {
            "allauth.account.stages.EmailVerificationStage": "minbar.security.stages.ConfirmEmailStage",
        }
        return [ours.get(path, path) for path in super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        """A hash in the shape of a private IPv6 address: allauth counts by it and stores it with sessions."""
        return str(IPv6Address(bytes([0xFD]) + bytes.fromhex(veiled(request))[:12] + bytes(3)))


class SecondFactorAdapter(DefaultMFAAdapter):
    def _get_user_identifier(self, user: User) -> str:
        # In a list of keys and one-time codes the handle says more than an address does.
        return f"{user.get_username()}@{settings.LOCAL_DOMAIN}"

    def _get_site_name(self) -> str:
        return str(settings.ENV.server_name)
