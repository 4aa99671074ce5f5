from typing import NotRequired

from typing_extensions import TypedDict

from minbar.client_api.entities.account import Account
from minbar.client_api.entities.report import Report
from minbar.client_api.entities.status import Status


class Notification(TypedDict):
    id: str
    type: str
    group_key: str
    created_at: str
    account: Account
    status: NotRequired[Status]
    report: NotRequired[Report]


class UnreadCount(TypedDict):
    count: int
