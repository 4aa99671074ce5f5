"""The post and the account that an address names, if the reader may see them."""

from django.http import Http404, HttpRequest

from minbar.accounts.models import Account, AccountState
from minbar.accounts.queries import account_by_handle
from minbar.ethics.rules import may_moderate
from minbar.posts.models import Post, PostState
from minbar.web.access import user_of, viewer_of


def account_or_404(handle: str) -> Account:
    """By the handle in the address; suspended accounts are not there."""
    account = account_by_handle(handle)
    if account is None or account.state == AccountState.SUSPENDED:
        raise Http404
    return account


def post_or_404(request: HttpRequest, handle: str, id: int) -> Post:
    """With everything it takes to show it; a boost's address does not lead anywhere.

    A removed post is still there for its author, who is told of it, and for the moderators.
    """
    viewer = viewer_of(request)
    posts = Post.objects.with_everything().filter(pk=id, boost_of__isnull=True)
    post = posts.visible_to(viewer).first()
    if post is None and viewer is not None:
        removed = posts.filter(state=PostState.REMOVED)
        post = removed.first() if may_moderate(user_of(request)) else removed.filter(author=viewer).first()
    if post is None or post.author.handle.lower() != handle.lower():
        raise Http404
    return post


def own_post_or_404(request: HttpRequest, handle: str, id: int) -> Post:
    """A post of the reader's own, also one that they deleted and may restore."""
    account = viewer_of(request)
    post = Post.objects.with_everything().filter(pk=id, author=account, boost_of__isnull=True).first()
    if account is None or post is None or account.handle.lower() != handle.lower():
        raise Http404
    return post
