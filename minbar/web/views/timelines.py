"""Home, this server, all servers, hashtags, bookmarks and favourites."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.ids import parse_id
from minbar.core.paging import Page
from minbar.posts.queries import bookmarks_of, favourites_of, spellings_of, tag_by_name
from minbar.timelines import queries
from minbar.web.access import member_of, members_only, user_of, viewer_of
from minbar.web.cards import Card, load_cards
from minbar.web.composing import composer
from minbar.web.paging import links, page_of

#: More than this is "many" to somebody who reads.
MOST_NEW = 40


def show(request: HttpRequest, ids: Sequence[int], page: Page, context: dict[str, Any]) -> HttpResponse:
    """A page with a list of posts: ``context`` has here, title and the empty state's words."""
    cards = load_cards(ids, viewer_of(request), request.user)
    return render(
        request, "timelines/timeline.html", {"cards": cards, **links(request, page, ids), **context}
    )


@members_only
def home(request: HttpRequest) -> HttpResponse:
    page = page_of(request)
    account = member_of(request)
    ids = queries.home_timeline(account, page)
    return show(
        request,
        ids,
        page,
        {
            "here": "home",
            "title": _("Home"),
            "composer": composer(user_of(request)) if page == Page() else None,
            "count_url": reverse("new_posts", args=["home"]),
            "empty_title": _("Your home is still quiet"),
            "empty_text": _(
                "Follow people, and what they write comes here. This server's posts are a start."
            ),
            "empty_url": reverse("local"),
            "empty_action": _("See who is writing here"),
        },
    )


def local(request: HttpRequest) -> HttpResponse:
    page = page_of(request)
    return show(
        request,
        queries.local_timeline(viewer_of(request), page),
        page,
        {
            "here": "local",
            "title": _("This server"),
            "subtitle": _("Everything public that members of this server write"),
            "count_url": reverse("new_posts", args=["local"]),
            "empty_title": _("Nobody has written here yet"),
            "empty_text": _("The first post is yours."),
            "empty_url": reverse("compose"),
            "empty_action": _("Write a post"),
        },
    )


def public(request: HttpRequest) -> HttpResponse:
    page = page_of(request)
    return show(
        request,
        queries.public_timeline(viewer_of(request), page),
        page,
        {
            "here": "public",
            "title": _("All servers"),
            "subtitle": _("Public posts from here and from the servers this one knows"),
            "count_url": reverse("new_posts", args=["public"]),
            "empty_title": _("Nothing has arrived yet"),
            "empty_text": _("Public posts of this and other servers will be listed here."),
            "empty_url": reverse("local"),
            "empty_action": _("See this server"),
        },
    )


def tag(request: HttpRequest, name: str) -> HttpResponse:
    page = page_of(request)
    found = tag_by_name(name)
    ids = queries.tag_timeline(found.name, viewer_of(request), page) if found is not None else []
    return show(
        request,
        ids,
        page,
        {
            "here": "search",
            "title": f"#{found.display if found is not None else name}",
            "spellings": spellings_of(found) if found is not None else [],
            "empty_title": _("No post has this hashtag"),
            "empty_text": _(
                "Spellings that differ only in marks and letter forms count as the same hashtag."
            ),
            "empty_url": reverse("compose") + f"?tag={name}",
            "empty_action": _("Write the first"),
        },
    )


def _marked(
    request: HttpRequest, query: Callable[[Account, Page], Sequence[tuple[int, int]]], context: dict[str, Any]
) -> HttpResponse:
    page = page_of(request)
    rows = query(member_of(request), page)
    cards: list[Card] = load_cards([post for _row, post in rows], viewer_of(request), request.user)
    return render(
        request,
        "timelines/timeline.html",
        {"cards": cards, **links(request, page, [row for row, _post in rows]), **context},
    )


@members_only
def bookmarks(request: HttpRequest) -> HttpResponse:
    return _marked(
        request,
        bookmarks_of,
        {
            "here": "bookmarks",
            "title": _("Bookmarks"),
            "subtitle": _("Only you see what you keep here"),
            "empty_title": _("No bookmarks yet"),
            "empty_text": _("Press the bookmark under a post to find it again here."),
            "empty_url": reverse("local"),
            "empty_action": _("Find something to keep"),
        },
    )


@members_only
def favourites(request: HttpRequest) -> HttpResponse:
    return _marked(
        request,
        favourites_of,
        {
            "here": "favourites",
            "title": _("Favourites"),
            "empty_title": _("No favourites yet"),
            "empty_text": _("Press the star under a post to tell its author that you like it."),
            "empty_url": reverse("local"),
            "empty_action": _("Read what people write"),
        },
    )


def new_posts(request: HttpRequest, timeline: str) -> HttpResponseBase:
    """``{"count": n}``: how many posts came after ``since_id``, asked by open pages now and then."""
    since = parse_id(request.GET.get("since_id"))
    viewer = viewer_of(request)
    page = Page(limit=MOST_NEW, since_id=since or 0)
    if timeline == "home" and viewer is not None:
        ids = queries.home_timeline(viewer, page)
    elif timeline == "local":
        ids = queries.local_timeline(viewer, page)
    elif timeline == "public":
        ids = queries.public_timeline(viewer, page)
    else:
        raise Http404
    return JsonResponse({"count": len(ids)})
