from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.accounts import actions as accounts
from minbar.accounts.models import Account, AccountState, User
from minbar.core.errors import Invalid, Refused
from minbar.core.events import emit
from minbar.ethics.events import Decided, ReportClosed
from minbar.ethics.models import Decision, Report
from minbar.ethics.rules import may_judge
from minbar.ethics.subjects import account_subject, post_subject
from minbar.posts import actions as posts
from minbar.posts.models import Post, PostState


def _record(
    moderator: User, kind: str, target: Account, subject: dict[str, Any], reason: str, report: Report | None
) -> Decision:
    if not may_judge(moderator, target):
        raise Refused(_("You may not decide about this account."))
    if not reason.strip():
        raise Invalid(_("A decision needs a reason."), "reason")
    decision = Decision.objects.create(
        moderator=moderator.account,
        report=report,
        kind=kind,
        target=target,
        subject=subject,
        reason=reason.strip(),
    )
    emit(Decided(decision.pk, str(kind), target.pk))
    if report is not None:
        _close(moderator, report)
    return decision


def _close(moderator: User, report: Report) -> None:
    closed = Report.objects.filter(pk=report.pk, closed_at__isnull=True).update(
        closed_at=timezone.now(), closed_by=moderator.account
    )
    if closed:
        emit(ReportClosed(report.pk))


def remove_post(moderator: User, post: Post, reason: str, report: Report | None = None) -> Decision:
    """Take a post down; nothing is deleted, and `restore_post` brings all of it back."""
    with transaction.atomic():
        if post.state == PostState.REMOVED:
            raise Invalid(_("This post is already removed."))
        decision = _record(
            moderator, Decision.Kind.REMOVE_POST, post.author, post_subject(post), reason, report
        )
        posts.remove_post(post)
    return decision


def restore_post(moderator: User, post: Post, reason: str, report: Report | None = None) -> Decision:
    """Put a removed post back where it was."""
    with transaction.atomic():
        if post.state != PostState.REMOVED:
            raise Invalid(_("This post is not removed."))
        decision = _record(
            moderator, Decision.Kind.RESTORE_POST, post.author, post_subject(post), reason, report
        )
        posts.reinstate_post(post)
    return decision


def suspend(moderator: User, account: Account, reason: str, report: Report | None = None) -> Decision:
    """Stop an account everywhere: it neither signs in nor is seen, from the next request on."""
    with transaction.atomic():
        if account.state == AccountState.SUSPENDED:
            raise Invalid(_("This account is already suspended."))
        decision = _record(
            moderator, Decision.Kind.SUSPEND, account, account_subject(account), reason, report
        )
        accounts.suspend_account(account)
    return decision


def lift_suspension(moderator: User, account: Account, reason: str, report: Report | None = None) -> Decision:
    """Bring a suspended account back with everything it had."""
    with transaction.atomic():
        if account.state != AccountState.SUSPENDED:
            raise Invalid(_("This account is not suspended."))
        decision = _record(
            moderator, Decision.Kind.LIFT_SUSPENSION, account, account_subject(account), reason, report
        )
        accounts.lift_suspension(account)
    return decision


def close_report(moderator: User, report: Report, reason: str) -> Decision:
    """Find nothing wrong and close the report, with the reason on record."""
    with transaction.atomic():
        return _record(
            moderator,
            Decision.Kind.NOTHING,
            report.target,
            account_subject(report.target),
            reason,
            report,
        )
