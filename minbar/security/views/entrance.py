"""The steps of sign-up and sign-in that allauth does not have, or that we hold a little tighter."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import LoginView, SignupByPasskeyView, SignupView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from minbar.core.errors import Invalid
from minbar.security.letters import read_key
from minbar.security.rate import limited


class _Careful:
    """A name or an address taken by somebody else while the form was on its way is an error on the form."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # allauth's view
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
            response = self.form_invalid(form)  # type: ignore[attr-defined]  # allauth's view
        return response


class SignUpPage(_Careful, SignupView):
    pass


class PasskeySignUpPage(_Careful, SignupByPasskeyView):
    pass


sign_up = SignUpPage.as_view()
sign_up_by_passkey = PasskeySignUpPage.as_view()
sign_in = limited("sign_in")(LoginView.as_view())


@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """Where a sign-up ends that a moderator has to approve."""
    return render(request, "account/waiting.html")


@never_cache
def confirm_link(request: HttpRequest, key: str) -> HttpResponse:
    """GET shows a button, POST confirms: programs that read letters follow links, but press nothing."""
    found = read_key(key)
    address: Any = found and EmailAddress.objects.filter(user_id=found[0], email__iexact=found[1]).first()
    done = False
    if address and request.method == "POST":
        EmailAddress.objects.filter(pk=address.pk).update(verified=True)
        done = True
    context = {"address": address, "done": done}
    return render(request, "account/confirm_link.html", context, status=200 if address else 404)
