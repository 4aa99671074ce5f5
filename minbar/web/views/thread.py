"""A post or an article with the conversation around it."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from minbar.accounts.models import User
from minbar.core.ids import parse_id
from minbar.posts.models import Post, PostKind
from minbar.posts.queries import boosted_by, favourited_by, post_history, thread
from minbar.posts.rules import may_reply
from minbar.web.access import viewer_of
from minbar.web.cards import Card, make_cards
from minbar.web.composing import composer
from minbar.web.finding import post_or_404
from minbar.web.pending import pending_text
from minbar.web.templatetags.paths import post_path

_PLAYERS = re.compile(r'data-embed="(https://[^/"]+)/')
#: Branches this deep start folded.
OPEN_DEPTH = 4


def _branches(root: Post, cards: Sequence[Card], newest_first: bool) -> list[Card]:
    """The replies as a tree under ``root``; a reply whose parent is not shown hangs on the root."""
    by_id = {card.post.pk: card for card in cards}
    top: list[Card] = []
    for card in cards:
        parent = by_id.get(card.post.reply_to_id or 0)
        (parent.replies if parent is not None else top).append(card)
    top.sort(key=lambda card: card.post.pk, reverse=newest_first)
    _fold(top, 1)
    return top


def _fold(cards: Sequence[Card], depth: int) -> None:
    for card in cards:
        card.open = depth < OPEN_DEPTH
        _fold(card.replies, depth + 1)


def show(request: HttpRequest, handle: str, id: int) -> HttpResponse:
    """The thread page; an article has its own look, with the comments below."""
    post = post_or_404(request, handle, id)
    viewer = viewer_of(request)
    before, after = thread(post, viewer)
    cards = make_cards([*before, post, *after], viewer, request.user)
    for card in cards:
        card.in_thread = True
    main = cards[len(before)]
    newest_first = request.GET.get("order") == "newest"
    user = request.user if isinstance(request.user, User) else None
    context: dict[str, Any] = {
        "main": main,
        "post": post,
        "ancestors": cards[: len(before)],
        "branches": _branches(post, cards[len(before) + 1 :], newest_first),
        "newest_first": newest_first,
        "replies_total": len(after),
        "composer": None,
        "language_of_page": post.language,
    }
    if viewer is None or may_reply(viewer, post):
        form = pending_text(request, post)
        context["composer"] = composer(user, form=form, reply_to=post, next=post_path(post))
    if post.kind != PostKind.ARTICLE:
        return render(request, "posts/thread.html", context)
    answer = render(request, "posts/article.html", context)
    # The page may frame the players of its own videos (once pressed), and no others.
    players = sorted(set(_PLAYERS.findall(post.article.html)))
    if players:
        answer._csp_update = {"frame-src": players}  # type: ignore[attr-defined]  # what django-csp reads
    return answer


def history(request: HttpRequest, handle: str, id: int) -> HttpResponse:
    """All versions of a post, oldest first, so that an edit hides nothing."""
    post = post_or_404(request, handle, id)
    return render(request, "posts/history.html", {"post": post, "versions": post_history(post)})


def people(request: HttpRequest, handle: str, id: int, what: str) -> HttpResponse:
    """Who favourited or boosted a post."""
    post = post_or_404(request, handle, id)
    found = {"favourites": favourited_by, "boosts": boosted_by}[what](post, viewer_of(request))
    return render(request, "posts/people.html", {"post": post, "accounts": found, "what": what})


def by_id(request: HttpRequest, id: str) -> HttpResponse:
    """A post's short address, used where only its id is known."""
    number = parse_id(id)
    if number is None:
        raise Http404
    post = Post.objects.visible_to(viewer_of(request)).select_related("author").filter(pk=number).first()
    if post is None:
        raise Http404
    return redirect(post_path(post))
