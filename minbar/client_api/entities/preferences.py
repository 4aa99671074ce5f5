from typing_extensions import TypedDict

from minbar.accounts.models import User
from minbar.client_api.entities.account import VISIBILITY

Preferences = TypedDict(
    "Preferences",
    {
        "posting:default:visibility": str,
        "posting:default:sensitive": bool,
        "posting:default:language": str | None,
        "posting:default:quote_policy": str,
        "reading:expand:media": str,
        "reading:expand:spoilers": bool,
    },
)


def preferences_entity(user: User) -> Preferences:
    return {
        "posting:default:visibility": VISIBILITY[user.default_audience],
        "posting:default:sensitive": user.default_sensitive,
        "posting:default:language": user.default_language or None,
        "posting:default:quote_policy": "nobody",
        "reading:expand:media": "default",
        "reading:expand:spoilers": user.expand_warnings,
    }
