from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid, Missing
from minbar.core.events import emit
from minbar.ethics.code import NUMBERS
from minbar.ethics.events import Reported
from minbar.ethics.models import Report
from minbar.ethics.subjects import account_subject, post_subject
from minbar.posts.models import Post
from minbar.posts.rules import may_see

LONGEST_COMMENT = 1000


def report(
    reporter: Account,
    target: Account,
    *,
    posts: Sequence[Post] = (),
    category: str = Report.Category.OTHER,
    comment: str = "",
    rule_ids: Collection[int] = (),
    forward: bool = False,
) -> Report:
    """Tell the moderators about an account, or about posts of it, as they stand now.

    Raises `Missing` for a post that is not the target's or that the reporter cannot see, `Invalid` for a
    comment that is too long or a rule that does not exist. Reporting rules makes it a violation.
    """
    if reporter.pk == target.pk:
        raise Invalid(_("You cannot report yourself."), "account_id")
    if len(comment) > LONGEST_COMMENT:
        raise Invalid(_("A comment has at most %(most)d characters.") % {"most": LONGEST_COMMENT}, "comment")
    if category not in Report.Category.values:
        raise Invalid(_("This category does not exist."), "category")
    if not set(rule_ids) <= NUMBERS:
        raise Invalid(_("This rule does not exist."), "rule_ids")
    for post in posts:
        if post.author_id != target.pk or not may_see(reporter, post):
            raise Missing()
    with transaction.atomic():
        made = Report.objects.create(
            reporter=reporter,
            target=target,
            category=Report.Category.VIOLATION if rule_ids else category,
            comment=comment.strip(),
            rule_ids=sorted(set(rule_ids)),
            subjects=[account_subject(target), *map(post_subject, posts)],
            forward=forward,
        )
        emit(Reported(made.pk, target.pk, reporter.pk))
    return made
