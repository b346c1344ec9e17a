"""INSERT ... ON CONFLICT, which SQLAlchemy has for each database by itself: a statement is made once, for both."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


class Upsert:
    """Rows put into a table, or into the place of those with the same `keys`.

    `anew`: what a row that is there already becomes, column by column, given the columns of the new one.
    """

    def __init__(self, table: Table, keys: Sequence[str], anew: Callable[[Any], Mapping[str, Any]]) -> None:
        lite, big = sqlite.insert(table), postgresql.insert(table)
        self._statements = {
            "sqlite": lite.on_conflict_do_update(index_elements=keys, set_=anew(lite.excluded)),
            "postgresql": big.on_conflict_do_update(index_elements=keys, set_=anew(big.excluded)),
        }

    def execute(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows."""
        if rows:
            connection.execute(self._statements[connection.dialect.name], rows)
