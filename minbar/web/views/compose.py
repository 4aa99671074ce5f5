"""Writing, editing, deleting and restoring posts."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.accounts.models import Account
from minbar.core.errors import MinbarError
from minbar.core.ids import parse_id
from minbar.media.actions import describe_medium, receive_upload
from minbar.media.models import Medium
from minbar.posts import actions
from minbar.posts.models import Post
from minbar.posts.queries import drafts_of
from minbar.web.access import go_on, member_of, members_only, safe_next, user_of, viewer_of
from minbar.web.composing import composer
from minbar.web.finding import own_post_or_404
from minbar.web.forms.composer import ComposerForm
from minbar.web.pending import forget_pending, keep_pending, pending_text
from minbar.web.templatetags.paths import post_path


def _parent(request: HttpRequest) -> Post | None:
    id = parse_id(request.POST.get("reply_to") or request.GET.get("reply_to"))
    if id is None:
        return None
    return Post.objects.visible_to(viewer_of(request)).with_everything().filter(pk=id).first()


def gather_media(request: HttpRequest, account: Account, form: ComposerForm) -> list[Medium]:
    """Media that were attached before, with their new descriptions, and files that came with this form."""
    kept = Medium.objects.in_bulk(form.kept_media())
    media = [medium for id in form.kept_media() if (medium := kept.get(id)) and medium.owner_id == account.pk]
    for medium in media:
        describe_medium(account.pk, medium, form.description_of(medium), form.focus_of(medium))
    descriptions = request.POST.getlist("descriptions")
    for place, file in enumerate(request.FILES.getlist("files")):
        about = descriptions[place] if place < len(descriptions) else ""
        media.append(receive_upload(account.pk, file, description=about))
    return media


def _again(
    request: HttpRequest, form: ComposerForm, media: Sequence[Medium], error: MinbarError, **more: Any
) -> HttpResponse:
    """The composer once more, with all that was typed and what is wrong with it."""
    form.add_error("text", str(error))
    context = composer(user_of(request), form=form, reply_to=_parent(request), media=media, **more)
    return render(
        request, "posts/compose.html", {"composer": context, "here": "compose"}, status=error.status
    )


def compose(request: HttpRequest) -> HttpResponseBase:
    """The composer's own page, and where every composer posts to."""
    if request.method != "POST":
        return _blank(request)
    if viewer_of(request) is None:
        keep_pending(request)
        messages.info(request, _("Your text is kept. Sign in or sign up, and it will be waiting for you."))
        return redirect_to_login(safe_next(request, reverse("compose")))
    account, form, media = member_of(request), ComposerForm(request.POST), list[Medium]()
    try:
        media = gather_media(request, account, form) if form.is_valid() else []
        form.full_clean()
        if request.POST.get("save_draft"):
            return _save_draft(request, account)
        post = actions.publish_post(
            account,
            text=form.cleaned_data["text"],
            warning=form.cleaned_data["warning"],
            sensitive=form.cleaned_data["sensitive"],
            language=form.cleaned_data["language"],
            audience=form.cleaned_data["audience"] or user_of(request).default_audience,
            reply_to=_parent(request),
            media=media,
            poll=form.poll_draft(),
            idempotency_key=request.POST.get("once") or None,
        )
    except MinbarError as error:
        return _again(request, form, media, error)
    forget_pending(request)
    messages.success(request, _("Published."), extra_tags=f"published {request.POST.get('draft_key', '')}")
    if post.reply_to_id:
        return redirect(f"{safe_next(request, post_path(post))}#post-{post.pk}")
    return go_on(request, reverse("home"))


@members_only
def _blank(request: HttpRequest) -> HttpResponse:
    parent = _parent(request)
    form = pending_text(request, parent)
    if form is None and request.GET.get("tag"):
        form = ComposerForm(initial={"text": f" #{request.GET['tag']}"})
    context = composer(user_of(request), form=form, reply_to=parent)
    return render(request, "posts/compose.html", {"composer": context, "here": "compose"})


def _save_draft(request: HttpRequest, account: Account) -> HttpResponse:
    content = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    actions.save_draft(account, "post", content)
    messages.success(request, _("Kept as a draft."))
    return redirect("drafts")


@members_only
def edit(request: HttpRequest, handle: str, id: int) -> HttpResponse:
    """Change a post; its earlier wording stays in its history."""
    post = own_post_or_404(request, handle, id)
    if post.kind == "article":
        return redirect("article_edit", id=post.pk)
    kept = [attachment.medium for attachment in post.attachments.all()]
    more: dict[str, Any] = {
        "action": request.path,
        "draft_key": f"edit-{post.pk}",
        "submit": _("Save the change"),
    }
    if request.method != "POST":
        form = ComposerForm(
            initial={
                "text": post.text,
                "warning": post.warning,
                "sensitive": post.sensitive,
                "language": post.language,
                "audience": post.audience,
            }
        )
        context = composer(user_of(request), form=form, media=kept, **more)
        context["audiences"] = None
        return render(request, "posts/edit.html", {"composer": context, "post": post})
    account, form, media = member_of(request), ComposerForm(request.POST), kept
    try:
        form.is_valid()
        media = gather_media(request, account, form)
        actions.edit_post(
            account,
            post,
            text=form.cleaned_data["text"],
            warning=form.cleaned_data["warning"],
            sensitive=form.cleaned_data["sensitive"],
            language=form.cleaned_data["language"] or post.language,
            media=media,
        )
    except MinbarError as error:
        return _again(request, form, media, error, **more)
    messages.success(request, _("Changed. The earlier wording stays in the post's history."))
    return redirect(post_path(post))


@require_POST
@members_only
def delete(request: HttpRequest, handle: str, id: int) -> HttpResponse:
    """Delete with a way back: the next page offers to undo it."""
    post = own_post_or_404(request, handle, id)
    actions.delete_post(member_of(request), post)
    request.session["undo_delete"] = {"path": f"{post_path(post)}/restore"}
    back = safe_next(request, reverse("home"))
    return redirect(reverse("home") if back.startswith(post_path(post)) else back)


@require_POST
@members_only
def restore(request: HttpRequest, handle: str, id: int) -> HttpResponse:
    post = own_post_or_404(request, handle, id)
    actions.restore_post(member_of(request), post)
    messages.success(request, _("Your post is back."))
    return go_on(request, post_path(post))


@require_POST
@members_only
def redraft(request: HttpRequest, handle: str, id: int) -> HttpResponse:
    """Delete a post and open the composer with what it said."""
    post = own_post_or_404(request, handle, id)
    media = [attachment.medium for attachment in post.attachments.all()]
    options = [option.title for option in post.poll.options.all()] if hasattr(post, "poll") else []
    parent = post.reply_to
    actions.delete_post(member_of(request), post)
    form = ComposerForm(
        initial={
            "text": post.text,
            "warning": post.warning,
            "sensitive": post.sensitive,
            "language": post.language,
            "audience": post.audience,
            **{f"poll_{n}": option for n, option in enumerate(options[:4])},
        }
    )
    context = composer(
        user_of(request), form=form, reply_to=parent, media=media, draft_key=f"redraft-{post.pk}"
    )
    return render(request, "posts/compose.html", {"composer": context, "here": "compose"})


@require_POST
@members_only
def upload(request: HttpRequest) -> HttpResponse:
    """Take one file; the answer is its row in the composer, or why it was not taken."""
    file = request.FILES.get("file")
    if file is None:
        return HttpResponse(_("No file arrived. Choose it again."), status=422, content_type="text/plain")
    try:
        medium = receive_upload(member_of(request).pk, file, description=request.POST.get("description", ""))
    except MinbarError as error:
        return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")
    return render(request, "components/composer_medium.html", {"medium": medium})


@members_only
def drafts(request: HttpRequest) -> HttpResponse:
    """Everything begun and not yet published."""
    return render(request, "posts/drafts.html", {"drafts": drafts_of(member_of(request)), "here": "drafts"})


@require_POST
@members_only
def discard_draft(request: HttpRequest, id: int) -> HttpResponse:
    account = member_of(request)
    draft = account.drafts.filter(pk=id).first()
    if draft is not None:
        actions.discard_draft(account, draft)
    return redirect("drafts")


@members_only
def open_draft(request: HttpRequest, id: int) -> HttpResponse:
    """Go on writing a draft."""
    account = member_of(request)
    draft = account.drafts.filter(pk=id).first()
    if draft is None:
        return redirect("drafts")
    if draft.kind == "article":
        return redirect(reverse("article_new") + f"?draft={draft.pk}")
    media = Medium.objects.filter(pk__in=draft.content.get("media_ids", []), owner_id=account.pk)
    form = ComposerForm(initial=draft.content)
    context = composer(user_of(request), form=form, media=list(media), draft_key=f"draft-{draft.pk}")
    return render(request, "posts/compose.html", {"composer": context, "here": "compose"})
