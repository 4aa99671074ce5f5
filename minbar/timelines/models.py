from django.db import models


class HomeEntry(models.Model):
    """One post or boost in one member's home timeline.

    The only index is the key (owner, post), which is the order of reading and all that a page of it needs;
    with two b-trees to write and no foreign keys to check, fan-out costs what it must. Rows that point at what is
    gone do no harm: a timeline shows only posts that are still prepared, and `housekeeping` sweeps.
    """

    pk = models.CompositePrimaryKey("owner_id", "post_id")
    #: Account of this server.
    owner_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    #: What the post boosts; 0 when it is no boost.
    boosted_id = models.BigIntegerField(default=0)


class MergedAuthor(models.Model):
    """An account with so many followers here that its posts are not written to each home, but read from its own."""

    account_id = models.BigIntegerField(primary_key=True)
