"""From the handles in a text to the accounts they name."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from minbar.accounts.models import Account
from minbar.core.errors import Invalid
from minbar.core.text import Mention as Mentioned
from minbar.core.text import Rendered, find_mentions, render_post

MOST_MENTIONS: Final = 50


def local_domains() -> frozenset[str]:
    """What may stand behind a member's name; a port is not written in mentions."""
    domain = settings.LOCAL_DOMAIN.lower()
    return frozenset({domain, domain.partition(":")[0]})


def tag_url(folded: str) -> str:
    """The page of a tag, as it stands in the HTML that other apps are given."""
    return f"{settings.BASE_URL}/tags/{quote(folded)}"


def people_mentioned(text: str) -> dict[str, Account]:
    """The accounts that a text names, by ``handle_key``; no query when there is no ``@``."""
    if "@" not in text:
        return {}
    keys = find_mentions(text, local_domains())
    if len(keys) > MOST_MENTIONS:
        raise Invalid(_("A post mentions at most %(most)d people.") % {"most": MOST_MENTIONS}, "status")
    if not keys:
        return {}
    wanted = Q()
    domains: dict[str, list[str]] = {}
    for key in keys:
        username, _at, domain = key.partition("@")
        domains.setdefault(domain, []).append(username)
    for domain, usernames in domains.items():
        wanted |= Q(lowered__in=usernames, domain=domain)
    found = Account.objects.seen().alias(lowered=Lower("username")).filter(wanted)
    return {account.handle.lower(): account for account in found}


def rendered(text: str, language: str, people: Mapping[str, Account]) -> Rendered:
    """The post's HTML and findings, with links to the people and to this server's tags."""
    return render_post(text, language or None, mentions_of(people), tag_url, local_domains())


def mentions_of(people: Mapping[str, Account]) -> dict[str, Mentioned]:
    return {key: Mentioned(account.username, account.url, account.domain) for key, account in people.items()}
