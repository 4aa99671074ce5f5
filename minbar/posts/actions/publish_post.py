from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts.mentioning import people_mentioned, rendered
from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Missing, Refused
from minbar.core.events import emit
from minbar.core.gates import Gate, ask
from minbar.core.ids import new_id
from minbar.core.text.render import tidy
from minbar.media.models import Medium
from minbar.posts import fresh
from minbar.posts.content import check_may_write, check_text, media_of
from minbar.posts.counting import count_publication
from minbar.posts.events import PostHeld, PostPublished
from minbar.posts.inserting import insert
from minbar.posts.limits import CHOOSABLE, MOST_MEDIA
from minbar.posts.models import (
    Attachment,
    IdempotencyKey,
    Mention,
    Post,
    PostKind,
    PostState,
    PostTag,
)
from minbar.posts.poll_draft import PollDraft, checked_options
from minbar.posts.polling import write_poll
from minbar.posts.tagging import attach_tags


def publish_post(
    author: Account,
    *,
    text: str = "",
    audience: str = "public",
    warning: str = "",
    sensitive: bool = False,
    language: str = "",
    reply_to: Post | None = None,
    media: Sequence[Medium | int] = (),
    poll: PollDraft | None = None,
    idempotency_key: str | None = None,
    application: tuple[str, str] | None = None,
    created_at: datetime | None = None,
) -> Post:
    """Write a post or a comment (``reply_to``) and return it, with its parts loaded.

    ``media`` are media or their ids. ``application`` is the name and website of the app it was written with.
    The same ``idempotency_key`` answers with the post it made before. ``created_at`` is for imports and the
    demo: the id then sorts at that time. The post may come back held (``state``) when a gate wants a person
    to look at it first. Raises `Invalid` for what cannot be published, `Missing` for a reply to what the
    author may not see, `Refused` when they may not write or a gate says no.
    """
    check_may_write(author)
    text, warning = check_text(text, warning, may_be_empty=bool(media))
    if audience not in CHOOSABLE:
        raise Invalid(_("There is no such audience."), "visibility")
    if media and poll:
        raise Invalid(_("A post has either pictures or a poll."), "media_ids")
    options = checked_options(poll) if poll else []
    moment = created_at or timezone.now()
    post = Post(
        pk=new_id(created_at),
        author=author,
        audience=audience,
        warning=warning,
        sensitive=sensitive or bool(warning),
        language=language or author.language,
        created_at=moment,
    )
    if application:
        post.application, post.application_website = tidy(application[0])[:255], tidy(application[1])[:2000]
    # Before the transaction, which on SQLite keeps every other writer waiting until it ends.
    people = people_mentioned(text)
    found = rendered(text, post.language, people)
    post.text, post.html = found.plain, found.html
    with transaction.atomic():
        if idempotency_key and (made := _already_made(author, idempotency_key, post)):
            return made
        _place(post, author, reply_to)
        shown = media_of(author, media, MOST_MEDIA)
        write_new(post)
        write_parts(
            post,
            people=[people[key] for key in found.mentions],
            tags=found.tags,
            media=shown,
        )
        fresh.fill_none(post, "article", "poll")
        if poll:
            write_poll(post, poll, options, starts_at=moment)
        announce(post)
    return post


def address(post: Post, author: Account) -> None:
    post.uri = f"{settings.BASE_URL}/users/{author.username}/posts/{post.pk}"
    post.url = f"{settings.BASE_URL}/@{author.username}/{post.pk}"


def _already_made(author: Account, key: str, post: Post) -> Post | None:
    """Claim the key for the post; where it is taken, the post that took it, waited for if need be."""
    table = IdempotencyKey._meta.db_table
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, account_id, key, post_id, created_at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (account_id, key) DO NOTHING",
            (new_id(), author.pk, key[:128], post.pk, moment),
        )
        if cursor.rowcount:
            return None
    return Post.objects.with_everything().get(
        pk__in=IdempotencyKey.objects.filter(account=author, key=key[:128]).values("post")
    )


def _place(post: Post, author: Account, reply_to: Post | None) -> None:
    """Give the post its addresses and its place in a conversation."""
    address(post, author)
    if reply_to is None:
        post.thread_id = post.pk
        return
    parent_id = reply_to.boost_of_id or reply_to.pk
    parent = Post.objects.visible_to(author).filter(pk=parent_id).first()
    if parent is None:
        raise Missing(_("The post you are replying to is not there."))
    if parent.state != PostState.PUBLISHED:
        raise Refused(_("This post cannot be replied to yet."))
    post.reply_to, post.thread_id, post.reply_to_account_id = parent, parent.thread_id, parent.author_id


def write_new(post: Post) -> None:
    """Ask the gate, then write the row and count it."""
    verdict = ask(Gate.PUBLISH, post.author, post)
    if verdict.outcome == "refuse":
        raise Refused(verdict.reason)
    if verdict.outcome == "hold":
        post.state = PostState.HELD
    if not count_publication(post):
        raise Refused(_("Your account may not publish or react at present."))
    insert(post)


def write_parts(
    post: Post,
    *,
    people: Iterable[Account],
    tags: list[tuple[str, str]],
    media: Iterable[Medium],
    names: Mapping[int, str] | None = None,
) -> None:
    """Mentions, tags and attachments of a new post; one that has none costs no query."""
    mentions = [Mention(post=post, account=account) for account in people]
    attachments = [
        Attachment(post=post, medium=medium, position=position, name=(names or {}).get(medium.pk, ""))
        for position, medium in enumerate(media)
    ]
    tagged: list[PostTag] = attach_tags(post, tags)
    if mentions:
        Mention.objects.bulk_create(mentions)
    if attachments:
        Attachment.objects.bulk_create(attachments)
        Medium.objects.filter(pk__in=[row.medium_id for row in attachments]).update(attached=True)
    fresh.fill(post, mentions=mentions, attachments=attachments, tags=tagged)


def announce(post: Post) -> None:
    """Tell those who react; for as long as they do, the post is at hand (``fresh.recall``)."""
    with fresh.at_hand(post):
        if post.state == PostState.HELD:
            emit(PostHeld(post.pk, post.author_id))
        elif post.kind != PostKind.BOOST:
            emit(PostPublished(post.pk, post.author_id))
