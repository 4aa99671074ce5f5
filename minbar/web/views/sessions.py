from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minbar.core.ids import parse_id
from minbar.security.actions import end_other_sessions, end_session
from minbar.security.queries import visits
from minbar.web.access import members_only, user_of


@members_only
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the member is signed in; ends one session or all others."""
    user, key = user_of(request), request.session.session_key
    if request.method == "POST":
        which = request.POST.get("end", "")
        if which == "others":
            end_other_sessions(user, key)
            messages.success(request, _("All other sessions have ended."))
        elif (visit_id := parse_id(which)) is not None:
            end_session(user, visit_id)
            messages.success(request, _("The session has ended."))
        return redirect("settings_sessions")
    return render(request, "settings/sessions.html", {"visits": visits(user, key), "section": "sessions"})
