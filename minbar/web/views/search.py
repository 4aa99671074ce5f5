"""Finding people and hashtags."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minbar.accounts.queries import directory, relationships, search_accounts
from minbar.core.paging import Page
from minbar.timelines.queries import search_tags, tags_in_use
from minbar.web.access import viewer_of

LONGEST = 200


def show(request: HttpRequest) -> HttpResponse:
    """Results for ``q``; without it, people who wish to be found."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    viewer = viewer_of(request)
    if text:
        people = [] if text.startswith("#") else search_accounts(text, viewer, limit=20)
        tags = [] if text.startswith("@") else search_tags(text.lstrip("#"), limit=20)
    else:
        people, tags = directory(Page(limit=20)), tags_in_use()
    relations = relationships(viewer, [person.pk for person in people]) if viewer else {}
    context = {
        "here": "search",
        "q": text,
        "rows": [(person, relations.get(person.pk)) for person in people],
        "tags": tags,
    }
    return render(request, "search/search.html", context)
