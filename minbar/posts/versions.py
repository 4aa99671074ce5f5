"""What a post said before and after each edit. A post that was never edited has no version."""

from typing import Any

from django.utils import timezone

from minbar.posts.models import Article, Attachment, PollOption, Post, PostVersion


def _parts(post: Post) -> dict[str, Any]:
    attachments = Attachment.objects.filter(post=post).select_related("medium")
    article = Article.objects.filter(post=post).first()
    return {
        "title": article.title if article else "",
        # Of an article the words themselves count, not the short form that other apps are shown.
        "text": article.source if article else post.text,
        "html": article.html if article else post.html,
        "warning": post.warning,
        "sensitive": post.sensitive,
        "media": [
            {"medium": str(row.medium_id), "description": row.medium.description} for row in attachments
        ],
        "poll": list(PollOption.objects.filter(poll__post=post).values_list("title", flat=True)),
    }


def keep_original(post: Post) -> None:
    """Before the first edit: write down what was published."""
    if not PostVersion.objects.filter(post=post).exists():
        PostVersion.objects.create(post=post, created_at=post.created_at, **_parts(post))


def keep_edit(post: Post) -> None:
    """After an edit: write down what the post says now."""
    PostVersion.objects.create(post=post, created_at=post.edited_at or timezone.now(), **_parts(post))
