from django.db import transaction

from minbar.core.errors import Missing
from minbar.core.events import emit
from minbar.posts.counting import count_appearance, count_disappearance
from minbar.posts.events import PostPublished, PostReinstated, PostRemoved
from minbar.posts.models import Post, PostState


def _locked(post: Post, *states: str) -> Post:
    found = Post.objects.select_for_update().filter(pk=post.pk, state__in=states).first()
    if found is None:
        raise Missing()
    return found


def _become(post: Post, target: Post, state: str) -> None:
    target.state = post.state = state
    target.save(update_fields=["state"])


def remove_post(post: Post) -> None:
    """Take a post down; the decision, its reasons and who took it are the caller's to record."""
    with transaction.atomic():
        target = _locked(post, PostState.PUBLISHED, PostState.HELD, PostState.HIDDEN)
        if target.state == PostState.PUBLISHED:
            count_disappearance(target)
        _become(post, target, PostState.REMOVED)
        emit(PostRemoved(target.pk))


def reinstate_post(post: Post) -> None:
    """Reverse a removal. What its author had deleted meanwhile or before stays deleted."""
    with transaction.atomic():
        target = _locked(post, PostState.REMOVED)
        if target.hidden_at is not None:
            _become(post, target, PostState.HIDDEN)
            return
        _become(post, target, PostState.PUBLISHED)
        count_appearance(target)
        emit(PostReinstated(target.pk))


def release_post(post: Post) -> None:
    """Let through a post that was held."""
    with transaction.atomic():
        target = _locked(post, PostState.HELD)
        _become(post, target, PostState.PUBLISHED)
        count_appearance(target)
        emit(PostPublished(target.pk, target.author_id))
