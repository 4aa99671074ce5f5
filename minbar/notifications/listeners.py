"""Who is told of what, after it happened."""

from typing import Protocol

from minbar.accounts.events import (
    AccountCreated,
    Blocked,
    Followed,
    FollowRequestAccepted,
    FollowRequested,
    FollowRequestRejected,
    Unfollowed,
)
from minbar.accounts.models import Follow, FollowRequest, Role, User
from minbar.notifications.delivery import forget, notify
from minbar.notifications.models import Notification
from minbar.posts.events import (
    BoostUndone,
    FavouriteUndone,
    PollEnded,
    PostBoosted,
    PostEdited,
    PostFavourited,
    PostPublished,
)
from minbar.posts.models import Audience, Favourite, Mention, Post, PostState, Vote

Kind = Notification.Kind


class ReportMade(Protocol):
    """``ethics.events.Reported``: ethics stands above, so it is known here by its shape."""

    @property
    def report_id(self) -> int: ...
    @property
    def reporter_id(self) -> int | None: ...


def tell_follow(event: Followed) -> None:
    if Follow.objects.filter(source=event.follower_id, target=event.followed_id).exists():
        notify([event.followed_id], Kind.FOLLOW, event.follower_id)


def forget_follow(event: Unfollowed) -> None:
    forget(Kind.FOLLOW, event.follower_id, recipient_id=event.followed_id)


def tell_follow_request(event: FollowRequested) -> None:
    if FollowRequest.objects.filter(source=event.follower_id, target=event.followed_id).exists():
        notify([event.followed_id], Kind.FOLLOW_REQUEST, event.follower_id)


def forget_follow_request(event: FollowRequestAccepted | FollowRequestRejected) -> None:
    forget(Kind.FOLLOW_REQUEST, event.follower_id, recipient_id=event.followed_id)


def forget_blocked(event: Blocked) -> None:
    Notification.objects.filter(recipient=event.source_id, actor=event.target_id).delete()
    Notification.objects.filter(recipient=event.target_id, actor=event.source_id).delete()


def tell_of_post(event: PostPublished) -> None:
    """Whom it mentions, whom it answers, and who wants to hear of each post of its author."""
    post = _published(event.post_id)
    if post is None:
        return
    addressed = _addressed(post)
    notify(addressed, Kind.MENTION, post.author_id, post)
    own = post.reply_to_account_id in (None, post.author_id)
    if own and post.audience not in (Audience.DIRECT, Audience.GROUP):
        watchers = Follow.objects.filter(target=post.author_id, notify=True).exclude(source__in=addressed)
        notify(watchers.values_list("source_id", flat=True), Kind.STATUS, post.author_id, post)


def tell_of_edit(event: PostEdited) -> None:
    """Whoever boosted it, since it now says something else under their name; and whom it newly mentions."""
    post = _published(event.post_id)
    if post is None:
        return
    notify(_addressed(post), Kind.MENTION, post.author_id, post)
    forget(Kind.UPDATE, post.author_id, post_id=post.pk)
    boosters = Post.objects.filter(boost_of=post.pk, state=PostState.PUBLISHED)
    notify(boosters.values_list("author_id", flat=True), Kind.UPDATE, post.author_id, post)


def _published(post_id: int) -> Post | None:
    return Post.objects.filter(pk=post_id, state=PostState.PUBLISHED).first()


def _addressed(post: Post) -> set[int]:
    people = set(Mention.objects.filter(post=post.pk).values_list("account_id", flat=True))
    return people | ({post.reply_to_account_id} if post.reply_to_account_id is not None else set())


def tell_of_boost(event: PostBoosted) -> None:
    boost = _published(event.post_id)
    post = _published(event.boosted_id)
    if boost is not None and post is not None:
        notify([event.author_id], Kind.BOOST, boost.author_id, post)


def forget_boost(event: BoostUndone) -> None:
    """Who took it back is not said: whoever is told of a boost that is no more."""
    boosters = Post.objects.filter(boost_of=event.boosted_id).values("author_id")
    Notification.objects.filter(kind=Kind.BOOST, post=event.boosted_id).exclude(actor__in=boosters).delete()


def tell_of_favourite(event: PostFavourited) -> None:
    post = _published(event.post_id)
    if post is not None and Favourite.objects.filter(post=post.pk, account=event.account_id).exists():
        notify([event.author_id], Kind.FAVOURITE, event.account_id, post)


def forget_favourite(event: FavouriteUndone) -> None:
    forget(Kind.FAVOURITE, event.account_id, recipient_id=event.author_id, post_id=event.post_id)


def tell_poll_ended(event: PollEnded) -> None:
    """Its author, and everybody who voted."""
    post = _published(event.post_id)
    if post is None:
        return
    voters = Vote.objects.filter(poll=event.poll_id).values_list("account_id", flat=True).distinct()
    notify(voters, Kind.POLL, post.author_id, post)
    tell_author_of_poll(post)


def tell_author_of_poll(post: Post) -> None:
    """The author is told by their own name, which ``notify`` leaves out for everything else."""
    if post.local:
        Notification.objects.bulk_create(
            [Notification(recipient_id=post.author_id, kind=Kind.POLL, actor_id=post.author_id, post=post)],
            ignore_conflicts=True,
        )


def _moderators() -> list[int]:
    people = User.objects.filter(role__in=(Role.MODERATOR, Role.ADMIN), is_active=True, account__isnull=False)
    return [id for id in people.values_list("account_id", flat=True) if id is not None]


def tell_sign_up(event: AccountCreated) -> None:
    if User.objects.filter(account=event.account_id, role=Role.MEMBER).exists():
        notify(_moderators(), Kind.SIGN_UP, event.account_id)


def tell_of_report(event: ReportMade) -> None:
    if event.reporter_id is not None:
        notify(_moderators(), Kind.REPORT, event.reporter_id, report_id=event.report_id)
