"""What apps ask for at their start and nobody has here: honest empty lists, so that no app stumbles."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from minbar.client_api.answers import answer, responses
from minbar.client_api.auth import needs, open_to
from minbar.client_api.entities.account import Account
from minbar.client_api.entities.status import Status
from minbar.client_api.entities.tag import Tag
from minbar.client_api.entities.unused import (
    Announcement,
    FeaturedTag,
    Filter,
    FilterV1,
    List,
    PushSubscription,
    ScheduledStatus,
    Suggestion,
    TrendsLink,
)
from minbar.core.errors import Missing

router = Router(tags=["nothing yet"])


def _nothing(path: str, entity: Any, auth: Any, summary: str) -> None:
    def empty(request: HttpRequest) -> HttpResponse:
        return answer([])

    empty.__name__ = path.strip("/").replace("/", "_")
    router.get(path, response=responses(list[entity]), auth=auth, summary=summary)(empty)


_nothing("/v1/announcements", Announcement, needs(), "Announcements: none are made")
_nothing("/v1/lists", List, needs("read:lists"), "The reader's lists: there are none")
_nothing("/v1/filters", FilterV1, needs("read:filters"), "The reader's filters: there are none")
_nothing("/v2/filters", Filter, needs("read:filters"), "The reader's filters: there are none")
_nothing("/v1/followed_tags", Tag, needs("read:follows"), "Followed hashtags: none can be followed")
_nothing("/v1/featured_tags", FeaturedTag, needs("read:accounts"), "Featured hashtags: there are none")
_nothing("/v1/endorsements", Account, needs("read:accounts"), "Featured accounts: there are none")
_nothing("/v1/scheduled_statuses", ScheduledStatus, needs("read:statuses"), "Posts to come: there are none")
_nothing("/v1/domain_blocks", str, needs("read:blocks"), "Blocked servers: none can be blocked")
_nothing("/v1/suggestions", Account, needs("read"), "Suggested accounts: none are suggested")
_nothing("/v2/suggestions", Suggestion, needs("read"), "Suggested accounts: none are suggested")
_nothing("/v1/trends", Tag, open_to(), "Hashtags in fashion: fashions are not counted")
_nothing("/v1/trends/tags", Tag, open_to(), "Hashtags in fashion: fashions are not counted")
_nothing("/v1/trends/statuses", Status, open_to(), "Posts in fashion: fashions are not counted")
_nothing("/v1/trends/links", TrendsLink, open_to(), "Links in fashion: fashions are not counted")


@router.get("/v1/push/subscription", response=responses(PushSubscription), auth=needs("push"))
def push_subscription(request: HttpRequest) -> HttpResponse:
    """The app's subscription to push notifications: there is none."""
    raise Missing
