"""What happened that concerns the member."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from minbar.accounts.queries import follow_requests
from minbar.core.paging import Page
from minbar.notifications import actions, queries
from minbar.notifications.models import Notification
from minbar.web.access import member_of, members_only
from minbar.web.cards import load_cards
from minbar.web.paging import links, page_of

Kind = Notification.Kind
FILTERS: dict[str, tuple[str, ...]] = {
    "all": (),
    "mentions": (Kind.MENTION,),
    "reactions": (Kind.FAVOURITE, Kind.BOOST),
    "follows": (Kind.FOLLOW, Kind.FOLLOW_REQUEST),
    "polls": (Kind.POLL,),
}


@members_only
def show(request: HttpRequest) -> HttpResponse:
    """The list, with what is new marked; opening it marks all of it as read."""
    account, page = member_of(request), page_of(request)
    chosen = request.GET.get("show", "all")
    kinds = FILTERS.get(chosen, ())
    rows = queries.notifications_of(account, page, kinds=kinds)
    read = queries.last_read(account)
    whole = [row.post_id for row in rows if row.kind == Kind.MENTION and row.post_id]
    cards = {card.post.pk: card for card in load_cards(whole, account, request.user)}
    waiting = {request.source_id for request in follow_requests(account, Page(limit=80))}
    labels = {
        "all": pgettext("notifications", "All"),
        "mentions": _("Mentions"),
        "reactions": _("Boosts and favourites"),
        "follows": _("Follows"),
        "polls": _("Polls"),
    }
    context = {
        "here": "notifications",
        "rows": [
            {
                "notification": row,
                "unread": row.pk > read,
                "card": cards.get(row.post_id or 0) if row.kind == Kind.MENTION else None,
                "pending": row.actor_id in waiting,
            }
            for row in rows
        ],
        "tabs": [
            {"url": f"?show={name}", "label": labels[name], "current": name == chosen} for name in FILTERS
        ],
        **links(request, page, [row.pk for row in rows]),
    }
    answer = render(request, "notifications/notifications.html", context)
    if rows and page.max_id is None and chosen == "all":
        actions.mark_read(account, "notifications", rows[0].pk)
    return answer


@require_POST
@members_only
def clear(request: HttpRequest) -> HttpResponse:
    actions.clear(member_of(request))
    return redirect("notifications")
