"""The forms of sign-up and of keys, on top of allauth's."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, SignupWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minbar.accounts.names import LONGEST, SHORTEST


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail address")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "ltr"


class SignUpForm(SignupForm):
    """With a password, or (allauth passes ``by_passkey``) without one for a passkey."""

    display_name = forms.CharField(label=_("Name"), max_length=100, required=False)
    reason = forms.CharField(
        label=_("Why do you want to join?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreement = forms.BooleanField(
        label=_("I have read the rules and keep to them"),
        error_messages={"required": _("Please agree to the rules to go on.")},
    )

    field_order = ("username", "display_name", "email", "password1", "reason", "agreement")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.REGISTRATIONS != "approval":
            del self.fields["reason"]
        username = self.fields["username"]
        username.label = _("Username")
        username.help_text = _("English letters, digits and underscores. It cannot be changed later.")
        username.widget.attrs.update(
            minlength=SHORTEST, maxlength=LONGEST, autocapitalize="none", spellcheck="false"
        )
        self.fields["email"].label = _("E-mail address")
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("username", "email", "password1"):
                field.widget.attrs["dir"] = "ltr"


class FirstKeyForm(SignupWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class AddKeyForm(AddWebAuthnForm):
    """A further key; it opens the door alone unless its owner unticks that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        if "passwordless" in self.fields:
            self.fields["passwordless"].initial = True
