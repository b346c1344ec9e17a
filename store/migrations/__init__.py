"""Migrations: the steps by which a database comes to the tables of store.schema, on both databases.

Steps are one line, not a tree; a step's file is named after its revision: NNNN_what_it_does.py.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from store.engine import Store

if TYPE_CHECKING:
    from alembic.config import Config

_STEPS = Path(__file__).parent / "versions"


def migrate(store: Store, to: str = "head") -> None:
    """Bring the database to the tables of a revision, in one transaction; one that is there already stays as it is."""
    from alembic import command  # noqa: PLC0415  every command asks is_current, which must not take 0.3 s

    with store.write() as connection:
        command.upgrade(_config(connection), to)


def is_current(store: Store) -> bool:
    """Whether the database has the present tables."""
    return revision(store) == newest()


def revision(store: Store) -> str | None:
    """Return the revision whose tables the database has, or None where it has none of ours."""
    with store.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def newest() -> str:
    """Return the revision of the last step."""
    return steps()[-1]


def steps() -> list[str]:
    """Return every revision, the first one first."""
    return sorted(path.name[:4] for path in _STEPS.glob("[0-9]*.py"))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config
