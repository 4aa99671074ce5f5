"""The landing page, what the server says of itself, and the small switches of every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST

from minbar.accounts.actions import update_preferences
from minbar.accounts.actions.update_profile import THEMES
from minbar.accounts.models import Account, Role, User
from minbar.accounts.queries import directory
from minbar.core.paging import Page
from minbar.ethics.code import RULES
from minbar.posts.limits import MOST_MEDIA
from minbar.timelines.queries import latest_articles, local_timeline
from minbar.web.access import go_on, viewer_of
from minbar.web.cards import load_cards
from minbar.web.views.timelines import home

YEAR = 60 * 60 * 24 * 365


def landing(request: HttpRequest) -> HttpResponseBase:
    """For visitors what this place is; for members their home."""
    if viewer_of(request) is not None:
        return home(request)
    context = {
        "here": "landing",
        "cards": load_cards(local_timeline(None, Page(limit=5)), None),
        "articles": load_cards(latest_articles(None, limit=3), None),
        "people": directory(Page(limit=4)),
        "rules": RULES[:4],
    }
    return render(request, "front/landing.html", context)


def about(request: HttpRequest) -> HttpResponse:
    env = settings.ENV
    staff = Account.objects.filter(user__role__in=(Role.MODERATOR, Role.ADMIN), state="active")
    context = {
        "here": "about",
        "rules": RULES,
        "staff": staff.select_related("avatar").order_by("pk")[:20],
        "members": Account.objects.local().filter(state="active").count(),
        "limits": {"characters": env.max_post_length, "media": MOST_MEDIA},
    }
    return render(request, "front/about.html", context)


def shortcuts(request: HttpRequest) -> HttpResponse:
    return render(request, "front/shortcuts.html")


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember the colours: on the member's account, or in a visitor's cookie."""
    chosen = request.POST.get("theme", "")
    answer = go_on(request, "/")
    if chosen in THEMES:
        if isinstance(request.user, User):
            update_preferences(request.user, theme=chosen)
        answer.set_cookie("minbar_theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    return answer


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the pages, likewise."""
    chosen = request.POST.get("language", "")
    answer = go_on(request, "/")
    if chosen in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            update_preferences(request.user, locale=chosen)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE
        )
        translation.activate(chosen)
    return answer


def health(request: HttpRequest) -> HttpResponse:
    """For a supervisor: answers when the server and its database do."""
    Account.objects.filter(pk=0).exists()
    return JsonResponse({"status": "OK"})
