"""A member's own account from prepared bytes, with what only they are told: one query, by hand, since every app
asks for it at each start.
"""

from typing import Any

import orjson

from minbar.accounts.models import Account, User
from minbar.client_api import join
from minbar.client_api.entities.account import role_entity, source_entity
from minbar.core.errors import Missing
from minbar.core.rows import fetch

# In the order of the models' fields, as ``from_db`` takes them.
_ACCOUNT = ("id", "bio", "fields", "discoverable", "indexable", "hide_collections")
_USER = ("id", "role", "default_audience", "default_sensitive", "default_language")
_SQL = (
    f"SELECT {join.ACCOUNT_COLUMNS}, {', '.join(f'u.{name}' for name in _USER)},"
    f" {', '.join(f'c.{name}' for name in _ACCOUNT)},"
    " (SELECT COUNT(*) FROM accounts_followrequest r WHERE r.target_id = c.id)"
    " FROM accounts_user u JOIN accounts_account c ON c.id = u.account_id"
    " JOIN client_api_preparedaccount a ON a.account_id = c.id WHERE u.id = %s"
)


def own_account(user_id: int | None) -> bytes:
    """The CredentialAccount of a login. Raises `Missing`."""
    rows = fetch(_SQL, [user_id])
    if not rows:
        raise Missing
    row: list[Any] = list(rows[0])
    user = User.from_db("default", _USER, _with_booleans(_USER, row[2:7]))
    account = Account.from_db("default", _ACCOUNT, _with_booleans(_ACCOUNT, row[7:13]))
    if isinstance(account.fields, str):
        account.fields = orjson.loads(account.fields)
    source = orjson.dumps(source_entity(account, user, row[13]))
    return b'%b,"source":%b,"role":%b}' % (
        join.account(row)[:-1],
        source,
        orjson.dumps(role_entity(user.role)),
    )


_BOOLEANS = {"hide_collections", "discoverable", "indexable", "default_sensitive"}


def _with_booleans(names: tuple[str, ...], values: list[Any]) -> list[Any]:
    """SQLite knows none: they come as 0 and 1."""
    return [bool(value) if name in _BOOLEANS else value for name, value in zip(names, values, strict=True)]
