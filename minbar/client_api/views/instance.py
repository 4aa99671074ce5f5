"""What this server is: its name, rules and limits, and who runs it."""

from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape, linebreaks
from django.utils.translation import override
from ninja import Router

from minbar.accounts.actions.update_profile import LONGEST_BIO, LONGEST_FIELD, LONGEST_NAME, MOST_FIELDS
from minbar.client_api import instance_facts as facts
from minbar.client_api.answers import answer, responses
from minbar.client_api.entities.account import Account, account_entity
from minbar.client_api.entities.instance import (
    Configuration,
    ExtendedDescription,
    Instance,
    InstanceV1,
    Limits,
    Week,
)
from minbar.client_api.entities.rule import Rule
from minbar.client_api.entities.values import static_address
from minbar.core.text.count import LINK_LENGTH
from minbar.ethics.code import RULES
from minbar.media import limits as media
from minbar.media.sniffing import MIMES
from minbar.posts import limits as posts

router = Router(tags=["instance"])
#: Apps read the first number and behave as with that version of Mastodon.
_VERSION = f"4.5.0 (compatible; Minbar {version('minbar')})"


def _streaming() -> str:
    scheme = "wss" if settings.SECURE else "ws"
    return f"{scheme}://{urlsplit(settings.BASE_URL).netloc}"


def _rules() -> list[Rule]:
    found: list[Rule] = []
    for rule in RULES:
        translations: dict[str, Any] = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                translations[code] = {"text": str(rule.text), "hint": str(rule.hint)}
        found.append(
            {
                "id": str(rule.number),
                "text": str(rule.text),
                "hint": str(rule.hint),
                "translations": translations,
            }
        )
    return found


def _limits() -> Limits:
    return {
        "accounts": {
            "max_display_name_length": LONGEST_NAME,
            "max_note_length": LONGEST_BIO,
            "max_featured_tags": 0,
            "max_pinned_statuses": posts.MOST_PINS,
            "max_profile_fields": MOST_FIELDS,
            "profile_field_name_limit": LONGEST_FIELD,
            "profile_field_value_limit": LONGEST_FIELD,
        },
        "statuses": {
            "max_characters": settings.ENV.max_post_length,
            "max_media_attachments": posts.MOST_MEDIA,
            "characters_reserved_per_url": LINK_LENGTH,
        },
        "media_attachments": {
            "supported_mime_types": sorted(MIMES.values()),
            "description_limit": media.LONGEST_DESCRIPTION,
            "image_size_limit": media.largest_bytes(),
            "image_matrix_limit": media.MOST_PIXELS,
            # No video is taken: apps that look at these alone learn it too.
            "video_size_limit": 0,
            "video_frame_rate_limit": 0,
            "video_matrix_limit": 0,
        },
        "polls": {
            "max_options": posts.MOST_OPTIONS,
            "max_characters_per_option": posts.LONGEST_OPTION,
            "min_expiration": int(posts.SHORTEST_POLL.total_seconds()),
            "max_expiration": int(posts.LONGEST_POLL.total_seconds()),
        },
    }


def _configuration() -> Configuration:
    everybody = {"local": "public", "remote": "public"}
    return {
        **_limits(),
        "urls": {
            "streaming": _streaming(),
            "status": None,
            "about": f"{settings.BASE_URL}/about",
            "privacy_policy": None,
            "terms_of_service": None,
        },
        "vapid": {"public_key": ""},
        "translation": {"enabled": False},
        "timelines_access": {
            "live_feeds": {**everybody},  # type: ignore[typeddict-item]  # the same two names
            "hashtag_feeds": {**everybody},  # type: ignore[typeddict-item]  # the same two names
            "trending_link_feeds": {"local": "disabled", "remote": "disabled"},
        },
        # Until servers can speak to this one, none is let in.
        "limited_federation": True,
    }


def _contact() -> Account | None:
    account = facts.contact_account()
    return None if account is None else account_entity(account)


@router.get("/v2/instance", response=responses(Instance))
def show(request: HttpRequest) -> HttpResponse:
    """The server in full."""
    env = settings.ENV
    approval = settings.REGISTRATIONS == "approval"
    instance: Instance = {
        "domain": settings.LOCAL_DOMAIN,
        "title": env.server_name,
        "version": _VERSION,
        "source_url": f"{settings.BASE_URL}/about",
        "description": env.server_description,
        "wrapstodon": None,
        "usage": {"users": {"active_month": facts.active_month()}},
        "thumbnail": {"url": static_address("icons/minbar-512.png"), "description": env.server_name},
        "icon": [
            {"src": static_address(f"icons/minbar-{size}.png"), "size": f"{size}x{size}"}
            for size in (180, 512)
        ],
        "languages": [env.language, *(code for code, _name in settings.LANGUAGES if code != env.language)],
        "configuration": _configuration(),
        "registrations": {
            "enabled": settings.REGISTRATIONS != "closed",
            "approval_required": approval,
            "reason_required": approval,
            "message": None,
            "min_age": None,
            "url": None,
        },
        # What came with the later numbers (grouped notifications, quotes) is not here.
        "api_versions": {"mastodon": 1},
        "contact": {"email": env.contact_email, "account": _contact()},
        "rules": _rules(),
    }
    return answer(instance)


@router.get("/v1/instance", response=responses(InstanceV1))
def show_v1(request: HttpRequest) -> HttpResponse:
    """The server, as older apps ask for it."""
    env = settings.ENV
    instance: InstanceV1 = {
        "uri": settings.LOCAL_DOMAIN,
        "title": env.server_name,
        "short_description": env.server_description,
        "description": env.server_description,
        "email": env.contact_email,
        "version": _VERSION,
        "urls": {"streaming_api": _streaming()},
        "stats": facts.stats(),
        "thumbnail": static_address("icons/minbar-512.png"),
        "languages": [env.language],
        "registrations": settings.REGISTRATIONS != "closed",
        "approval_required": settings.REGISTRATIONS == "approval",
        "invites_enabled": False,
        "configuration": _limits(),
        "contact_account": _contact(),
        "rules": _rules(),
    }
    return answer(instance)


@router.get("/v1/instance/rules", response=responses(list[Rule]))
def rules(request: HttpRequest) -> HttpResponse:
    """The rules, numbered as reports cite them."""
    return answer(_rules())


@router.get("/v1/instance/peers", response=responses(list[str]))
def peers(request: HttpRequest) -> HttpResponse:
    """Servers that this one knows accounts of."""
    return answer(facts.peers())


@router.get("/v1/instance/activity", response=responses(list[Week]))
def activity(request: HttpRequest) -> HttpResponse:
    """How much happened in each of the last twelve weeks."""
    return answer(facts.activity())


@router.get("/v1/instance/extended_description", response=responses(ExtendedDescription))
def extended_description(request: HttpRequest) -> HttpResponse:
    """What the server says about itself."""
    text = settings.ENV.server_description
    about: ExtendedDescription = {"updated_at": None, "content": linebreaks(escape(text)) if text else ""}
    return answer(about)
