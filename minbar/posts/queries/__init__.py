from minbar.posts.queries.history import Redraft, drafts_of, post_history, redraft_of, restorable_posts
from minbar.posts.queries.polls import choices_of, poll_seen_by
from minbar.posts.queries.post import post_with_everything
from minbar.posts.queries.profile import pinned_posts, profile_posts, profile_rows
from minbar.posts.queries.reactions import (
    bookmarks_of,
    boosted_by,
    boosts_of,
    favourited_by,
    favourites_of,
    favourites_on,
)
from minbar.posts.queries.tags import spellings_of, tag_by_name
from minbar.posts.queries.thread import Branch, Thread, thread, thread_shape

__all__ = [
    "Branch",
    "Redraft",
    "Thread",
    "bookmarks_of",
    "boosted_by",
    "boosts_of",
    "choices_of",
    "drafts_of",
    "favourited_by",
    "favourites_of",
    "favourites_on",
    "pinned_posts",
    "poll_seen_by",
    "post_history",
    "post_with_everything",
    "profile_posts",
    "profile_rows",
    "redraft_of",
    "restorable_posts",
    "spellings_of",
    "tag_by_name",
    "thread",
    "thread_shape",
]
