from django.db import models


class Audience(models.TextChoices):
    PUBLIC = "public"
    #: Anyone with the link; not in public timelines or search.
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    #: Only the people it mentions.
    DIRECT = "direct"
    #: Only members of this server who are signed in.
    LOCAL = "local"
    #: Only the members of the group it was posted to.
    GROUP = "group"


class PostState(models.TextChoices):
    PUBLISHED = "published"
    #: Waits for a person to look at it; only its author sees it.
    HELD = "held"
    #: Taken down by a moderator; comes back when that is reversed.
    REMOVED = "removed"
    #: Deleted by its author, restorable for a while, then purged.
    HIDDEN = "hidden"


class PostKind(models.TextChoices):
    POST = "post"
    ARTICLE = "article"
    BOOST = "boost"
