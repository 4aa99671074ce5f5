from minbar.accounts.models import Account
from minbar.posts.models import Poll, Post, Vote


def poll_seen_by(poll_id: int, viewer: Account | None) -> Poll | None:
    """The poll with its options, if the viewer may see its post."""
    seen = Post.objects.visible_to(viewer)
    polls = Poll.objects.select_related("post").prefetch_related("options")
    return polls.filter(pk=poll_id, post__in=seen).first()


def choices_of(voter: Account, poll: Poll) -> list[int]:
    """The positions that the account chose; empty before it voted."""
    votes = Vote.objects.filter(poll=poll, account=voter)
    return list(votes.order_by("option__position").values_list("option__position", flat=True))
