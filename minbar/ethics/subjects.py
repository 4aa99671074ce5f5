"""What a report or a decision speaks of: kind, public id and how it stood, never a foreign key upwards."""

from typing import Any

from minbar.accounts.models import Account
from minbar.posts.models import Post


def post_subject(post: Post) -> dict[str, Any]:
    return {
        "kind": "post",
        "id": str(post.pk),
        "snapshot": {
            "url": post.url,
            "text": post.text,
            "html": post.html,
            "warning": post.warning,
            "created_at": post.created_at.isoformat(),
            "edited_at": post.edited_at.isoformat() if post.edited_at else None,
        },
    }


def account_subject(account: Account) -> dict[str, Any]:
    return {
        "kind": "account",
        "id": str(account.pk),
        "snapshot": {
            "url": account.url,
            "handle": account.handle,
            "name": account.name,
            "bio": account.bio,
            "state": str(account.state),
        },
    }
