"""What every test may ask for: a fixed clock, keys, and an empty store on each database that is at hand.

SQLite is always there. PostgreSQL is found at MAILGATE_TEST_POSTGRESQL, or at the local socket; where
there is none the tests on it are skipped with one line, and in CI (CI=true) that is an error.
"""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from store.engine import Store, open_store
from store.migrations import migrate
from store.sealed import Box

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
REPORTS = Path(__file__).parents[2] / "shared" / "reports"  # of others: beside the project, never in it
POSTGRESQL = os.environ.get("MAILGATE_TEST_POSTGRESQL", "postgresql+psycopg:///postgres")


def missing(part: str, mend: str) -> None:
    """Skip for want of a part that tests need; in CI every part must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{part} is missing: {mend}")
    pytest.skip(f"{part} is missing: {mend}")


@cache
def _postgresql_answers() -> bool:
    engine = create_engine(POSTGRESQL, connect_args={"connect_timeout": 3})
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()


@pytest.fixture
def now() -> datetime:
    """The time it is in a test."""
    return NOW


@pytest.fixture
def box() -> Box:
    """Keys of this test."""
    return Box(data_key=b"d" * 32, lookup_key=b"l" * 32)


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """An empty PostgreSQL database, dropped afterwards."""
    if not _postgresql_answers():
        missing("PostgreSQL", "install it, or name one in MAILGATE_TEST_POSTGRESQL")
    name = f"mailgate_{uuid.uuid4().hex[:12]}"
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"))
    yield make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/mailgate.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty, migrated store, once for each kind of database."""
    opened = open_store(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def leveson() -> Path:
    """The folder of the report that everything is checked against."""
    folder = REPORTS / "leveson"
    if not folder.is_dir():
        pytest.skip(f"the report {folder.name} is not beside the project (shared/reports)")
    return folder
