"""Every row of every table as plain values that JSON can hold, and back: one form for both databases.

Sealed columns stay sealed: a backup without the site's keys tells addresses and mails to nobody.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, func, insert, select, text, update

from store.schema import UtcTime, metadata

BATCH = 500
Plain = dict[str, Any]


def tables() -> list[Table]:
    """Return every table, each after those its rows refer to."""
    return metadata.sorted_tables


def picture(connection: Connection) -> Connection:
    """Make all that this transaction reads one picture; to be called before it reads."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    return connection


def rows(connection: Connection, table: Table) -> Iterator[Plain]:
    """Yield the rows of a table, in the order of their keys."""
    statement = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(statement).mappings():
        yield {column.name: _plain(row[column.name]) for column in table.columns}


def put(connection: Connection, table: Table, plain: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows as `rows` yields them into a table that is empty; return how many."""
    number = 0
    source = iter(plain)
    while batch := list(islice(source, BATCH)):
        connection.execute(insert(table), [_row(table, each) for each in batch])
        number += len(batch)
    return number


def holds_anything(connection: Connection) -> bool:
    """Whether any table has a row."""
    return any(connection.execute(select(table).limit(1)).first() is not None for table in tables())


def settle(connection: Connection) -> None:
    """After all tables are filled: what was being worked on is free, and new rows get numbers of their own."""
    for table in tables():
        if "leased_until" in table.c:
            connection.execute(update(table).values(leased_until=None))
        if connection.dialect.name == "postgresql" and "id" in table.c:
            highest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, highest, False)))  # noqa: FBT003


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def _row(table: Table, plain: Mapping[str, Any]) -> Plain:
    row = dict(plain)
    for name, value in plain.items():
        if value is None:
            continue
        kind = table.c[name].type
        if isinstance(kind, LargeBinary):
            row[name] = base64.b64decode(value)
        elif isinstance(kind, UtcTime):
            row[name] = datetime.fromisoformat(value)
    return row
