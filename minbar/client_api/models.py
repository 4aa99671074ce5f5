from django.db import models

from minbar.accounts.models import Account
from minbar.posts.models import Post


class PreparedAccount(models.Model):
    """An account's API JSON, rendered once a change. No row: the account may not be seen (suspended)."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()


class PreparedPost(models.Model):
    """A post's API JSON without its author, counts and the reader's own flags, which are joined on reading.

    No row: the post may not be seen (held, removed, hidden). A boost has a row of its own whose
    ``boost_of_id`` says which prepared post goes inside it.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="+")
    author_id = models.BigIntegerField()
    boost_of_id = models.BigIntegerField(null=True)
    body = models.BinaryField()
    replies = models.PositiveIntegerField(default=0)
    boosts = models.PositiveIntegerField(default=0)
    favourites = models.PositiveIntegerField(default=0)
