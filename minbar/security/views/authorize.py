"""The page on which a member lets an app act for them."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from oauth2_provider.views import AuthorizationView

from minbar.security.models import Application
from minbar.security.oauth.register import OUT_OF_BAND


class AuthorizePage(AuthorizationView):
    """GET asks, POST answers. Signed out, one goes through sign-in (or sign-up) and comes back here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and request.GET.get("force_login", "").lower() in ("true", "1"):
            # The app wants another person to be able to sign in; without the word, or it would never end.
            query = request.GET.copy()
            del query["force_login"]
            if request.user.is_authenticated:
                logout(request)
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        # Chrome holds the redirect that follows the form to form-action too, so the app's address joins it.
        target = _source(str(context.get("redirect_uri") or ""))
        if target:
            response._csp_update = {"form-action": [target]}  # type: ignore[attr-defined]  # django-csp's hook
        return response

    def redirect(self, redirect_to: str, application: Application | None) -> HttpResponseBase:
        if redirect_to.startswith(OUT_OF_BAND):
            answer = {name: values[0] for name, values in parse_qs(urlsplit(redirect_to).query).items()}
            return HttpResponseRedirect(f"{reverse('oauth_native')}?{urlencode(answer)}")
        return super().redirect(redirect_to, application)


def _source(uri: str) -> str:
    parts = urlsplit(uri)
    if parts.scheme in ("http", "https"):
        return f"{parts.scheme}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme and uri != OUT_OF_BAND else ""


@never_cache
def native(request: HttpRequest) -> HttpResponse:
    """/oauth/authorize/native: the code to carry to the app by hand, or that access was denied."""
    code = request.GET.get("code", "")
    status = 200 if code else 400
    return render(request, "oauth2_provider/native.html", {"code": code[:200]}, status=status)
