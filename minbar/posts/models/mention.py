from django.db import models

from minbar.accounts.models import Account
from minbar.core.fields import IdField


class Mention(models.Model):
    """A person named in a post: they are told of it, and may see it whatever its audience."""

    id = IdField()
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="mentions", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="posts_mention_once")]
        indexes = [models.Index(fields=["account", "-post"], name="posts_mentions_of")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.post_id}"
