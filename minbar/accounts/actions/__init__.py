from minbar.accounts.actions.block_account import block, unblock
from minbar.accounts.actions.change_state import (
    approve_account,
    change_role,
    lift_suspension,
    reject_account,
    reset_password,
    set_state,
    suspend_account,
)
from minbar.accounts.actions.create_account import create_account
from minbar.accounts.actions.follow_account import (
    accept_follow_request,
    follow,
    reject_follow_request,
    remove_follower,
    unfollow,
)
from minbar.accounts.actions.mute_account import end_expired_mutes, mute, unmute, write_note
from minbar.accounts.actions.update_profile import update_preferences, update_profile

__all__ = [
    "accept_follow_request",
    "approve_account",
    "block",
    "change_role",
    "create_account",
    "end_expired_mutes",
    "follow",
    "lift_suspension",
    "mute",
    "reject_account",
    "reject_follow_request",
    "remove_follower",
    "reset_password",
    "set_state",
    "suspend_account",
    "unblock",
    "unfollow",
    "unmute",
    "update_preferences",
    "update_profile",
    "write_note",
]
