from minbar.posts.models.article import Article, Draft
from minbar.posts.models.choices import Audience, PostKind, PostState
from minbar.posts.models.mention import Mention
from minbar.posts.models.poll import Poll, PollOption, Vote
from minbar.posts.models.post import Attachment, Post, PostVersion
from minbar.posts.models.reactions import Bookmark, Favourite, IdempotencyKey, MutedThread, Pin
from minbar.posts.models.tag import PostTag, Tag

__all__ = [
    "Article",
    "Attachment",
    "Audience",
    "Bookmark",
    "Draft",
    "Favourite",
    "IdempotencyKey",
    "Mention",
    "MutedThread",
    "Pin",
    "Poll",
    "PollOption",
    "Post",
    "PostKind",
    "PostState",
    "PostTag",
    "PostVersion",
    "Tag",
    "Vote",
]
