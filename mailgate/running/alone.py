"""Whether a part is the only process of its kind: only then may it take over at once what a dead one had claimed."""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from store.engine import Store


@contextmanager
def alone(store: Store, folder: Path, part: str) -> Iterator[bool]:
    """Yield whether no other process runs this part on this database; while it does, none after it is told so.

    SQLite: a lock on a file of `folder`, as all parts are on one machine. PostgreSQL: an advisory lock of the
    database, on a connection of its own without a transaction. Both go when the process dies.
    """
    if store.is_sqlite:
        with _file_lock(folder / f"{part}.lock") as held:
            yield held
        return
    key = zlib.crc32(f"mailgate.{part}".encode())
    with store.read() as connection:
        unbound = connection.execution_options(isolation_level="AUTOCOMMIT")
        yield bool(unbound.execute(select(func.pg_try_advisory_lock(key))).scalar_one())
        unbound.execute(select(func.pg_advisory_unlock(key)))


@contextmanager
def _file_lock(file: Path) -> Iterator[bool]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
