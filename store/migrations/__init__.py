"""Migrations: the steps by which a database comes to the tables of store.schema, on both databases."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from store.engine import Store


def migrate(store: Store) -> None:
    """Bring the database to the present tables; one that is there already stays as it is."""
    with store.write() as connection:
        command.upgrade(_config(connection), "head")


def is_current(store: Store) -> bool:
    """Whether the database has the present tables."""
    with store.read() as connection:
        config = _config(connection)
        heads = set(ScriptDirectory.from_config(config).get_heads())
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config
