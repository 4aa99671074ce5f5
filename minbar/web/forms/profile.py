from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minbar.accounts.actions.update_profile import LONGEST_BIO, LONGEST_FIELD, LONGEST_NAME, MOST_FIELDS
from minbar.accounts.models import Account, User
from minbar.posts.models import Audience


class ProfileForm(forms.Form):
    display_name = forms.CharField(label=_("Display name"), required=False, max_length=LONGEST_NAME)
    bio = forms.CharField(
        label=_("About you"), required=False, max_length=LONGEST_BIO, widget=forms.Textarea({"rows": 5})
    )
    avatar = forms.FileField(label=_("Picture"), required=False, help_text=_("JPEG, PNG, WebP or GIF."))
    remove_avatar = forms.BooleanField(label=_("Remove the picture"), required=False)
    header = forms.FileField(label=_("Cover"), required=False, help_text=_("A wide picture, 1500 by 500."))
    remove_header = forms.BooleanField(label=_("Remove the cover"), required=False)
    locked = forms.BooleanField(
        label=_("Ask me before somebody follows me"),
        required=False,
        help_text=_("Posts for your followers then reach only the people you let in."),
    )
    discoverable = forms.BooleanField(label=_("Suggest my account to others"), required=False)
    indexable = forms.BooleanField(label=_("My public posts may be found by search"), required=False)
    hide_collections = forms.BooleanField(label=_("Hide whom I follow and who follows me"), required=False)
    bot = forms.BooleanField(label=_("This is an automated account"), required=False)

    def __init__(self, account: Account, data: Any = None, files: Any = None) -> None:
        initial = {
            name: getattr(account, name)
            for name in (
                "display_name",
                "bio",
                "locked",
                "discoverable",
                "indexable",
                "hide_collections",
                "bot",
            )
        }
        for place in range(MOST_FIELDS):
            pair = account.fields[place] if place < len(account.fields) else {"name": "", "value": ""}
            initial[f"name_{place}"], initial[f"value_{place}"] = pair["name"], pair["value"]
        super().__init__(data, files, initial=initial)
        for name in ("display_name", "bio"):
            self.fields[name].widget.attrs["dir"] = "auto"
        for place in range(MOST_FIELDS):
            for part, label in (("name", _("Label")), ("value", _("Content"))):
                field = forms.CharField(label=label, required=False, max_length=LONGEST_FIELD)
                field.widget.attrs["dir"] = "auto"
                self.fields[f"{part}_{place}"] = field
        if not account.avatar_id:
            del self.fields["remove_avatar"]
        if not account.header_id:
            del self.fields["remove_header"]

    def pairs(self) -> list[tuple[str, str]]:
        """The profile's fields as (label, content), empty ones too."""
        data = self.cleaned_data
        return [(data[f"name_{place}"], data[f"value_{place}"]) for place in range(MOST_FIELDS)]

    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith(("name_", "value_"))]

    def pair_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name_{place}"], self[f"value_{place}"]) for place in range(MOST_FIELDS)]


class PreferencesForm(forms.Form):
    locale = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        # By places; names such as "EST5EDT" and "Zulu" are only kept for old machines.
        choices=[
            (zone, zone.replace("_", " "))
            for zone in sorted(available_timezones())
            if zone == "UTC" or ("/" in zone and not zone.startswith("Etc/"))
        ],
    )
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[
            ("auto", _("As my device")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
            ("eyecare", _("Eye care: warm and larger")),
        ],
    )
    default_audience = forms.ChoiceField(
        label=_("Who reads a new post"),
        choices=[
            (Audience.PUBLIC, _("Everyone")),
            (Audience.UNLISTED, _("Everyone, not in public lists")),
            (Audience.LOCAL, _("Members of this server")),
            (Audience.FOLLOWERS, _("My followers")),
        ],
    )
    default_language = forms.ChoiceField(
        label=_("Language I write in"),
        required=False,
        choices=[("", _("The language of the pages")), *settings.LANGUAGES],
    )
    default_sensitive = forms.BooleanField(label=_("Mark my pictures as sensitive"), required=False)
    expand_warnings = forms.BooleanField(label=_("Open content warnings for me"), required=False)

    @classmethod
    def of(cls, user: User, data: Any = None) -> "PreferencesForm":
        initial = {name: getattr(user, name) for name in cls.base_fields}
        return cls(data, initial=initial)
