from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from minbar.client_api.api import api
from minbar.client_api.docs import docs
from minbar.security.views.authorize import AuthorizePage, native
from minbar.security.views.metadata import server_metadata
from minbar.security.views.token import revoke, token
from minbar.web.views.apps import apps
from minbar.web.views.sessions import sessions

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs", docs, name="api_docs"),
    path("api/", api.urls),
    path("auth/", include("minbar.security.urls")),
    path("auth/", include("allauth.urls")),
    path("oauth/authorize", AuthorizePage.as_view(), name="oauth_authorize"),
    path("oauth/authorize/native", native, name="oauth_native"),
    path("oauth/token", token, name="oauth_token"),
    path("oauth/revoke", revoke, name="oauth_revoke"),
    path("settings/sessions", sessions, name="settings_sessions"),
    path("settings/apps", apps, name="settings_apps"),
    path(".well-known/oauth-authorization-server", server_metadata, name="oauth_metadata"),
]
urlpatterns.append(path("", include("minbar.web.urls")))
handler400 = "minbar.web.views.errors.bad_request"
handler403 = "minbar.web.views.errors.forbidden"
handler404 = "minbar.web.views.errors.missing"
handler500 = "minbar.web.views.errors.failed"
if settings.MINBAR_BENCH:
    urlpatterns.insert(0, path("bench/", include("minbar.config.floor")))
