"""A database of an earlier version comes to the tables of this one, with everything in it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Boolean, Column, Connection, DateTime, Integer, LargeBinary, MetaData, insert, select

from store.engine import open_store
from store.migrations import is_current, migrate, revision, steps

WHEN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def value(column: Column[object]) -> object:
    """Something that fits; every number is 1, so that foreign keys point to the one row there is."""
    for kind, fitting in ((Boolean, True), (Integer, 1), (DateTime, WHEN), (LargeBinary, b"x" * 32)):
        if isinstance(column.type, kind):
            return fitting
    return "a"


def fill(connection: Connection) -> dict[str, dict[str, object]]:
    """Put a row into every table that is there; return them as they were kept."""
    found = MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        connection.execute(insert(table).values({column.name: value(column) for column in table.columns}))
    return {table.name: dict(connection.execute(select(table)).mappings().one()) for table in tables}


@pytest.mark.parametrize("earlier", steps())
def test_what_an_earlier_version_kept_is_kept(database_url: str, earlier: str) -> None:
    store = open_store(database_url)
    migrate(store, to=earlier)
    assert revision(store) == earlier
    with store.write() as connection:
        before = fill(connection)
    migrate(store)
    assert is_current(store)
    found = MetaData()
    with store.read() as connection:
        found.reflect(connection)
        for name, row in before.items():
            now = dict(connection.execute(select(found.tables[name])).mappings().one())
            assert {column: now[column] for column in row} == row, name
    store.close()
