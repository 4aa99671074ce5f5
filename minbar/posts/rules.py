"""Who may do what with a post they see. Whether they see it is visibility.py's to say."""

from minbar.accounts.models import Account
from minbar.accounts.rules import may_act
from minbar.posts.models import Audience, Post, PostKind, PostState

#: Wider audiences first.
_WIDTH = (Audience.PUBLIC, Audience.UNLISTED, Audience.LOCAL, Audience.FOLLOWERS)


def may_see(viewer: Account | None, post: Post) -> bool:
    """Asks the database, by the same condition as every list."""
    return Post.objects.visible_to(viewer).filter(pk=post.pk).exists()


def may_reply(actor: Account, post: Post) -> bool:
    return may_act(actor) and post.state == PostState.PUBLISHED and post.kind != PostKind.BOOST


def may_favourite(actor: Account, post: Post) -> bool:
    return may_act(actor) and post.state == PostState.PUBLISHED


def may_boost(actor: Account, post: Post) -> bool:
    """What its author keeps among followers only the author may boost, and what is direct nobody."""
    if not may_act(actor) or post.state != PostState.PUBLISHED:
        return False
    if post.audience in (Audience.PUBLIC, Audience.UNLISTED, Audience.LOCAL):
        return True
    return post.audience == Audience.FOLLOWERS and post.author_id == actor.pk


def boost_audience(post: Post, wished: str | None) -> str:
    """The audience of a boost: what was wished, but no wider than that of a local or followers-only post."""
    wish = Audience(wished) if wished else Audience.PUBLIC
    if post.audience in (Audience.LOCAL, Audience.FOLLOWERS):
        return max(wish, Audience(post.audience), key=_WIDTH.index)
    return wish


def may_edit(actor: Account, post: Post) -> bool:
    return may_act(actor) and may_delete(actor, post) and post.kind != PostKind.BOOST


def may_delete(actor: Account, post: Post) -> bool:
    return post.author_id == actor.pk and post.state in (PostState.PUBLISHED, PostState.HELD)


def may_pin(actor: Account, post: Post) -> bool:
    return (
        may_act(actor)
        and post.author_id == actor.pk
        and post.state == PostState.PUBLISHED
        and post.kind != PostKind.BOOST
        and post.audience != Audience.DIRECT
    )
