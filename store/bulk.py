"""Many new rows at once, for what comes in faster than SQLAlchemy can write it row by row.

SQLite's driver lets other threads run during each statement, and may wait long until it may go on. So one statement
inserts many rows there, made here once for each number of rows. PostgreSQL's driver pipelines the rows itself.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql

ROWS = 32  # of one statement

_Convert = Callable[[Any], Any]


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]], *, key: str) -> None:
    """Insert rows, all with the same columns; leave out each whose `key`, a unique column, is there already."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(postgresql.insert(table).on_conflict_do_nothing(index_elements=[key]), rows)
        return
    bound = _bound(connection, table, rows)
    width = len(rows[0])
    names = ", ".join(rows[0])
    for start in range(0, len(bound), ROWS * width):
        values = bound[start : start + ROWS * width]
        connection.exec_driver_sql(_statement(table.name, names, width, len(values) // width, key), tuple(values))


def _bound(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> list[object]:
    """Return the values of all rows as the driver takes them, one after the other."""
    columns = _converters(connection.dialect, table, tuple(rows[0]))
    return [convert(row[name]) if convert else row[name] for row in rows for name, convert in columns]


@lru_cache(maxsize=32)
def _converters(dialect: Dialect, table: Table, names: tuple[str, ...]) -> tuple[tuple[str, _Convert | None], ...]:
    """Return what makes of each column's value what the driver takes."""
    return tuple((name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names)


@lru_cache(maxsize=ROWS)
def _statement(table: str, names: str, width: int, rows: int, key: str) -> str:
    values = ", ".join([f"({', '.join('?' * width)})"] * rows)
    return f"INSERT INTO {table} ({names}) VALUES {values} ON CONFLICT ({key}) DO NOTHING"  # noqa: S608 - our own names
