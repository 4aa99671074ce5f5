from django.db import models

from minbar.accounts.models import Account
from minbar.core.fields import IdField
from minbar.posts.models import Post


class HomeEntry(models.Model):
    """One post (or boost) in one member's home timeline, in reading order (owner, newest post first)."""

    id = IdField()
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "post"], name="timelines_entry_once")]
