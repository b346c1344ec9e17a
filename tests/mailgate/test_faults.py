"""What the log says of a fault: enough to mend it, and nothing of what people wrote."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from mailgate import faults


def test_a_database_that_is_locked_is_named_by_its_code_and_no_value_is_quoted(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    holder.execute("CREATE TABLE mails (author TEXT)")
    holder.execute("BEGIN IMMEDIATE")
    engine = create_engine(f"sqlite:///{tmp_path}/some.db", connect_args={"timeout": 0})
    statement = text("INSERT INTO mails VALUES (:author)")
    with engine.connect() as connection, pytest.raises(OperationalError) as raised:
        connection.execute(statement, {"author": "ann@reader.example"})
    assert faults.place(raised.value).startswith("OperationalError SQLITE_BUSY")
    assert "ann@" not in faults.place(raised.value)
    engine.dispose()
    holder.close()


def test_what_is_no_databases_fault_has_no_code() -> None:
    assert faults.code(OSError(28, "No space left on device")) == ""
