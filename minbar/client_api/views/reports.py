"""Telling the moderators about an account or its posts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import actor, needs, the_id
from minbar.client_api.entities.report import Report, report_entity
from minbar.client_api.forms import Form, Sent
from minbar.client_api.people import person
from minbar.core.errors import Invalid, Missing
from minbar.ethics import actions
from minbar.posts.models import Post

router = Router(tags=["reports"])


class ReportForm(Form):
    account_id: str | None = None
    status_ids: list[str] = Field([], max_length=100)
    comment: str = ""
    category: str = "other"
    rule_ids: list[str] = Field([], max_length=100)
    forward: bool = False

    def rules(self) -> list[int]:
        if not all(text.isascii() and text.isdecimal() and len(text) < 9 for text in self.rule_ids):
            raise Invalid(_("This rule does not exist."), "rule_ids")
        return [int(text) for text in self.rule_ids]

    def posts(self) -> list[Post]:
        ids = {the_id(text) for text in self.status_ids}
        found = list(Post.objects.filter(pk__in=ids))
        if len(found) < len(ids):
            raise Missing
        return found


@router.post("/v1/reports", response=responses(Report), auth=needs("write:reports"))
def create(request: HttpRequest, form: Sent[ReportForm]) -> HttpResponse:
    """Report an account, or posts of it, to the moderators."""
    if form.account_id is None:
        raise Invalid(_("Say which account the report is about."), "account_id")
    report = actions.report(
        actor(request),
        person(form.account_id),
        posts=form.posts(),
        category=form.category or "other",
        comment=form.comment,
        rule_ids=form.rules(),
        forward=form.forward,
    )
    return answer(report_entity(report))
