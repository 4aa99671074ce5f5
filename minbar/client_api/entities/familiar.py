from typing_extensions import TypedDict

from minbar.client_api.entities.account import Account


class FamiliarFollowers(TypedDict):
    id: str
    accounts: list[Account]
