from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minbar.core.ids import parse_id
from minbar.security.actions import disconnect_all_apps, disconnect_app
from minbar.security.queries import connected_apps
from minbar.web.access import members_only, user_of


@members_only
@require_http_methods(["GET", "POST"])
def apps(request: HttpRequest) -> HttpResponse:
    """The apps that may act for the member; ends the access of one or of all."""
    user = user_of(request)
    if request.method == "POST":
        which = request.POST.get("end", "")
        if which == "all":
            disconnect_all_apps(user)
            messages.success(request, _("No app has access any more."))
        elif (application_id := parse_id(which)) is not None:
            disconnect_app(user, application_id)
            messages.success(request, _("The app has no access any more."))
        return redirect("settings_apps")
    return render(request, "settings/apps.html", {"apps": connected_apps(user), "section": "apps"})
