from django.db import models
from django.utils import timezone

from minbar.core.fields import IdField
from minbar.posts.models.post import Post


class Tag(models.Model):
    """A hashtag; every spelling that folds to ``name`` is the same tag."""

    id = IdField()
    name = models.CharField(max_length=150, unique=True)
    #: The spelling first seen, shown where no other is at hand.
    display = models.CharField(max_length=150)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.display


class PostTag(models.Model):
    id = IdField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tags", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: As typed in this post.
    display = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "tag"], name="posts_tag_once")]
        indexes = [models.Index(fields=["tag", "-post"], name="posts_tagged")]
