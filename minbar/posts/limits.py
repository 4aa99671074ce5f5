"""How much of everything; the doors tell clients these numbers too."""

from datetime import timedelta
from typing import Final

from minbar.posts.models import Audience

#: What a person may choose for a post.
CHOOSABLE: Final = (
    Audience.PUBLIC,
    Audience.UNLISTED,
    Audience.FOLLOWERS,
    Audience.DIRECT,
    Audience.LOCAL,
)
#: What a person may choose for a boost.
BOOSTABLE: Final = (Audience.PUBLIC, Audience.UNLISTED, Audience.FOLLOWERS, Audience.LOCAL)

MOST_MEDIA: Final = 4
MOST_ARTICLE_MEDIA: Final = 40
MOST_TAGS: Final = 50
MOST_PINS: Final = 5
MOST_DRAFTS: Final = 100
#: Bytes of a draft's JSON.
LARGEST_DRAFT: Final = 1_000_000
LONGEST_WARNING: Final = 500
LONGEST_TITLE: Final = 200
LONGEST_SUMMARY: Final = 500
LONGEST_ARTICLE: Final = 200_000

FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 6
LONGEST_OPTION: Final = 100
SHORTEST_POLL: Final = timedelta(minutes=5)
LONGEST_POLL: Final = timedelta(days=31)

#: How long a deleted post can be restored.
UNDO: Final = timedelta(hours=24)
#: How long a retried request is answered with the post it already made.
KEYS_KEPT: Final = timedelta(hours=24)
