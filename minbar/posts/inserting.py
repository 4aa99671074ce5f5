"""Writing one new row without the ORM's detours.

``save(force_insert=True)`` compiles the same statement anew each time, which costs a publication more than
the rest of it together.
"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, models, transaction

_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)


@cache
def _statement(model: type[models.Model], vendor: str) -> str:
    quote = connection.ops.quote_name
    names = [field.column for field in model._meta.concrete_fields if field.column]
    columns, marks = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"


@cache
def _columns(model: type[models.Model]) -> list[tuple[str, models.Field[Any, Any] | None]]:
    """(attribute, field) of each column; no field where the database takes the attribute as it is."""
    return [
        (field.attname, None if isinstance(field, _PLAIN) else field) for field in model._meta.concrete_fields
    ]


def insert(row: models.Model) -> None:
    """Write a row that has its primary key. No signals are sent; nothing in Minbar listens to any."""
    # The proxy looks the connection up anew at each attribute.
    database = connections[DEFAULT_DB_ALIAS]
    values = [
        getattr(row, name) if field is None else field.get_db_prep_save(getattr(row, name), database)
        for name, field in _columns(type(row))
    ]
    with database.cursor() as cursor:
        cursor.execute(_statement(type(row), database.vendor), values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_once(row: models.Model) -> bool:
    """Write a row unless one like it (by a unique constraint) is there; whether it was written."""
    try:
        with transaction.atomic():
            insert(row)
    except IntegrityError:
        return False
    return True
