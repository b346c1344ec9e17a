"""What has gone up to the bucket: for each object what it was made of, and the ETag that the bucket gave it.

A file of its own, which may be lost: then all goes up once more. A row is taken away before its object is written and
put back after it, so what a row says was in the bucket then.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS uploaded (path TEXT PRIMARY KEY, digest BLOB NOT NULL, etag TEXT) WITHOUT ROWID;
"""
_COMPARED = """
DROP TABLE IF EXISTS temp.here;
DROP TABLE IF EXISTS temp.there;
CREATE TEMP TABLE here (path TEXT PRIMARY KEY, digest BLOB, rank INT) WITHOUT ROWID;
CREATE TEMP TABLE there (path TEXT PRIMARY KEY, etag TEXT) WITHOUT ROWID;
"""
_MISSING = """
SELECT path FROM here LEFT JOIN uploaded USING (path) LEFT JOIN there USING (path)
WHERE uploaded.digest IS NOT here.digest OR there.path IS NULL OR there.etag IS NOT uploaded.etag
ORDER BY rank, path
"""
_OBSOLETE = """
SELECT path, uploaded.path IS NOT NULL FROM there LEFT JOIN here USING (path) LEFT JOIN uploaded USING (path)
WHERE here.path IS NULL ORDER BY path
"""
_AT_ONCE = 1_000  # rows


class Here(NamedTuple):
    """An object as it has to be."""

    path: str
    digest: bytes
    rank: int


class There(NamedTuple):
    """An object as it is in the bucket."""

    path: str
    etag: str | None


class Uploaded:
    """The file. For one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, timeout=60, check_same_thread=False)
        self._connection.executescript(_TABLES)

    def differing(self, wanted: Sequence[Here]) -> list[Here]:
        """Return those that have not gone up as they are."""
        found = self._connection.execute
        known = "SELECT 1 FROM uploaded WHERE path = ? AND digest = ?"
        return [one for one in wanted if found(known, (one.path, one.digest)).fetchone() is None]

    def below(self, folder: str) -> list[str]:
        """Return the objects below a folder, whose name ends with a slash."""
        found = "SELECT path FROM uploaded WHERE path > ? AND path < ?"
        return [path for (path,) in self._connection.execute(found, (folder, folder[:-1] + chr(ord("/") + 1)))]

    def forget(self, paths: Iterable[str]) -> None:
        """Know nothing of these objects (any more): they are about to be written, or were deleted."""
        with self._connection:
            self._connection.executemany("DELETE FROM uploaded WHERE path = ?", ((path,) for path in paths))

    def remember(self, gone_up: Iterable[tuple[Here, str | None]]) -> None:
        """Know what is in the bucket."""
        rows = ((here.path, here.digest, etag) for here, etag in gone_up)
        with self._connection:
            self._connection.executemany("REPLACE INTO uploaded VALUES (?, ?, ?)", rows)

    def compare(self, here: Iterable[Here], there: Iterable[There]) -> Iterator[None]:
        """Take in all that has to be in the bucket, and all that is in it, for the two methods that follow.

        Yield after each little.
        """
        self._connection.executescript(_COMPARED)
        for statement, rows in (
            ("INSERT INTO here VALUES (?, ?, ?)", here),
            ("REPLACE INTO there VALUES (?, ?)", there),
        ):
            waiting = iter(rows)
            while some := list(islice(waiting, _AT_ONCE)):
                with self._connection:
                    self._connection.executemany(statement, some)
                yield

    def missing(self) -> Iterator[str]:
        """Yield the objects that are not in the bucket as they have to be, in the order in which they go up."""
        return (path for (path,) in self._connection.execute(_MISSING))

    def obsolete(self) -> Iterator[tuple[str, bool]]:
        """Yield the objects that have no file; whether it is known that they were ours."""
        return ((path, bool(is_known)) for path, is_known in self._connection.execute(_OBSOLETE))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
