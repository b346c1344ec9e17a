"""One database, two ways in: many readers, and writers that take the lock before they read.

SQLite: WAL, synchronous=FULL (we answer 250 after a commit: NORMAL may lose the last ones when power fails), BEGIN
IMMEDIATE for every writing transaction, so that none has to upgrade its lock and fail. PostgreSQL: as it comes, with
synchronous_commit on. The database file is readable by its owner alone.

A transaction that only says how far work has come, which is done again where that is lost, need not wait for the disk:
`write(durable=False)` is SQLite with synchronous=NORMAL, PostgreSQL with synchronous_commit off. When power fails the
last of them may be as if they had never been; what others committed is kept, and the database is whole.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select

BUSY_MILLISECONDS = 5_000  # under the 10 s in which the door answers
# KiB of pages that a connection to SQLite holds. Whoever writes touches the indexes by hash all over; a reader has
# what it reads once, and 2,000 is SQLite's own.
WRITER_CACHE, READER_CACHE = 8_000, 2_000


class StoreError(Exception):
    """The store cannot be opened as the settings say."""


def _sqlite_driver() -> ModuleType:
    """Return the newest SQLite at hand: Debian 12's 3.40 may damage a database when the WAL is reset (until 3.51.3)."""
    return import_module("pysqlite3" if find_spec("pysqlite3") else "sqlite3")


def _open_sqlite(url: str, *, write: bool, durable: bool = True) -> Engine:
    engine = create_engine(url, module=_sqlite_driver(), connect_args={"check_same_thread": False, "timeout": 5})
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "journal_mode=WAL",
            "synchronous=FULL" if durable else "synchronous=NORMAL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            f"cache_size={-WRITER_CACHE if write else -READER_CACHE}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    def do_begin(dbapi_connection: Any) -> None:
        dbapi_connection.execute(begin).close()

    # Not by an event: an engine that has one looks for listeners four times in each statement, a sixth of its cost.
    engine.dialect.do_begin = do_begin  # type: ignore[method-assign]
    return engine


def _open_postgresql(url: str, *, write: bool, durable: bool = True) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, pool_size=4, max_overflow=12)
    if not durable:

        @event.listens_for(engine, "begin")
        def begin_transaction(connection: Connection) -> None:
            # LOCAL: behind a pooler the session may be another's next.
            connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")

    return engine if write else engine.execution_options(postgresql_readonly=True)


DIALECTS: dict[str, Callable[..., Engine]] = {"sqlite": _open_sqlite, "postgresql+psycopg": _open_postgresql}


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. Use it from any thread; give each process its own."""

    url: str
    _reader: Engine
    _writer: Engine
    _marker: Engine  # for what need not be durable

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of ours, with one writer."""
        return self._writer.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads: one consistent picture."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        """A transaction that writes: committed when the block ends, rolled back when it raises.

        Not `durable`: a failure of power soon after may undo it, alone or with later ones that are not durable either.
        """
        with (self._writer if durable else self._marker).begin() as connection:
            yield connection

    def notify(self, channel: str, payload: str) -> None:
        """Tell whoever listens, on whatever machine. PostgreSQL only."""
        with self.write(durable=False) as connection:
            connection.execute(select(func.pg_notify(channel, payload)))

    def listen(self, channel: str, heard: Callable[[str], None], *, until: Callable[[], bool]) -> None:
        """Call `heard` with the payload of each notice until `until` says so, which is asked once a second. PostgreSQL
        only. Raise SQLAlchemyError where there is no connection; return where the one there was breaks."""
        with self._marker.connect() as connection, suppress(self._marker.dialect.loaded_dbapi.Error):
            driver: Any = connection.connection.driver_connection
            connection.detach()  # what listens is of no use to others
            driver.autocommit = True
            driver.execute(f"LISTEN {channel}")
            while not until():
                for notice in driver.notifies(timeout=1.0):
                    heard(notice.payload)

    def forget(self) -> None:
        """Take what was deleted out of SQLite's log as well: there old pages stay until it is written anew."""
        if self.is_sqlite:
            with self._writer.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None  # noqa: S101  it is open
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Let go of every connection."""
        self._reader.dispose()
        self._writer.dispose()
        self._marker.dispose()


def open_store(url: str) -> Store:
    """Open the database at this URL (`sqlite:////path/file` or `postgresql+psycopg://...`); it must be migrated."""
    drivername = make_url(url).drivername
    if drivername not in DIALECTS:
        raise StoreError(f"no support for databases of kind {drivername}; known: {', '.join(sorted(DIALECTS))}")
    if drivername == "sqlite":
        _make_private(url)
    engine = DIALECTS[drivername]
    return Store(url, engine(url, write=False), engine(url, write=True), engine(url, write=True, durable=False))


def _make_private(url: str) -> None:
    database = make_url(url).database
    if not database or database == ":memory:":
        raise StoreError("the database must be a file: several processes share it")
    if not Path(database).exists():
        os.close(os.open(database, os.O_CREAT | os.O_RDWR, 0o600))
