"""What a post said before and after each edit. A post that was never edited has no version."""

from datetime import datetime

from django.utils import timezone

from minbar.posts.models import Article, Attachment, PollOption, Post, PostVersion


def version_of(post: Post, at: datetime) -> PostVersion:
    """What the stored post says, not saved."""
    attachments = Attachment.objects.filter(post=post).select_related("medium")
    article = Article.objects.filter(post=post).first()
    return PostVersion(
        post=post,
        created_at=at,
        title=article.title if article else "",
        # Of an article the words themselves count, not the short form that other apps are shown.
        text=article.source if article else post.text,
        html=article.html if article else post.html,
        warning=post.warning,
        sensitive=post.sensitive,
        media=[{"medium": str(row.medium_id), "description": row.medium.description} for row in attachments],
        poll=list(PollOption.objects.filter(poll__post=post).values_list("title", flat=True)),
    )


def keep_original(post: Post) -> None:
    """Before the first edit, and before anything is changed: write down what was published."""
    if not PostVersion.objects.filter(post=post).exists():
        version_of(post, post.created_at).save(force_insert=True)


def keep_edit(post: Post) -> None:
    """After an edit: write down what the post says now."""
    version_of(post, post.edited_at or timezone.now()).save(force_insert=True)
