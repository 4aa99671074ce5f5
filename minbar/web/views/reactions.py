"""The buttons under a post."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from minbar.accounts.models import Account
from minbar.core.errors import MinbarError
from minbar.posts import actions
from minbar.posts.models import Post
from minbar.web.access import go_on, member_of, members_only
from minbar.web.cards import make_cards
from minbar.web.finding import post_or_404
from minbar.web.templatetags.paths import post_path

Deed = Callable[[Account, Post], object]

DEEDS: dict[str, Deed] = {
    "favourite": actions.favourite_post,
    "unfavourite": actions.undo_favourite,
    "boost": actions.boost_post,
    "unboost": actions.undo_boost,
    "bookmark": actions.bookmark_post,
    "unbookmark": actions.undo_bookmark,
    "pin": actions.pin_post,
    "unpin": actions.unpin_post,
    "mute-thread": actions.mute_thread,
    "unmute-thread": actions.unmute_thread,
}


@require_POST
@members_only
def react(request: HttpRequest, handle: str, id: int, deed: str) -> HttpResponseBase:
    """Do one of the deeds; htmx gets the row of buttons back, a plain form goes back to where it was."""
    post = post_or_404(request, handle, id)
    account = member_of(request)
    try:
        DEEDS[deed](account, post)
    except MinbarError as error:
        return _refused(request, post, error)
    return _answer(request, post, "components/post_actions.html")


@require_POST
@members_only
def vote(request: HttpRequest, handle: str, id: int) -> HttpResponseBase:
    post = post_or_404(request, handle, id)
    choices = [int(choice) for choice in request.POST.getlist("choices") if choice.isdecimal()]
    try:
        actions.vote(member_of(request), post.poll, choices)
    except (MinbarError, Post.poll.RelatedObjectDoesNotExist) as error:
        return _refused(request, post, error)
    return _answer(request, post, "components/poll.html")


def _answer(request: HttpRequest, post: Post, template: str) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return go_on(request, post_path(post))
    fresh = Post.objects.with_everything().get(pk=post.pk)
    (card,) = make_cards([fresh], member_of(request), request.user)
    context = {"card": card, "post": fresh, "poll": getattr(fresh, "poll", None)}
    return render(request, template, context)


def _refused(request: HttpRequest, post: Post, error: Exception) -> HttpResponse:
    if getattr(request, "htmx", False):
        status = getattr(error, "status", 422)
        return HttpResponse(str(error), status=status, content_type="text/plain; charset=utf-8")
    messages.error(request, str(error))
    return go_on(request, post_path(post))
