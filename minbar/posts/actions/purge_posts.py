from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from minbar.accounts.models import Account
from minbar.core.events import emit
from minbar.media.models import Medium
from minbar.posts.events import PostsPurged
from minbar.posts.models import Article, Attachment, IdempotencyKey, Post, PostState

_BATCH = 50


def purge_posts(hidden_before: datetime) -> int:
    """Delete for good some posts that their authors deleted before that moment; how many.

    Their media are no longer attached, so that the sweep of media takes them, unless something else shows
    them.
    """
    with transaction.atomic():
        due = Post.objects.select_for_update().filter(state=PostState.HIDDEN, hidden_at__lt=hidden_before)
        ids = [post.pk for post in due.order_by("hidden_at")[:_BATCH]]
        if not ids:
            return 0
        boosters = Counter(Post.objects.filter(boost_of__in=ids).values_list("author_id", flat=True))
        for account_id, boosts in sorted(boosters.items()):
            Account.objects.filter(pk=account_id).update(posts_count=Greatest(F("posts_count") - boosts, 0))
        media = set(Attachment.objects.filter(post__in=ids).values_list("medium_id", flat=True))
        media |= set(Article.objects.filter(post__in=ids).values_list("cover_id", flat=True)) - {None}
        replies = list(Post.objects.filter(reply_to__in=ids).exclude(pk__in=ids).values_list("pk", flat=True))
        Post.objects.filter(pk__in=ids).delete()
        _let_go(media)
        emit(PostsPurged(ids, replies, sorted(boosters)))
    return len(ids)


def _let_go(media: set[int]) -> None:
    kept = set(Attachment.objects.filter(medium__in=media).values_list("medium_id", flat=True))
    kept |= set(Article.objects.filter(cover__in=media).values_list("cover_id", flat=True))
    faces = Account.objects.filter(Q(avatar__in=media) | Q(header__in=media))
    for avatar, header in faces.values_list("avatar_id", "header_id"):
        kept |= {avatar, header}
    Medium.objects.filter(pk__in=media - kept).update(attached=False)


def forget_keys(older_than: datetime) -> int:
    """Forget idempotency keys that no client will repeat any more; how many."""
    return IdempotencyKey.objects.filter(created_at__lt=older_than).delete()[0]
