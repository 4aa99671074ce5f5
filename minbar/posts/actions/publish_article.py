from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.mentioning import people_mentioned
from minbar.accounts.models import Account
from minbar.core.errors import Invalid
from minbar.core.ids import new_id
from minbar.core.text.render import tidy
from minbar.media.models import Medium
from minbar.posts import fresh
from minbar.posts.actions.publish_post import address, announce, write_new, write_parts
from minbar.posts.article_text import fill_in, rendered_article
from minbar.posts.content import check_may_write, media_of
from minbar.posts.limits import CHOOSABLE, LONGEST_ARTICLE, LONGEST_SUMMARY, LONGEST_TITLE, MOST_ARTICLE_MEDIA
from minbar.posts.models import Article, Audience, Post, PostKind


def publish_article(
    author: Account,
    *,
    title: str,
    source: str,
    summary: str = "",
    language: str = "",
    audience: str = "public",
    media: Mapping[str, Medium] | None = None,
    cover: Medium | None = None,
    created_at: datetime | None = None,
) -> Post:
    """Write an article in Markdown; ``media`` by the names its text calls them (``media:name``).

    Returns its post, whose ``article`` is the long form. Errors as ``publish_post``.
    """
    check_may_write(author)
    title, source, summary = check_article(title, source, summary)
    if audience not in CHOOSABLE or audience == Audience.DIRECT:
        raise Invalid(_("There is no such audience."), "visibility")
    post = Post(
        pk=new_id(created_at),
        author=author,
        kind=PostKind.ARTICLE,
        audience=audience,
        language=language or author.language,
        created_at=created_at or timezone.now(),
    )
    post.thread_id = post.pk
    address(post, author)
    with transaction.atomic():
        shown, cover = article_media(author, media or {}, cover)
        people = people_mentioned(source)
        found = rendered_article(source, post.language, shown, people)
        article = Article(post=post, title=title, summary=summary, source=source, cover=cover)
        fill_in(post, article, found)
        write_new(post)
        article.save(force_insert=True)
        write_parts(
            post,
            people=[people[key] for key in found.mentions],
            tags=found.tags,
            media={medium.pk: medium for medium in shown.values()}.values(),
            names={medium.pk: name for name, medium in shown.items()},
        )
        attach_cover(cover)
        fresh.fill_none(post, "poll")
        announce(post)
    return post


def check_article(title: str, source: str, summary: str) -> tuple[str, str, str]:
    """(title, source, summary) as they will be kept."""
    title, summary = " ".join(tidy(title).split()), " ".join(tidy(summary).split())
    source = tidy(source)
    if not title:
        raise Invalid(_("An article needs a title."), "title")
    if len(title) > LONGEST_TITLE:
        raise Invalid(_("A title has at most %(most)d characters.") % {"most": LONGEST_TITLE}, "title")
    if len(summary) > LONGEST_SUMMARY:
        raise Invalid(_("A summary has at most %(most)d characters.") % {"most": LONGEST_SUMMARY}, "summary")
    if not source:
        raise Invalid(_("The article has no text yet."), "source")
    if len(source) > LONGEST_ARTICLE:
        raise Invalid(_("An article has at most %(most)d characters.") % {"most": LONGEST_ARTICLE}, "source")
    return title, source, summary


def article_media(
    author: Account, media: Mapping[str, Medium], cover: Medium | None
) -> tuple[dict[str, Medium], Medium | None]:
    """The media by name and the cover, freshly read and found to be the author's own."""
    fresh_media = {medium.pk: medium for medium in media_of(author, list(media.values()), MOST_ARTICLE_MEDIA)}
    named: dict[str, Medium] = {}
    for name, medium in media.items():
        named[name[:100]] = fresh_media[medium.pk]
    if cover is not None and cover.pk not in fresh_media:
        (cover,) = media_of(author, [cover], 1)
    return named, fresh_media.get(cover.pk, cover) if cover is not None else None


def attach_cover(cover: Medium | None) -> None:
    if cover is not None:
        Medium.objects.filter(pk=cover.pk).update(attached=True)
