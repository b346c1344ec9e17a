"""What the tables have in common: names of constraints, times, numbers of rows, and the three columns of a queue."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    TypeDecorator,
    text,
)

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=CONVENTION)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC: SQLite forgets the zone, so it is taken off and put on here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Write SQLite's text at once, as it is read."""
        return _to_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive times: they mean something else on every machine."""
        return None if value is None else _in_utc(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read SQLite's text at once: by way of a time without a zone it takes seven times as long."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give every time its zone."""
        return None if value is None else value.astimezone(UTC)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    return None if value is None else _written(_in_utc(value))


@lru_cache(maxsize=64)
def _written(value: datetime) -> str:
    """Writing a time takes as long as all else of its row, and one moment is written several times.

    In UTC: the two times of an hour that a clock was set back by are equal in their own zone.
    """
    return value.replace(tzinfo=None).isoformat(" ", "microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


# SQLite counts rows itself only in a column of type INTEGER; PostgreSQL wants room for more than 2^31 of them.
Id = BigInteger().with_variant(Integer, "sqlite")
HASH = LargeBinary(32)


def row_id() -> Column[int]:
    """Return the number of a row, counted by the database."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def queue() -> tuple[Column[datetime], Column[datetime], Column[int]]:
    """Return the columns of a leased queue (see store.queue)."""
    return (
        Column("due_at", UtcTime, nullable=True),
        Column("leased_until", UtcTime, nullable=True),
        Column("attempts", Integer, nullable=False, server_default=text("0")),
    )


def waiting(table: str) -> Index:
    """Return the index by which work that waits is found."""
    due = text("due_at IS NOT NULL")
    return Index(f"ix_{table}_due_at", "due_at", sqlite_where=due, postgresql_where=due)
