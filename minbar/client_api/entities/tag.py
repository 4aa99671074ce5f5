from typing import NotRequired

from typing_extensions import TypedDict

from minbar.client_api.entities.values import tag_address
from minbar.posts.models import Tag as Hashtag


class TagHistory(TypedDict):
    day: str
    uses: str
    accounts: str


class Tag(TypedDict):
    id: str
    name: str
    url: str
    history: list[TagHistory]
    following: NotRequired[bool]
    featuring: NotRequired[bool]


def tag_entity(tag: Hashtag, *, signed_in: bool) -> Tag:
    entity: Tag = {"id": str(tag.pk), "name": tag.display, "url": tag_address(tag.name), "history": []}
    if signed_in:
        entity["following"] = False
        entity["featuring"] = False
    return entity
