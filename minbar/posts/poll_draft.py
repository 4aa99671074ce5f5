from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from minbar.core.errors import Invalid
from minbar.core.text.render import tidy
from minbar.posts.limits import FEWEST_OPTIONS, LONGEST_OPTION, LONGEST_POLL, MOST_OPTIONS, SHORTEST_POLL


@dataclass(frozen=True, slots=True)
class PollDraft:
    """A poll as its author writes it, before it is checked."""

    options: Sequence[str]
    expires_in: timedelta = timedelta(days=1)
    multiple: bool = False
    hide_totals: bool = False


def checked_options(poll: PollDraft) -> list[str]:
    """The options as they will be kept; `Invalid` says what is wrong with the poll."""
    options = [" ".join(tidy(option).split()) for option in poll.options]
    options = [option for option in options if option]
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise Invalid(
            _("A poll has between %(fewest)d and %(most)d choices.")
            % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS},
            "poll",
        )
    if any(len(option) > LONGEST_OPTION for option in options):
        raise Invalid(
            _("A choice of a poll has at most %(most)d characters.") % {"most": LONGEST_OPTION}, "poll"
        )
    if len({option.casefold() for option in options}) < len(options):
        raise Invalid(_("Two choices of the poll are the same."), "poll")
    if not SHORTEST_POLL <= poll.expires_in <= LONGEST_POLL:
        raise Invalid(
            _("A poll lasts between %(minutes)d minutes and %(days)d days.")
            % {"minutes": SHORTEST_POLL.seconds // 60, "days": LONGEST_POLL.days},
            "poll",
        )
    return options
