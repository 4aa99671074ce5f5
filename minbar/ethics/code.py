"""The short rules that every report cites, numbered for good: a number is never given to another rule."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Rule:
    number: int
    text: str | Promise
    hint: str | Promise


RULES: tuple[Rule, ...] = (
    Rule(
        1,
        _("Women and men are equal here."),
        _("Nobody is belittled, silenced or threatened for their sex."),
    ),
    Rule(
        2,
        _("Customs and traditions are respected."),
        _("Disagree with a custom as you like; do not mock the people who keep it."),
    ),
    Rule(
        3,
        _("Religions and beliefs are respected."),
        _("Questions and criticism are welcome; insult and incitement are not."),
    ),
    Rule(
        4,
        _("The other party is respected."),
        _("Argue with what was said, not with who said it; no insult, no pile-on."),
    ),
    Rule(
        5,
        _("Be truthful, and correct what was wrong."),
        _("No invented news, no doubt spread for its own sake; a mistake is corrected where it was made."),
    ),
    Rule(
        6,
        _("Other people's privacy is theirs."),
        _("No addresses, numbers, private pictures or messages of others without their consent."),
    ),
    Rule(
        7,
        _("Children are protected."),
        _("Nothing that harms, sexualises or exposes a child; such reports come first."),
    ),
    Rule(
        8,
        _("No incitement to violence or hatred."),
        _("Neither openly nor by hints, against anybody."),
    ),
    Rule(
        9,
        _("Advertising says that it is advertising."),
        _("No hidden adverts, no bought praise, no spam."),
    ),
    Rule(
        10,
        _("Be who you say you are."),
        _("No impersonation of people or institutions, no break-in into accounts."),
    ),
)
NUMBERS = frozenset(rule.number for rule in RULES)
