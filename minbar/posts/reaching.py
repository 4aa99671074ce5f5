"""Reading the post an action is about, as it stands now: the caller's copy may be a page old."""

from minbar.accounts.models import Account
from minbar.core.errors import Missing
from minbar.posts.models import Post, PostState


def reach(actor: Account, post: Post) -> Post:
    """The post, or for a boost the post inside; `Missing` unless it is published and the actor may see it."""
    wanted = post.boost_of_id or post.pk
    found = Post.objects.visible_to(actor).published().select_related("author").filter(pk=wanted).first()
    if found is None:
        raise Missing()
    return found


def own(author: Account, post: Post, *states: str) -> Post:
    """The author's own post, locked until the transaction ends; `Missing` if it is not theirs or is in none
    of the states (without any: published or held).
    """
    wanted = states or (PostState.PUBLISHED, PostState.HELD)
    mine = Post.objects.select_for_update(of=("self",)).select_related("article")
    found = mine.filter(pk=post.pk, author=author, state__in=wanted).first()
    if found is None:
        raise Missing()
    found.author = author
    return found
