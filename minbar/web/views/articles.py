"""Writing articles: the editor with its preview, autosaved drafts and pictures."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.accounts.models import Account
from minbar.core.errors import MinbarError
from minbar.core.ids import parse_id
from minbar.media.actions import receive_upload
from minbar.media.models import Medium
from minbar.posts import actions
from minbar.posts.models import Draft, Post
from minbar.posts.previewing import preview_article
from minbar.web.access import member_of, members_only, user_of
from minbar.web.forms.article import ArticleForm
from minbar.web.templatetags.paths import post_path


def _draft(account: Account, request: HttpRequest) -> Draft | None:
    id = parse_id(request.POST.get("draft") or request.GET.get("draft"))
    return account.drafts.filter(pk=id, kind=Draft.Kind.ARTICLE).first() if id is not None else None


def _named(account: Account, ids: Mapping[str, int]) -> dict[str, Medium]:
    """Media by the name they go by in the text; only the writer's own."""
    found = Medium.objects.filter(pk__in=ids.values(), owner_id=account.pk).in_bulk()
    return {name: found[id] for name, id in ids.items() if id in found}


def _media_ids(request: HttpRequest) -> dict[str, int]:
    pairs = zip(request.POST.getlist("media_names"), request.POST.getlist("media_ids"), strict=False)
    return {name: int(id) for name, id in pairs if id.isdecimal() and name}


def _add_files(request: HttpRequest, account: Account, ids: dict[str, int]) -> list[str]:
    """Take files sent with the form; gives the lines that put them into the text."""
    lines = []
    for file in request.FILES.getlist("files"):
        about = request.POST.get("files_description", "")
        medium = receive_upload(account.pk, file, description=about)
        name = f"picture-{len(ids) + 1}"
        ids[name] = medium.pk
        lines.append(f'![{about}](media:{name} "{request.POST.get("files_caption", "")}")')
    return lines


def _content(request: HttpRequest, form: ArticleForm, ids: Mapping[str, int]) -> dict[str, Any]:
    return {**form.typed(), "media": dict(ids), "cover": request.POST.get("cover", "")}


@members_only
def write(request: HttpRequest, id: int | None = None) -> HttpResponseBase:
    """The editor. Its buttons: add pictures, preview, keep as a draft, publish."""
    account = member_of(request)
    post = _own_article(account, id) if id is not None else None
    if request.method != "POST":
        return _open(request, account, post)
    form, ids = ArticleForm(request.POST), _media_ids(request)
    shown: dict[str, Any] = {}
    try:
        lines = _add_files(request, account, ids)
        if lines:
            data = request.POST.copy()
            data["source"] = f"{data.get('source', '').rstrip()}\n\n" + "\n\n".join(lines) + "\n"
            form = ArticleForm(data)
        draft = _draft(account, request)
        wish = request.POST.get("do", "publish")
        if wish == "publish" and not lines and form.is_valid():
            return _publish(request, account, post, form, ids, draft)
        draft = actions.save_draft(account, Draft.Kind.ARTICLE, _content(request, form, ids), post, draft)
        shown = {"draft": draft, "saved": wish != "publish"}
        if wish == "preview" and form.is_valid():
            shown["preview"] = preview_article(
                form.cleaned_data["source"], form.cleaned_data["language"], _named(account, ids)
            )
    except MinbarError as error:
        form.add_error(None, str(error))
    return _editor(request, account, form, ids, post, **shown)


def _own_article(account: Account, id: int) -> Post:
    post = Post.objects.with_everything().filter(pk=id, author=account, kind="article").first()
    if post is None:
        raise Http404
    return post


def _open(request: HttpRequest, account: Account, post: Post | None) -> HttpResponse:
    draft = _draft(account, request)
    ids: dict[str, int] = {}
    if draft is not None:
        initial = draft.content
        ids = {str(name): int(id) for name, id in draft.content.get("media", {}).items()}
    elif post is not None:
        article = post.article
        initial = {
            "title": article.title,
            "summary": article.summary,
            "source": article.source,
            "language": post.language,
            "audience": post.audience,
        }
        ids = {name: medium.pk for name, medium in actions.media_by_name(post).items()}
    else:
        user = user_of(request)
        initial = {"language": user.default_language or user.locale, "audience": "public"}
    return _editor(request, account, ArticleForm(initial=initial), ids, post, draft=draft)


def _editor(
    request: HttpRequest,
    account: Account,
    form: ArticleForm,
    ids: Mapping[str, int],
    post: Post | None,
    **more: Any,
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors and not more.get("saved") else 200
    context = {
        "form": form,
        "post": post,
        "media": _named(account, ids).items(),
        "cover": request.POST.get("cover", ""),
        "here": "article_new",
        **more,
    }
    return render(request, "articles/editor.html", context, status=status)


def _publish(
    request: HttpRequest,
    account: Account,
    post: Post | None,
    form: ArticleForm,
    ids: Mapping[str, int],
    draft: Draft | None,
) -> HttpResponse:
    media = _named(account, ids)
    data = form.cleaned_data
    given: dict[str, Any] = {
        "title": data["title"],
        "summary": data["summary"],
        "source": data["source"],
        "language": data["language"],
        "media": media,
        "cover": media.get(request.POST.get("cover", "")) or next(iter(media.values()), None),
    }
    if post is None:
        post = actions.publish_article(account, audience=data["audience"], **given)
        messages.success(request, _("Your article is published."), extra_tags="published article-new")
    else:
        actions.edit_article(account, post, **given)
        messages.success(request, _("Changed. The earlier wording stays in the article's history."))
    if draft is not None:
        actions.discard_draft(account, draft)
    return redirect(post_path(post))


@require_POST
@members_only
def autosave(request: HttpRequest) -> HttpResponseBase:
    """Keep what is in the editor, told by its page every few seconds while something changed."""
    account, form = member_of(request), ArticleForm(request.POST)
    post_id = parse_id(request.POST.get("post"))
    post = _own_article(account, post_id) if post_id is not None else None
    content = _content(request, form, _media_ids(request))
    draft = actions.save_draft(account, Draft.Kind.ARTICLE, content, post, _draft(account, request))
    return JsonResponse({"draft": str(draft.pk)})
