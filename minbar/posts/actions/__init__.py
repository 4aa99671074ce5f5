from minbar.posts.actions.bookmark_post import bookmark_post, undo_bookmark
from minbar.posts.actions.boost_post import boost_post, undo_boost
from minbar.posts.actions.delete_post import delete_post, restore_post
from minbar.posts.actions.edit_article import edit_article
from minbar.posts.actions.edit_post import edit_post
from minbar.posts.actions.end_poll import end_polls
from minbar.posts.actions.favourite_post import favourite_post, undo_favourite
from minbar.posts.actions.mute_thread import mute_thread, unmute_thread
from minbar.posts.actions.pin_post import pin_post, unpin_post
from minbar.posts.actions.publish_article import publish_article
from minbar.posts.actions.publish_post import publish_post
from minbar.posts.actions.purge_posts import forget_keys, purge_posts
from minbar.posts.actions.remove_post import reinstate_post, release_post, remove_post
from minbar.posts.actions.save_draft import discard_draft, save_draft
from minbar.posts.actions.vote import vote
from minbar.posts.article_text import media_by_name
from minbar.posts.poll_draft import PollDraft

__all__ = [
    "PollDraft",
    "bookmark_post",
    "boost_post",
    "delete_post",
    "discard_draft",
    "edit_article",
    "edit_post",
    "end_polls",
    "favourite_post",
    "forget_keys",
    "media_by_name",
    "mute_thread",
    "pin_post",
    "publish_article",
    "publish_post",
    "purge_posts",
    "reinstate_post",
    "release_post",
    "remove_post",
    "restore_post",
    "save_draft",
    "undo_bookmark",
    "undo_boost",
    "undo_favourite",
    "unmute_thread",
    "unpin_post",
    "vote",
]
