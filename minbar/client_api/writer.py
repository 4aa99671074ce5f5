"""Who writes a post, and what their posts start with, in one query by hand: each publication runs it."""

from dataclasses import dataclass

from django.http import HttpRequest

from minbar.accounts.models import Account
from minbar.client_api.auth import bearer
from minbar.core.errors import Missing
from minbar.core.rows import fetch


@dataclass(frozen=True, slots=True)
class Defaults:
    audience: str
    sensitive: bool
    language: str


#: What writing looks at, in the order of the model's fields (``from_db``); all else is read when asked for.
_COLUMNS = ("id", "uri", "url", "username", "domain", "kind", "state", "display_name", "language")
_SQL = (
    f"SELECT u.default_audience, u.default_sensitive, u.default_language, {', '.join(f'a.{c}' for c in _COLUMNS)}"
    " FROM accounts_user u JOIN accounts_account a ON a.id = u.account_id WHERE u.id = %s"
)


def writer(request: HttpRequest) -> tuple[Account, Defaults]:
    """The account behind a person's token, and what its posts start with."""
    found = fetch(_SQL, [bearer(request).user_id])
    if not found:
        raise Missing
    audience, sensitive, language, *values = found[0]
    return Account.from_db("default", _COLUMNS, values), Defaults(audience, bool(sensitive), language)
