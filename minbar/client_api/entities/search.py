from typing_extensions import TypedDict

from minbar.client_api.entities.account import Account
from minbar.client_api.entities.status import Status
from minbar.client_api.entities.tag import Tag


class Search(TypedDict):
    accounts: list[Account]
    statuses: list[Status]
    hashtags: list[Tag]
