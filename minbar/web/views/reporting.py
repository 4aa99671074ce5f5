"""Reporting a post or an account, and the moderators' queue."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.accounts.actions import approve_account, reject_account
from minbar.accounts.models import Account, User
from minbar.accounts.queries import waiting_sign_ups
from minbar.core.errors import MinbarError
from minbar.ethics import actions, queries
from minbar.ethics.code import RULES
from minbar.ethics.models import Report
from minbar.posts.models import Post
from minbar.web.access import member_of, members_only, moderators_only, user_of
from minbar.web.finding import account_or_404, post_or_404
from minbar.web.paging import links, page_of
from minbar.web.templatetags.paths import post_path, profile_path


@members_only
def report(request: HttpRequest, handle: str, id: int | None = None) -> HttpResponseBase:
    """Say which rule an account or a post breaks; what was typed stays when something is wrong."""
    post = post_or_404(request, handle, id) if id is not None else None
    target = post.author if post is not None else account_or_404(handle)
    back = post_path(post) if post is not None else profile_path(target)
    wrong = ""
    if request.method == "POST":
        rules = [int(number) for number in request.POST.getlist("rules") if number.isdecimal()]
        try:
            actions.report(
                member_of(request),
                target,
                posts=[post] if post is not None else [],
                category=request.POST.get("category") or Report.Category.OTHER,
                comment=request.POST.get("comment", ""),
                rule_ids=rules,
            )
        except MinbarError as error:
            wrong = str(error)
        else:
            messages.success(request, _("Thank you. The moderators will look at it."))
            return redirect(back)
    context = {
        "account": target,
        "post": post,
        "rules": RULES,
        "chosen": request.POST.getlist("rules"),
        "category": request.POST.get("category", ""),
        "comment": request.POST.get("comment", ""),
        "wrong": wrong,
        "back": back,
    }
    return render(request, "reporting/report.html", context, status=422 if wrong else 200)


@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    page = page_of(request)
    closed = request.GET.get("show") == "closed"
    reports = queries.closed_reports(page) if closed else queries.open_reports(page)
    context = {
        "here": "moderation",
        "reports": reports,
        "closed": closed,
        "waiting": waiting_sign_ups()[:50],
        "suspended": queries.suspended_accounts(page_of(request, default=40)),
        "rules": {rule.number: rule for rule in RULES},
        "tabs": [
            {"url": "?", "label": _("Open"), "current": not closed, "count": queries.open_reports_count()},
            {"url": "?show=closed", "label": _("Closed"), "current": closed},
        ],
        **links(request, page, [report.pk for report in reports]),
    }
    return render(request, "reporting/queue.html", context)


@moderators_only
def case(request: HttpRequest, id: int) -> HttpResponseBase:
    """One report: what was said, what it speaks of, and what may be decided."""
    found = Report.objects.select_related("reporter", "target__avatar").filter(pk=id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, found)
    ids = [int(subject["id"]) for subject in found.subjects if subject["kind"] == "post"]
    posts = Post.objects.with_everything().in_bulk(ids)
    context = {
        "here": "moderation",
        "report": found,
        "rules": [rule for rule in RULES if rule.number in found.rule_ids],
        "subjects": [
            {**subject, "post": posts.get(int(subject["id"]))}
            for subject in found.subjects
            if subject["kind"] == "post"
        ],
        "decisions": queries.decisions_about(found.target),
    }
    return render(request, "reporting/case.html", context)


def _decide(request: HttpRequest, found: Report) -> HttpResponse:
    user, reason = user_of(request), request.POST.get("reason", "")
    deed, _colon, number = request.POST.get("decision", "").partition(":")
    try:
        if deed in ("remove", "restore"):
            post = Post.objects.select_related("author").filter(pk=number, author=found.target).first()
            if post is None:
                raise Http404
            act = actions.remove_post if deed == "remove" else actions.restore_post
            act(user, post, reason, found)
        elif deed in ("suspend", "lift"):
            target: Account = found.target
            change = actions.suspend if deed == "suspend" else actions.lift_suspension
            change(user, target, reason, found)
        elif deed == "nothing":
            actions.close_report(user, found, reason)
        else:
            raise Http404
    except MinbarError as error:
        messages.error(request, str(error))
        return redirect(f"{request.path}?reason={reason[:500]}")
    messages.success(request, _("Decided, and written down with your reason."))
    return redirect("moderation")


@require_POST
@moderators_only
def sign_up(request: HttpRequest, id: int) -> HttpResponse:
    """Let a waiting sign-up in, or refuse it."""
    waiting = User.objects.filter(pk=id, approved=False).first()
    if waiting is not None:
        if request.POST.get("answer") == "approve":
            approve_account(waiting)
        elif request.POST.get("answer") == "reject":
            reject_account(waiting)
    return redirect("moderation")


@require_POST
@moderators_only
def lift(request: HttpRequest, id: int) -> HttpResponse:
    """Lift a suspension from the list of suspended accounts."""
    target = Account.objects.filter(pk=id).first()
    if target is None:
        raise Http404
    try:
        actions.lift_suspension(user_of(request), target, request.POST.get("reason", ""))
    except MinbarError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The account is back with everything it had."))
    return redirect("moderation")
