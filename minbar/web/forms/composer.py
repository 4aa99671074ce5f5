from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from minbar.media.models import Medium
from minbar.posts.limits import MOST_MEDIA
from minbar.posts.poll_draft import PollDraft


class ComposerForm(forms.Form):
    """What the composer sends. The rules of a post are the action's; here is only what a form can say."""

    text = forms.CharField(required=False, strip=False)
    warning = forms.CharField(required=False, max_length=500)
    sensitive = forms.BooleanField(required=False)
    language = forms.CharField(required=False, max_length=12)
    audience = forms.CharField(required=False, max_length=10)
    poll_0 = forms.CharField(required=False)
    poll_1 = forms.CharField(required=False)
    poll_2 = forms.CharField(required=False)
    poll_3 = forms.CharField(required=False)
    poll_expires = forms.IntegerField(required=False)
    poll_multiple = forms.BooleanField(required=False)

    def poll_draft(self) -> PollDraft | None:
        """The poll, when any option was filled in; the action says whether it is a good one."""
        options = [self.cleaned_data[f"poll_{n}"].strip() for n in range(4)]
        options = [option for option in options if option]
        if not options:
            return None
        return PollDraft(
            options=options,
            expires_in=timedelta(seconds=self.cleaned_data["poll_expires"] or 86400),
            multiple=self.cleaned_data["poll_multiple"],
        )

    def kept_media(self) -> list[int]:
        """Ids of media that were uploaded before and not taken out again, in order."""
        data: Any = self.data
        given: Iterable[str] = data.getlist("media_ids") if hasattr(data, "getlist") else ()
        removed = set(data.getlist("remove_media")) if hasattr(data, "getlist") else set()
        return [int(id) for id in given if id.isdecimal() and id not in removed][:MOST_MEDIA]

    def description_of(self, medium: Medium) -> str | None:
        return self.data.get(f"description_{medium.pk}")

    def focus_of(self, medium: Medium) -> tuple[float, float] | None:
        x, _comma, y = self.data.get(f"focus_{medium.pk}", "").partition(",")
        try:
            return max(-1.0, min(1.0, float(x))), max(-1.0, min(1.0, float(y)))
        except ValueError:
            return None
