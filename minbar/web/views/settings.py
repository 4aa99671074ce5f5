"""A member's own settings: profile, preferences, blocks and mutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from minbar.accounts import queries
from minbar.accounts.actions import update_preferences, update_profile
from minbar.accounts.models import Account
from minbar.core.errors import MinbarError
from minbar.media.actions import receive_upload
from minbar.media.models import Medium
from minbar.web.access import member_of, members_only, user_of
from minbar.web.forms.profile import PreferencesForm, ProfileForm
from minbar.web.paging import links, page_of


def _picture(request: HttpRequest, account: Account, purpose: str) -> Medium | None:
    file = request.FILES.get(purpose)
    return receive_upload(account.pk, file, purpose=purpose) if file is not None else None


@members_only
def profile(request: HttpRequest) -> HttpResponse:
    account = member_of(request)
    form = ProfileForm(account, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            update_profile(
                account,
                display_name=data["display_name"],
                bio=data["bio"],
                fields=form.pairs(),
                avatar=_picture(request, account, Medium.Purpose.AVATAR),
                header=_picture(request, account, Medium.Purpose.HEADER),
                remove_avatar=data.get("remove_avatar", False),
                remove_header=data.get("remove_header", False),
                locked=data["locked"],
                bot=data["bot"],
                discoverable=data["discoverable"],
                indexable=data["indexable"],
                hide_collections=data["hide_collections"],
            )
        except MinbarError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your page is changed."))
            return redirect("settings")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "here": "settings", "section": "profile", "account": account}
    return render(request, "settings/profile.html", context, status=status)


@members_only
def preferences(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = PreferencesForm.of(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_preferences(user, **form.cleaned_data)
        translation.activate(user.locale)
        messages.success(request, _("Saved."))
        return redirect("settings_preferences")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "here": "settings", "section": "preferences"}
    return render(request, "settings/preferences.html", context, status=status)


@members_only
def relations(request: HttpRequest, what: str) -> HttpResponse:
    """Whom the member blocks, mutes, or has waiting at the door."""
    account, page = member_of(request), page_of(request, default=40)
    if what == "requests":
        requests = queries.follow_requests(account, page)
        ids, people = [edge.pk for edge in requests], [edge.source for edge in requests]
    else:
        query = queries.blocked_accounts if what == "blocks" else queries.muted_accounts
        edges = query(account, page)
        ids, people = [edge.pk for edge in edges], [edge.target for edge in edges]
    related = queries.relationships(account, [person.pk for person in people])
    context = {
        "here": "settings",
        "section": what,
        "what": what,
        "rows": [(person, related[person.pk]) for person in people],
        **links(request, page, ids),
    }
    return render(request, "settings/relations.html", context)
