from django.db import models

from minbar.accounts.models import Account
from minbar.posts.models import Post


class PreparedAccount(models.Model):
    """An account's API JSON but its counts, rendered once a change, open at its end for the counts.

    No row: the account may not be seen (suspended).
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    #: A moderator limited it: it is shown unasked only to its followers.
    limited = models.BooleanField(default=False)
    #: ``"followers_count":1,…,"last_status_at":null``
    counts = models.BinaryField()
    body = models.BinaryField()


class PreparedPost(models.Model):
    """A post's API JSON without its author, counts, poll and the reader's own flags, joined on reading.

    No row: the post may not be seen (held, removed, hidden). A boost has a row of its own whose
    ``boost_of_id`` says which prepared post goes inside it. The small columns stand before the bytes, so that
    SQLite reads them without walking through a long body.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="+")
    author_id = models.BigIntegerField()
    boost_of_id = models.BigIntegerField(null=True)
    thread_id = models.BigIntegerField()
    #: ``"replies_count":0,"reblogs_count":0,"favourites_count":0``
    counts = models.BinaryField()
    #: When the poll ends, in unix milliseconds; null without a poll, 0 for one that does not end.
    poll_ends = models.BigIntegerField(null=True)
    poll = models.BinaryField(null=True)
    body = models.BinaryField()
