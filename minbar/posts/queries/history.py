from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from minbar.accounts.models import Account
from minbar.media.models import Medium
from minbar.posts.limits import UNDO
from minbar.posts.models import Draft, Post, PostState, PostVersion
from minbar.posts.versions import version_of


@dataclass(frozen=True, slots=True)
class Redraft:
    """What "delete and redraft" starts from; the media may be attached to the new post."""

    text: str
    warning: str
    sensitive: bool
    language: str
    audience: str
    reply_to_id: int | None
    media: Sequence[Medium]
    poll_options: Sequence[str]
    poll_multiple: bool
    poll_hide_totals: bool


def redraft_of(post: Post) -> Redraft:
    """The post must have been loaded ``with_everything``; it may be deleted already."""
    poll = getattr(post, "poll", None)
    return Redraft(
        text=post.text,
        warning=post.warning,
        sensitive=post.sensitive,
        language=post.language,
        audience=post.audience,
        reply_to_id=post.reply_to_id,
        media=[row.medium for row in post.attachments.all()],
        poll_options=[option.title for option in poll.options.all()] if poll else [],
        poll_multiple=poll.multiple if poll else False,
        poll_hide_totals=poll.hide_totals if poll else False,
    )


def post_history(post: Post) -> list[PostVersion]:
    """All that the post said, oldest first; of one never edited, what it says (not a stored row)."""
    return list(PostVersion.objects.filter(post=post)) or [version_of(post, post.created_at)]


def drafts_of(account: Account) -> QuerySet[Draft]:
    """What the account is still writing, newest first."""
    return Draft.objects.filter(account=account).select_related("post").order_by("-updated_at")


def restorable_posts(account: Account) -> QuerySet[Post]:
    """What the account deleted and may still restore, last deleted first."""
    since = timezone.now() - UNDO
    mine = Post.objects.filter(author=account, state=PostState.HIDDEN, hidden_at__gt=since)
    return mine.with_everything().order_by("-hidden_at")
