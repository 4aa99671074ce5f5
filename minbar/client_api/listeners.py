"""What must be prepared anew in the transaction of a change; docs/prepared-bytes.md is the table of it."""

from django.db.models import Q

from minbar.accounts.events import AccountChanged, AccountCreated, AccountStateChanged
from minbar.accounts.models import Account
from minbar.client_api import prepared
from minbar.media.events import MediumDescribed, MediumReady
from minbar.posts import fresh
from minbar.posts.events import (
    BoostUndone,
    FavouriteUndone,
    PollEnded,
    PollVoted,
    PostBoosted,
    PostEdited,
    PostFavourited,
    PostHeld,
    PostHidden,
    PostPublished,
    PostReinstated,
    PostRemoved,
    PostRestored,
    PostsPurged,
)
from minbar.posts.models import Post


def prepare_account(event: AccountCreated | AccountChanged | AccountStateChanged) -> None:
    prepared.prepare_account(event.account_id)


def prepare_post(event: PostPublished | PostEdited | PostRestored | PostReinstated) -> None:
    """The post itself, and the counts of its author and of what it replies to."""
    prepared.prepare_post(event.post_id)
    _count_around(event.post_id)


def withdraw_post(event: PostHidden | PostRemoved | PostHeld) -> None:
    prepared.withdraw_post(event.post_id)
    _count_around(event.post_id)


def _count_around(post_id: int) -> None:
    post = fresh.recall(post_id) or Post.objects.only("author", "reply_to").filter(pk=post_id).first()
    if post is None:
        return
    prepared.count_account(post.author_id)
    if post.reply_to_id is not None:
        prepared.count_post(post.reply_to_id)


def prepare_boost(event: PostBoosted) -> None:
    prepared.prepare_boost(event.post_id)
    prepared.count_post(event.boosted_id)
    _count_around(event.post_id)


def withdraw_boost(event: BoostUndone) -> None:
    prepared.withdraw_post(event.boost_id)
    prepared.count_post(event.boosted_id)
    _count_around(event.boost_id)


def count_favourites(event: PostFavourited | FavouriteUndone) -> None:
    prepared.count_post(event.post_id)


def prepare_poll(event: PollVoted | PollEnded) -> None:
    prepared.prepare_poll(event.post_id)


def forget_purged(event: PostsPurged) -> None:
    """Their own bytes went with them; what answered them answers nothing now."""
    for post_id in event.reply_ids:
        prepared.prepare_post(post_id)
    for account_id in event.account_ids:
        prepared.count_account(account_id)


def prepare_what_shows(event: MediumReady | MediumDescribed) -> None:
    """A picture's address, description or focus changed: so do the posts and profiles that show it."""
    shown = Q(attachments__medium=event.medium_id) | Q(article__cover=event.medium_id)
    for post_id in Post.objects.filter(shown).values_list("pk", flat=True).distinct():
        prepared.prepare_post(post_id)
    faces = Account.objects.filter(Q(avatar=event.medium_id) | Q(header=event.medium_id))
    for account_id in faces.values_list("pk", flat=True):
        prepared.prepare_account(account_id)
