from typing import Any, NotRequired

from typing_extensions import TypedDict

from minbar.accounts.models import Account as Person
from minbar.client_api.entities.account import VISIBILITY, Account, account_entity
from minbar.client_api.entities.card import PreviewCard, article_card
from minbar.client_api.entities.emoji import CustomEmoji
from minbar.client_api.entities.media import MediaAttachment, media_entity
from minbar.client_api.entities.poll import Poll
from minbar.client_api.entities.values import id_or_none, moment, moment_or_none, tag_address
from minbar.media.models import Medium
from minbar.posts.models import Post, PostKind, PostVersion


class StatusMention(TypedDict):
    id: str
    username: str
    url: str
    acct: str


class StatusTag(TypedDict):
    name: str
    url: str


class StatusApplication(TypedDict):
    name: str
    website: str | None


class QuoteApproval(TypedDict):
    automatic: list[str]
    manual: list[str]
    current_user: str


class FilterResult(TypedDict):
    filter: dict[str, Any]
    keyword_matches: list[str] | None
    status_matches: list[str] | None


class MinbarExtra(TypedDict):
    """What Mastodon's entity has no word for."""

    audience: str
    #: Of an article.
    title: NotRequired[str]
    reading_minutes: NotRequired[int]


class StatusHead(TypedDict):
    """What a post and a boost each have of their own."""

    id: str
    uri: str
    url: str | None
    created_at: str
    edited_at: str | None
    in_reply_to_id: str | None
    in_reply_to_account_id: str | None
    visibility: str


class StatusContent(TypedDict):
    """What a boost repeats of the post inside it. ``sensitive`` is first: ``join.TURN``."""

    sensitive: bool
    spoiler_text: str
    language: str | None
    content: str
    media_attachments: list[MediaAttachment]
    application: NotRequired[StatusApplication]
    mentions: list[StatusMention]
    tags: list[StatusTag]
    emojis: list[CustomEmoji]
    card: PreviewCard | None
    quote: None
    quote_approval: QuoteApproval
    quotes_count: int
    minbar: MinbarExtra


class Status(StatusHead, StatusContent):
    replies_count: int
    reblogs_count: int
    favourites_count: int
    poll: Poll | None
    account: Account
    favourited: NotRequired[bool]
    reblogged: NotRequired[bool]
    muted: NotRequired[bool]
    bookmarked: NotRequired[bool]
    pinned: NotRequired[bool]
    filtered: NotRequired[list[FilterResult]]
    #: The source, told only on deletion, so that it can be written anew.
    text: NotRequired[str | None]
    reblog: "Status | None"


class StatusSource(TypedDict):
    id: str
    text: str
    spoiler_text: str


class StatusEditOption(TypedDict):
    title: str


class StatusEditPoll(TypedDict):
    options: list[StatusEditOption]


class StatusEdit(TypedDict):
    content: str
    spoiler_text: str
    sensitive: bool
    created_at: str
    account: Account
    poll: NotRequired[StatusEditPoll]
    media_attachments: list[MediaAttachment]
    emojis: list[CustomEmoji]


class Context(TypedDict):
    ancestors: list[Status]
    descendants: list[Status]


def status_head(post: Post) -> StatusHead:
    return {
        "id": str(post.pk),
        "uri": post.uri,
        "url": post.url or None,
        "created_at": moment(post.created_at),
        "edited_at": moment_or_none(post.edited_at),
        "in_reply_to_id": id_or_none(post.reply_to_id),
        "in_reply_to_account_id": id_or_none(post.reply_to_account_id),
        "visibility": VISIBILITY[post.audience],
    }


def status_content(post: Post) -> StatusContent:
    """The post must have been loaded ``with_everything``."""
    content: StatusContent = {
        "sensitive": post.sensitive,
        "spoiler_text": post.warning,
        "language": post.language or None,
        "content": post.html,
        "media_attachments": [media_entity(a.medium) for a in post.attachments.all()],
        "mentions": [mention_entity(m.account) for m in post.mentions.all()],
        "tags": [{"name": t.display, "url": tag_address(t.tag.name)} for t in post.tags.all()],
        "emojis": [],
        "card": None,
        "quote": None,
        "quote_approval": {"automatic": [], "manual": [], "current_user": "denied"},
        "quotes_count": 0,
        "minbar": {"audience": post.audience},
    }
    if post.application:
        content["application"] = {"name": post.application, "website": post.application_website or None}
    if post.kind == PostKind.ARTICLE:
        content["card"] = article_card(post, post.article)
        content["minbar"]["title"] = post.article.title
        content["minbar"]["reading_minutes"] = post.article.reading_minutes
    return content


def mention_entity(account: Person) -> StatusMention:
    return {
        "id": str(account.pk),
        "username": account.username,
        "url": account.url,
        "acct": account.handle,
    }


def source_entity(post: Post) -> StatusSource:
    return {"id": str(post.pk), "text": post.text, "spoiler_text": post.warning}


def status_edits(versions: list[PostVersion], author: Person) -> list[StatusEdit]:
    """All versions of one post; one query for their media, however many there are."""
    ids = {int(shown["medium"]) for version in versions for shown in version.media}
    media = Medium.objects.in_bulk(ids)
    account = account_entity(author)
    edits = []
    for version in versions:
        shown = [(int(entry["medium"]), entry["description"]) for entry in version.media]
        edit: StatusEdit = {
            "content": version.html,
            "spoiler_text": version.warning,
            "sensitive": version.sensitive,
            "created_at": moment(version.created_at),
            "account": account,
            # As they were described then.
            "media_attachments": [
                {**media_entity(media[id]), "description": description or None}
                for id, description in shown
                if id in media
            ],
            "emojis": [],
        }
        if version.poll:
            edit["poll"] = {"options": [{"title": title} for title in version.poll]}
        edits.append(edit)
    return edits
