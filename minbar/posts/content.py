"""Checking what somebody wants to say, before anything is written."""

from collections.abc import Sequence
from unicodedata import category

from django.conf import settings
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.accounts.rules import may_act
from minbar.core.errors import Invalid, Refused
from minbar.core.text import count_characters
from minbar.core.text.render import tidy
from minbar.media.models import Medium
from minbar.posts.limits import LONGEST_WARNING


def check_may_write(author: Account) -> None:
    if not may_act(author):
        raise Refused(_("Your account may not publish or react at present."))


def check_text(text: str, warning: str, *, may_be_empty: bool) -> tuple[str, str]:
    """(text, warning) as they will be kept. A warning over nothing is the text, as in Mastodon's apps."""
    text, warning = tidy(text), tidy(warning)
    if not _says_something(text):
        text, warning = warning, ""
    if not may_be_empty and not _says_something(text):
        raise Invalid(_("Write something, or add a picture."), "status")
    if len(warning) > LONGEST_WARNING:
        raise Invalid(
            _("A content warning has at most %(most)d characters.") % {"most": LONGEST_WARNING},
            "spoiler_text",
        )
    most = settings.ENV.max_post_length
    # Counting is the dearest check. A link of ten characters counts 23: no text counts thrice its own length.
    if (len(text) + len(warning)) * 3 > most and count_characters(text) + count_characters(warning) > most:
        raise Invalid(_("A post has at most %(most)d characters.") % {"most": most}, "status")
    return text, warning


def _says_something(text: str) -> bool:
    """Whether anything in it can be seen: direction marks and the like alone are nothing."""
    return any(not (letter.isspace() or category(letter)[0] == "C") for letter in text)


def media_of(author: Account, media: Sequence[Medium | int], most: int) -> list[Medium]:
    """The media, in the given order, freshly read: `Invalid` unless all are the author's own and none failed.

    One that still waits to be processed may be published; it is shown as soon as it is ready.
    """
    if not media:
        return []
    ids = list(dict.fromkeys(medium if isinstance(medium, int) else medium.pk for medium in media))
    if len(ids) > most:
        raise Invalid(_("A post shows at most %(most)d pictures.") % {"most": most}, "media_ids")
    # Locked, so that no sweep takes one between here and the commit.
    mine = Medium.objects.select_for_update().filter(pk__in=ids, owner_id=author.pk)
    found = {medium.pk: medium for medium in mine}
    if len(found) < len(ids):
        raise Invalid(_("One of the pictures does not exist or is not yours."), "media_ids")
    ordered = [found[id] for id in ids]
    for medium in ordered:
        if medium.state == Medium.State.FAILED:
            raise Invalid(medium.failure or _("One of the pictures could not be used."), "media_ids")
    return ordered
