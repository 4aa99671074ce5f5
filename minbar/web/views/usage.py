"""Your time: minutes spent, for the member's eyes only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from minbar.accounts.actions import update_preferences
from minbar.web.access import member_of, members_only, user_of
from minbar.wellbeing import queries
from minbar.wellbeing.actions import KEPT_DAYS, clear_usage, count_usage

CHOICES = (0, 15, 30, 45, 60, 90, 120)


@members_only
def show(request: HttpRequest) -> HttpResponse:
    account, user = member_of(request), user_of(request)
    if request.method == "POST":
        wanted = request.POST.get("reminder_minutes", "")
        if wanted.isdecimal() and int(wanted) <= 24 * 60:
            update_preferences(user, reminder_minutes=int(wanted))
            messages.success(request, _("Saved."))
        return redirect("usage")
    today = timezone.localdate()
    days = queries.usage(account, today)
    labels = {
        "reading": pgettext("your time", "Reading"),
        "writing": pgettext("your time", "Writing"),
        "messages": pgettext("your time", "Messages"),
    }
    context = {
        "here": "usage",
        "today": days[-1],
        "week": sum(day.total for day in days),
        "days": days,
        "top": max([day.total for day in days] + [1]),
        "parts": [
            {
                "label": label,
                "today": days[-1].minutes[part],
                "week": sum(day.minutes[part] for day in days),
            }
            for part, label in labels.items()
        ],
        "choices": CHOICES,
        "chosen": user.reminder_minutes,
        "kept_days": KEPT_DAYS,
    }
    return render(request, "usage/usage.html", context)


@require_POST
@members_only
def count(request: HttpRequest) -> HttpResponse:
    """Told by an open, visible page once a minute; answers whether it is time for the reminder."""
    seconds = request.POST.get("seconds", "0")
    today = timezone.localdate()
    if seconds.isdecimal() and len(seconds) < 6:
        count_usage(member_of(request), today, request.POST.get("part", ""), int(seconds))
    return JsonResponse({"remind": queries.reminder_due(user_of(request), today)})


@require_POST
@members_only
def clear(request: HttpRequest) -> HttpResponse:
    clear_usage(member_of(request))
    messages.success(request, _("Everything counted about your time is deleted."))
    return redirect("usage")
