"""Posts: writing, reading, reacting. What a status looks like is prepared (``hot``); what may be done is posts'."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from minbar.accounts.models import Account as Person
from minbar.client_api import fresh_status, hot
from minbar.client_api.answers import answer, raw, responses
from minbar.client_api.auth import actor, bearer, needs, open_to, reader_id, the_id, viewer
from minbar.client_api.entities.account import AUDIENCE
from minbar.client_api.entities.card import PreviewCard, article_card
from minbar.client_api.entities.error import Empty
from minbar.client_api.entities.status import Context, Status, StatusSource, source_entity
from minbar.client_api.forms import Asked, Form, Sent
from minbar.client_api.writer import Defaults, writer
from minbar.core.errors import Invalid, Missing
from minbar.core.ids import parse_id
from minbar.posts import actions
from minbar.posts.actions import PollDraft
from minbar.posts.models import Post, PostKind

router = Router(tags=["statuses"])


class PollForm(Form):
    options: list[str] = []
    expires_in: int | None = Field(None, ge=0, le=10**9)
    multiple: bool = False
    hide_totals: bool = False

    def draft(self) -> PollDraft:
        if self.expires_in is None:
            raise Invalid(_("A poll needs a time at which it ends."), "poll[expires_in]")
        return PollDraft(self.options, timedelta(seconds=self.expires_in), self.multiple, self.hide_totals)


class StatusForm(Form):
    status: str = ""
    media_ids: list[str] = []
    poll: PollForm | None = None
    in_reply_to_id: str | None = None
    sensitive: bool | None = None
    spoiler_text: str = ""
    #: Mastodon's four, or ``local``: for members of this server alone.
    visibility: str | None = None
    language: str | None = None
    scheduled_at: str | None = None


class MediumChange(Form):
    id: str
    description: str | None = None
    focus: str | None = None


class EditForm(Form):
    status: str = ""
    spoiler_text: str = ""
    sensitive: bool | None = None
    language: str | None = None
    media_ids: list[str] = []
    media_attributes: list[MediumChange] = []
    poll: PollForm | None = None


class ManyForm(Form):
    id: list[str] = Field([], alias="id[]")


class BoostForm(Form):
    visibility: str | None = None


class DeleteForm(Form):
    #: Mastodon 4.4: false keeps the media for redrafting, which here they are kept for in any case.
    delete_media: bool = False


def visible_post(text: str, reader: Person | None) -> Post:
    """The post with this id, if the reader may see it. Raises `Missing`."""
    post = Post.objects.visible_to(reader).filter(pk=the_id(text)).first()
    if post is None:
        raise Missing
    return post


def media_ids(texts: list[str]) -> list[int]:
    found = [parse_id(text) for text in texts]
    if None in found:
        raise Invalid(_("One of the pictures does not exist or is not yours."), "media_ids")
    return [id for id in found if id is not None]


def audience_of(visibility: str | None, defaults: Defaults) -> str:
    if visibility is None:
        return defaults.audience
    if visibility not in AUDIENCE:
        raise Invalid(_("There is no such visibility."), "visibility")
    return AUDIENCE[visibility]


def named_post(text: str) -> Post:
    """The post with this id, for an action that asks by itself who may see it. Raises `Missing`."""
    post = Post.objects.filter(pk=the_id(text)).first()
    if post is None:
        raise Missing
    return post


def status_answer(post_id: int, reader: int | None) -> HttpResponse:
    """The post as the reader sees it. Raises `Missing` if they may not."""
    body = hot.shown(post_id, reader)
    if body is None:
        raise Missing
    return raw(body)


@router.post("/v1/statuses", response=responses(Status), auth=needs("write:statuses"))
def create(request: HttpRequest, form: Sent[StatusForm]) -> HttpResponse:
    """Publish a post. ``Idempotency-Key`` makes a repeated request answer with the post it already made."""
    if form.scheduled_at is not None:
        raise Invalid(_("Scheduled posts are not supported on this server."), "scheduled_at")
    author, defaults = writer(request)
    token = bearer(request)
    post = actions.publish_post(
        author,
        text=form.status,
        audience=audience_of(form.visibility, defaults),
        warning=form.spoiler_text,
        sensitive=defaults.sensitive if form.sensitive is None else form.sensitive,
        language=(defaults.language if form.language is None else form.language)[:12],
        reply_to=None if form.in_reply_to_id is None else _parent(form.in_reply_to_id),
        media=media_ids(form.media_ids),
        poll=form.poll.draft() if form.poll is not None and form.poll.options else None,
        idempotency_key=request.headers.get("Idempotency-Key"),
        application=(token.app_name, token.app_website) if token.app_name else None,
    )
    return raw(fresh_status.status(post, author.pk))


def _parent(text: str) -> Post:
    """What is replied to, as the client names it; whether the author may see it is for the action to say."""
    post = Post.objects.filter(pk=parse_id(text) or 0).first()
    if post is None:
        raise Missing(_("The post you are replying to is not there."))
    return post


@router.get("/v1/statuses", response=responses(list[Status]), auth=open_to("read:statuses"))
def many(request: HttpRequest, form: Asked[ManyForm]) -> HttpResponse:
    """Several posts by their ids; those that the reader may not see are left out."""
    wanted = [id for id in map(parse_id, form.id[:40]) if id is not None]
    seen = set(Post.objects.visible_to(viewer(request)).filter(pk__in=wanted).values_list("pk", flat=True))
    ids = [id for id in wanted if id in seen]
    found = hot.statuses(ids, reader_id(request))
    return raw(b"[" + b",".join(found[id] for id in ids if id in found) + b"]")


@router.get("/v1/statuses/{id}", response=responses(Status), auth=open_to("read:statuses"))
def show(request: HttpRequest, id: str) -> HttpResponse:
    """One post."""
    return status_answer(the_id(id), reader_id(request))


@router.put("/v1/statuses/{id}", response=responses(Status), auth=needs("write:statuses"))
def edit(request: HttpRequest, id: str, form: Sent[EditForm]) -> HttpResponse:
    """Replace what a post says; what is left out is taken away."""
    me = actor(request)
    post = named_post(id)
    changes = [(parse_id(change.id) or 0, change) for change in form.media_attributes]
    edited = actions.edit_post(
        me,
        post,
        text=form.status,
        warning=form.spoiler_text,
        sensitive=bool(form.sensitive),
        language=(form.language or "")[:12],
        media=media_ids(form.media_ids),
        media_descriptions={id: c.description for id, c in changes if c.description is not None},
        media_focus={id: focus_of(c.focus) for id, c in changes if c.focus is not None},
        poll=form.poll.draft() if form.poll is not None and form.poll.options else None,
    )
    return raw(fresh_status.status(edited, me.pk))


def focus_of(text: str) -> tuple[float, float]:
    """``"0.5,-0.2"``, between -1 and 1 each. Raises `Invalid`."""
    x, comma, y = text.partition(",")
    try:
        point = (float(x), float(y))
    except ValueError:
        comma, point = "", (0.0, 0.0)
    if not comma or not all(-1 <= part <= 1 for part in point):
        raise Invalid(_("A focal point is two numbers between -1 and 1."), "focus")
    return point


@router.delete("/v1/statuses/{id}", response=responses(Status), auth=needs("write:statuses"))
def delete(request: HttpRequest, id: str, form: Asked[DeleteForm]) -> HttpResponse:
    """Delete a post; the answer carries its source (``text``), so that it can be written anew."""
    me = actor(request)
    post = Post.objects.with_everything().filter(pk=the_id(id), author=me.pk).first()
    if post is None:
        raise Missing
    body = fresh_status.status(post, me.pk, with_text=True)
    actions.delete_post(me, post)
    return raw(body)


@router.get("/v1/statuses/{id}/context", response=responses(Context), auth=open_to("read:statuses"))
def context(request: HttpRequest, id: str) -> HttpResponse:
    """What a post answers, and what answers it, depth first."""
    found = hot.context(reader_id(request), the_id(id))
    if found is None:
        raise Missing
    before, after = found
    return raw(b'{"ancestors":[%b],"descendants":[%b]}' % (b",".join(before), b",".join(after)))


@router.get("/v1/statuses/{id}/source", response=responses(StatusSource), auth=needs("read:statuses"))
def source(request: HttpRequest, id: str) -> HttpResponse:
    """A post as it was typed."""
    return answer(source_entity(visible_post(id, actor(request))))


@router.get("/v1/statuses/{id}/card", response=responses(PreviewCard | Empty), auth=open_to("read:statuses"))
def card(request: HttpRequest, id: str) -> HttpResponse:
    """The preview of what an article leads to; empty for other posts."""
    post = visible_post(id, viewer(request))
    if post.kind != PostKind.ARTICLE:
        return answer({})
    return answer(article_card(post, post.article))


Action = Callable[[Person, Post], Any]


def _reaction(path: str, scope: str, action: Action, summary: str) -> None:
    """One of the operations that do something with a post and answer with it."""

    def react(request: HttpRequest, id: str) -> HttpResponse:
        me = actor(request)
        post = named_post(id)
        action(me, post)
        return status_answer(post.boost_of_id or post.pk, me.pk)

    react.__name__ = path
    router.post(
        f"/v1/statuses/{{id}}/{path}", response=responses(Status), auth=needs(scope), summary=summary
    )(react)


_reaction("favourite", "write:favourites", actions.favourite_post, "Favourite a post")
_reaction("unfavourite", "write:favourites", actions.undo_favourite, "Take a favourite back")
_reaction("unreblog", "write:statuses", actions.undo_boost, "Take a boost back")
_reaction("bookmark", "write:bookmarks", actions.bookmark_post, "Bookmark a post")
_reaction("unbookmark", "write:bookmarks", actions.undo_bookmark, "Take a bookmark back")
_reaction("mute", "write:mutes", actions.mute_thread, "Be told no more of a conversation")
_reaction("unmute", "write:mutes", actions.unmute_thread, "Be told of a conversation again")
_reaction("pin", "write:accounts", actions.pin_post, "Pin a post to one's profile")
_reaction("unpin", "write:accounts", actions.unpin_post, "Unpin a post")


@router.post("/v1/statuses/{id}/reblog", response=responses(Status), auth=needs("write:statuses"))
def reblog(request: HttpRequest, id: str, form: Sent[BoostForm]) -> HttpResponse:
    """Boost a post; the answer is the boost, with the post inside it."""
    me = actor(request)
    if form.visibility is not None and form.visibility not in AUDIENCE:
        raise Invalid(_("There is no such visibility."), "visibility")
    boost = actions.boost_post(
        me, named_post(id), None if form.visibility is None else AUDIENCE[form.visibility]
    )
    return status_answer(boost.pk, me.pk)
