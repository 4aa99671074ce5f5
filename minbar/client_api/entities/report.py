from typing_extensions import TypedDict

from minbar.client_api.entities.account import Account, account_entity
from minbar.client_api.entities.values import moment, moment_or_none
from minbar.ethics.models import Report as Complaint


class Report(TypedDict):
    id: str
    action_taken: bool
    action_taken_at: str | None
    category: str
    comment: str
    forwarded: bool
    created_at: str
    status_ids: list[str] | None
    rule_ids: list[str] | None
    target_account: Account


def report_entity(report: Complaint) -> Report:
    """The report must carry its ``target`` with avatar and header."""
    posts = [str(s["id"]) for s in report.subjects if s["kind"] == "post"]
    return {
        "id": str(report.pk),
        "action_taken": report.closed_at is not None,
        "action_taken_at": moment_or_none(report.closed_at),
        "category": report.category,
        "comment": report.comment,
        "forwarded": report.forward,
        "created_at": moment(report.created_at),
        "status_ids": posts or None,
        "rule_ids": [str(number) for number in report.rule_ids] or None,
        "target_account": account_entity(report.target),
    }
