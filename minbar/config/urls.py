from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("auth/", include("allauth.urls")),
]
if settings.MINBAR_BENCH:
    urlpatterns.insert(0, path("bench/", include("minbar.config.floor")))
