"""An account's page, its followers, and what one member does about another."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from minbar.accounts import actions, queries
from minbar.accounts.models import Account
from minbar.core.errors import MinbarError
from minbar.posts.queries import pinned_posts, profile_posts
from minbar.web.access import go_on, member_of, members_only, viewer_of
from minbar.web.cards import load_cards
from minbar.web.finding import account_or_404
from minbar.web.paging import links, page_of
from minbar.web.templatetags.paths import profile_path

TABS = ("posts", "articles", "replies", "media")


def _relation(viewer: Account | None, account: Account) -> queries.Relationship | None:
    if viewer is None or viewer.pk == account.pk:
        return None
    return queries.relationships(viewer, [account.pk])[account.pk]


def _tabs(account: Account, current: str) -> list[dict[str, Any]]:
    path = profile_path(account)
    labels = {
        "posts": pgettext("tab", "Posts"),
        "articles": pgettext("tab", "Articles"),
        "replies": pgettext("tab", "Posts and replies"),
        "media": pgettext("tab", "Pictures"),
    }
    return [
        {"url": path if tab == "posts" else f"{path}/{tab}", "label": labels[tab], "current": tab == current}
        for tab in TABS
    ]


def show(request: HttpRequest, handle: str, tab: str = "posts") -> HttpResponse:
    account = account_or_404(handle)
    viewer = viewer_of(request)
    page = page_of(request)
    ids = profile_posts(account, viewer, tab, page)
    first = tab == "posts" and page.max_id is None and page.min_id is None
    pinned = load_cards(pinned_posts(account, viewer), viewer, request.user) if first else []
    for card in pinned:
        card.show_pin = True
    own = viewer is not None and viewer.pk == account.pk
    context = {
        "account": account,
        "relation": _relation(viewer, account),
        "own": own,
        "here": "profile" if own else "",
        "tab": tab,
        "tabs": _tabs(account, tab),
        "pinned": pinned,
        "cards": load_cards(ids, viewer, request.user),
        **links(request, page, ids),
    }
    return render(request, "profile/profile.html", context)


def followers(request: HttpRequest, handle: str) -> HttpResponse:
    return _people(request, handle, "followers")


def following(request: HttpRequest, handle: str) -> HttpResponse:
    return _people(request, handle, "following")


def _people(request: HttpRequest, handle: str, what: str) -> HttpResponse:
    account = account_or_404(handle)
    viewer = viewer_of(request)
    own = viewer is not None and viewer.pk == account.pk
    if account.hide_collections and not own:
        raise Http404
    page = page_of(request, default=40)
    if what == "followers":
        edges = queries.followers(account, page)
        people = [edge.source for edge in edges]
    else:
        edges = queries.following(account, page)
        people = [edge.target for edge in edges]
    relations = queries.relationships(viewer, [person.pk for person in people]) if viewer else {}
    context = {
        "account": account,
        "what": what,
        "rows": [(person, relations.get(person.pk)) for person in people],
        **links(request, page, [edge.pk for edge in edges]),
    }
    return render(request, "profile/people.html", context)


@require_POST
@members_only
def act(request: HttpRequest, handle: str, deed: str) -> HttpResponseBase:
    """Follow, unfollow, block and so on; htmx gets the follow button back."""
    account, target = member_of(request), account_or_404(handle)
    deeds = {
        "follow": lambda: actions.follow(account, target),
        "unfollow": lambda: actions.unfollow(account, target),
        "block": lambda: actions.block(account, target),
        "unblock": lambda: actions.unblock(account, target),
        "unmute": lambda: actions.unmute(account, target),
        "remove-follower": lambda: actions.remove_follower(account, target),
        "accept": lambda: actions.accept_follow_request(account, target),
        "reject": lambda: actions.reject_follow_request(account, target),
    }
    try:
        deeds[deed]()
    except MinbarError as error:
        messages.error(request, str(error))
        return go_on(request, profile_path(target))
    if getattr(request, "htmx", False):
        fresh = account_or_404(handle)
        context = {"account": fresh, "relation": _relation(account, fresh)}
        return render(request, "components/follow_button.html", context)
    return go_on(request, profile_path(target))


@members_only
def mute(request: HttpRequest, handle: str) -> HttpResponseBase:
    """Ask for how long, then mute."""
    account, target = member_of(request), account_or_404(handle)
    if request.method != "POST":
        return render(request, "profile/mute.html", {"account": target})
    seconds = request.POST.get("duration", "0")
    length = timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 10 else timedelta()
    quiet = request.POST.get("notifications") == "1"
    try:
        actions.mute(account, target, notifications=quiet, duration=length or None)
    except MinbarError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Muted. You can undo it on their page."))
    return redirect(profile_path(target))


@members_only
def note(request: HttpRequest, handle: str) -> HttpResponseBase:
    """A remark about somebody that only its writer sees."""
    account, target = member_of(request), account_or_404(handle)
    relation = _relation(account, target)
    text, wrong = relation.note if relation is not None else "", ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            actions.write_note(account, target, text)
        except MinbarError as error:
            wrong = str(error)
        else:
            return redirect(profile_path(target))
    return render(
        request,
        "profile/note.html",
        {"account": target, "text": text, "wrong": wrong},
        status=422 if wrong else 200,
    )
