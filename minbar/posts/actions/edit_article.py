from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from minbar.accounts.mentioning import people_mentioned
from minbar.accounts.models import Account
from minbar.core.errors import Missing
from minbar.core.events import emit
from minbar.media.models import Medium
from minbar.posts.actions.edit_post import ask_again, replace_parts
from minbar.posts.actions.publish_article import article_media, attach_cover, check_article
from minbar.posts.article_text import fill_in, media_by_name, rendered_article
from minbar.posts.content import check_may_write
from minbar.posts.events import PostEdited, PostHeld
from minbar.posts.models import Article, Attachment, Post
from minbar.posts.reaching import own
from minbar.posts.versions import keep_edit, keep_original


def edit_article(
    author: Account,
    post: Post,
    *,
    title: str,
    source: str,
    summary: str = "",
    language: str = "",
    media: Mapping[str, Medium] | None = None,
    cover: Medium | None = None,
) -> Post:
    """Replace an article by what is given; versions before and after are kept, and nothing happens where
    nothing differs. Errors as ``publish_article``.
    """
    check_may_write(author)
    title, source, summary = check_article(title, source, summary)
    with transaction.atomic():
        target = own(author, post)
        article = Article.objects.filter(post=target).first()
        if article is None:
            raise Missing()
        named, cover = article_media(author, media or {}, cover)
        language = language or target.language
        wanted = (title, summary, source, language, cover.pk if cover else None)
        stands = (article.title, article.summary, article.source, target.language, article.cover_id)
        names = {name: medium.pk for name, medium in named.items()}
        if wanted == stands and names == {n: medium.pk for n, medium in media_by_name(target).items()}:
            return Post.objects.with_everything().get(pk=target.pk)
        keep_original(target)
        people = people_mentioned(source)
        found = rendered_article(source, language, named, people)
        article.title, article.summary, article.source, article.cover = title, summary, source, cover
        target.language, target.edited_at = language, timezone.now()
        fill_in(target, article, found)
        held = ask_again(target)
        target.save(update_fields=["text", "html", "language", "edited_at", "state"])
        article.save()
        replace_parts(target, [people[key] for key in found.mentions], found.tags)
        _replace_media(target, named)
        attach_cover(cover)
        keep_edit(target)
        emit(PostHeld(target.pk, author.pk) if held else PostEdited(target.pk))
    return Post.objects.with_everything().get(pk=target.pk)


def _replace_media(post: Post, named: Mapping[str, Medium]) -> None:
    Attachment.objects.filter(post=post).delete()
    rows = {
        medium.pk: Attachment(post=post, medium=medium, name=name, position=place)
        for place, (name, medium) in enumerate(named.items())
    }
    Attachment.objects.bulk_create(rows.values())
    Medium.objects.filter(pk__in=rows).update(attached=True)
