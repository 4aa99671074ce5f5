"""Which usernames may be taken on this server."""

import re

from django.utils.translation import gettext as _

from minbar.core.errors import Invalid

SHORTEST, LONGEST = 2, 30
_FORM = re.compile(r"[a-z0-9_]+", re.IGNORECASE | re.ASCII)

#: Words that addresses of this server, or its people in office, go by.
RESERVED = frozenset(
    """about abuse account accounts admin administrator api apps articles auth bookmarks compose contact
    drafts explore favourites help home inbox info instance legal local login logout mail media minbar
    moderation moderator news noreply notifications oauth official outbox owner postmaster privacy public
    report root rules search security settings sign_in sign_up static support system tags team terms users
    webmaster well_known www your_time""".split()
)


def check_username(username: str) -> str:
    """The username as it will be kept, or `Invalid` with the reason it cannot be had.

    Whether it is already taken is for the database to say (its unique constraint ignores case).
    """
    name = username.strip()
    if not SHORTEST <= len(name) <= LONGEST:
        raise Invalid(
            _("A username has between %(shortest)d and %(longest)d characters.")
            % {"shortest": SHORTEST, "longest": LONGEST},
            "username",
        )
    if not _FORM.fullmatch(name):
        raise Invalid(_("A username is made of English letters, digits and underscores."), "username")
    if name.lower() in RESERVED:
        raise Invalid(_("This username is kept for the server itself."), "username")
    return name
