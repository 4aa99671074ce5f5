"""Reads for the moderators' queue."""

from minbar.accounts.models import Account
from minbar.core.paging import Page, take
from minbar.ethics.models import Decision, Report


def open_reports(page: Page) -> list[Report]:
    """Reports nobody has closed, newest first."""
    rows = Report.objects.filter(closed_at__isnull=True)
    return take(rows.select_related("reporter", "target__avatar"), page)


def closed_reports(page: Page) -> list[Report]:
    rows = Report.objects.filter(closed_at__isnull=False)
    return take(rows.select_related("reporter", "target__avatar", "closed_by"), page)


def open_reports_count() -> int:
    return Report.objects.filter(closed_at__isnull=True).count()


def decisions_about(account: Account) -> list[Decision]:
    """Newest first."""
    return list(Decision.objects.filter(target=account).select_related("moderator").order_by("-pk"))


def suspended_accounts(page: Page) -> list[Account]:
    return take(Account.objects.filter(state="suspended").select_related("avatar"), page)
