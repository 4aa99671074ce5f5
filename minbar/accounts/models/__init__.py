from minbar.accounts.models.account import Account, AccountKind, AccountState
from minbar.accounts.models.relations import Block, Follow, FollowRequest, Mute, Note
from minbar.accounts.models.user import Role, User

__all__ = [
    "Account",
    "AccountKind",
    "AccountState",
    "Block",
    "Follow",
    "FollowRequest",
    "Mute",
    "Note",
    "Role",
    "User",
]
