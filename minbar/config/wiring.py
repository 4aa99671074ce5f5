"""Which event makes whom react: in the action's own transaction (``within``), or after it (``after``), by the
worker.
"""

from minbar.accounts import events as accounts
from minbar.client_api import listeners as client_api
from minbar.core.events import register
from minbar.ethics import events as ethics
from minbar.media import events as media
from minbar.notifications import listeners as notifications
from minbar.posts import events as posts
from minbar.posts import listeners as post_listeners
from minbar.timelines import listeners as timelines


def connect() -> None:
    """Register every reaction; called once when Django has loaded the apps."""
    _accounts()
    _posts()
    _media()
    register(ethics.Reported, after=[notifications.tell_of_report])


def _accounts() -> None:
    register(accounts.AccountCreated, within=[client_api.prepare_account], after=[notifications.tell_sign_up])
    register(accounts.AccountChanged, within=[client_api.prepare_account])
    register(accounts.AccountStateChanged, within=[client_api.prepare_account])
    register(accounts.Followed, after=[timelines.fill_on_follow, notifications.tell_follow])
    register(accounts.Unfollowed, after=[timelines.clear_on_unfollow, notifications.forget_follow])
    register(accounts.FollowRequested, after=[notifications.tell_follow_request])
    register(accounts.FollowRequestAccepted, after=[notifications.forget_follow_request])
    register(accounts.FollowRequestRejected, after=[notifications.forget_follow_request])
    register(
        accounts.Blocked,
        within=[timelines.clear_on_block],
        after=[notifications.forget_blocked],
    )


def _posts() -> None:
    register(
        posts.PostPublished,
        within=[client_api.prepare_post, timelines.enter_own_home],
        after=[timelines.fan_out, notifications.tell_of_post],
    )
    register(posts.PostHeld, within=[client_api.withdraw_post])
    register(posts.PostEdited, within=[client_api.prepare_post], after=[notifications.tell_of_edit])
    register(posts.PostHidden, within=[client_api.withdraw_post], after=[timelines.remove_from_homes])
    register(posts.PostRemoved, within=[client_api.withdraw_post])
    register(
        posts.PostRestored,
        within=[client_api.prepare_post, timelines.enter_own_home],
        after=[timelines.fan_out],
    )
    register(posts.PostReinstated, within=[client_api.prepare_post], after=[timelines.fan_out])
    register(
        posts.PostBoosted,
        within=[client_api.prepare_boost],
        after=[timelines.fan_out, notifications.tell_of_boost],
    )
    register(
        posts.BoostUndone,
        within=[client_api.withdraw_boost],
        after=[notifications.forget_boost],
    )
    register(
        posts.PostFavourited,
        within=[client_api.count_favourites],
        after=[notifications.tell_of_favourite],
    )
    register(
        posts.FavouriteUndone,
        within=[client_api.count_favourites],
        after=[notifications.forget_favourite],
    )
    register(posts.PostsPurged, within=[client_api.forget_purged])
    register(posts.PollVoted, within=[client_api.prepare_poll])
    register(posts.PollChanged, within=[client_api.prepare_poll])
    register(posts.PollEnded, within=[client_api.prepare_poll], after=[notifications.tell_poll_ended])


def _media() -> None:
    showing = [post_listeners.render_articles_showing, client_api.prepare_what_shows]
    register(media.MediumReady, within=showing)
    register(media.MediumFailed, within=[client_api.prepare_what_shows])
    register(media.MediumDescribed, within=showing)
