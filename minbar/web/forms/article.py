from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.posts.models import Audience

LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("ckb", "کوردی"),
    ("fr", "Français"),
    ("tr", "Türkçe"),
    ("fa", "فارسی"),
]


class ArticleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One or two sentences, shown where the article is listed."),
    )
    source = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea({"rows": 22, "class": "article-source"}),
        help_text=_(
            "## makes a heading, > a quotation, - a list. A picture is put in with ![description](media:name"
            ' "caption"); a video link alone on a line becomes a card.'
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    audience = forms.ChoiceField(
        label=_("Who can read it"),
        choices=[
            (Audience.PUBLIC, _("Everyone")),
            (Audience.UNLISTED, _("Everyone, not in public lists")),
            (Audience.LOCAL, _("Members of this server")),
            (Audience.FOLLOWERS, _("My followers")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "summary", "source"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def typed(self) -> dict[str, str]:
        """The fields as typed, for a draft, also where they are not yet good enough to publish."""
        return {name: self.data.get(name, "") for name in self.fields}
