"""The primary key that every social table uses."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from minbar.core.ids import new_id


class IdField(models.BigIntegerField):
    """A time-sorted 64-bit primary key.

    On SQLite its type is spelled ``integer`` so that it is the table's rowid itself and not a second index
    beside a hidden rowid (https://www.sqlite.org/lang_createtable.html#rowid).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("default", new_id)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
