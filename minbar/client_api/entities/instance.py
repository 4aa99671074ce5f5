from typing import NotRequired

from typing_extensions import TypedDict

from minbar.client_api.entities.account import Account
from minbar.client_api.entities.rule import Rule


class ActiveUsers(TypedDict):
    active_month: int


class Usage(TypedDict):
    users: ActiveUsers


class Thumbnail(TypedDict):
    url: str
    description: str
    blurhash: NotRequired[str]
    versions: NotRequired[dict[str, str]]


class Icon(TypedDict):
    src: str
    size: str


class Addresses(TypedDict):
    streaming: str
    status: str | None
    about: str
    privacy_policy: str | None
    terms_of_service: str | None


class Vapid(TypedDict):
    public_key: str


class AccountLimits(TypedDict):
    max_display_name_length: int
    max_note_length: int
    max_featured_tags: int
    max_pinned_statuses: int
    max_profile_fields: int
    profile_field_name_limit: int
    profile_field_value_limit: int


class StatusLimits(TypedDict):
    max_characters: int
    max_media_attachments: int
    characters_reserved_per_url: int


class MediaLimits(TypedDict):
    supported_mime_types: list[str]
    description_limit: int
    image_size_limit: int
    image_matrix_limit: int
    video_size_limit: int
    video_frame_rate_limit: int
    video_matrix_limit: int


class PollLimits(TypedDict):
    max_options: int
    max_characters_per_option: int
    min_expiration: int
    max_expiration: int


class Translation(TypedDict):
    enabled: bool


class Feeds(TypedDict):
    local: str
    remote: str


class TimelinesAccess(TypedDict):
    live_feeds: Feeds
    hashtag_feeds: Feeds
    trending_link_feeds: Feeds


class Limits(TypedDict):
    accounts: AccountLimits
    statuses: StatusLimits
    media_attachments: MediaLimits
    polls: PollLimits


class Configuration(Limits):
    urls: Addresses
    vapid: Vapid
    translation: Translation
    timelines_access: TimelinesAccess
    limited_federation: bool


class Registrations(TypedDict):
    enabled: bool
    approval_required: bool
    reason_required: bool | None
    message: str | None
    min_age: int | None
    url: str | None


class ApiVersions(TypedDict):
    mastodon: int


class Contact(TypedDict):
    email: str
    account: Account | None


class Instance(TypedDict):
    domain: str
    title: str
    version: str
    source_url: str
    description: str
    wrapstodon: str | None
    usage: Usage
    thumbnail: Thumbnail
    icon: list[Icon]
    languages: list[str]
    configuration: Configuration
    registrations: Registrations
    api_versions: ApiVersions
    contact: Contact
    rules: list[Rule]


class StreamingAddress(TypedDict):
    streaming_api: str


class Stats(TypedDict):
    user_count: int
    status_count: int
    domain_count: int


class InstanceV1(TypedDict):
    uri: str
    title: str
    short_description: str
    description: str
    email: str
    version: str
    urls: StreamingAddress
    stats: Stats
    thumbnail: str | None
    languages: list[str]
    registrations: bool
    approval_required: bool
    invites_enabled: bool
    configuration: Limits
    contact_account: Account | None
    rules: list[Rule]


class Week(TypedDict):
    week: str
    statuses: str
    logins: str
    registrations: str


class ExtendedDescription(TypedDict):
    updated_at: str | None
    content: str
