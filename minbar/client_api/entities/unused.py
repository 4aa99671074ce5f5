"""Entities of what clients ask for at their start and nobody has here: they appear in empty lists alone."""

from typing import Any

from typing_extensions import TypedDict


class FeaturedTag(TypedDict):
    id: str
    name: str
    url: str
    statuses_count: str
    last_status_at: str | None


class List(TypedDict):
    id: str
    title: str
    replies_policy: str
    exclusive: bool


class Filter(TypedDict):
    id: str
    title: str
    context: list[str]
    expires_at: str | None
    filter_action: str
    keywords: list[dict[str, Any]]
    statuses: list[dict[str, Any]]


class FilterV1(TypedDict):
    id: str
    phrase: str
    context: list[str]
    expires_at: str | None
    irreversible: bool
    whole_word: bool


class Announcement(TypedDict):
    id: str
    content: str
    starts_at: str | None
    ends_at: str | None
    published: bool
    all_day: bool
    published_at: str
    updated_at: str


class ScheduledStatus(TypedDict):
    id: str
    scheduled_at: str
    params: dict[str, Any]


class TrendsLink(TypedDict):
    url: str
    title: str
    description: str


class Suggestion(TypedDict):
    source: str
    sources: list[str]
    account: dict[str, Any]


class PushSubscription(TypedDict):
    id: str
    endpoint: str
    standard: bool
    server_key: str
    alerts: dict[str, bool]
