"""Notices: on PostgreSQL a ring is told to the other machines of the site, and theirs ring the bells here.

A hint, as a ring is: what is lost is found within loop.LONGEST_SLEEP. A notice is sent by a thread of its own, which
ends when nothing is left to say: a door must not wait for it, and a command that ends must not swallow it. PostgreSQL
carries it (NOTIFY); on SQLite there are no other machines.
"""

import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from mailgate.running import waking
from store.engine import Store

_PAUSE: Final = 5.0  # seconds, before a broken connection is made anew


class Notices:
    """What the parts of one machine tell those of the others. `run` is the folder of this machine's bells."""

    def __init__(self, store: Store, run: Path) -> None:
        self._store = store
        self._run = run
        self._here = f"{socket.gethostname()}:{run}"
        self._wanted: set[str] = set()
        self._telling: threading.Thread | None = None
        self._lock = threading.Lock()

    def tell(self, part: str) -> None:
        """Tell the other machines that a part has work. Never fails, never waits; many tellings may become one."""
        if self._store.is_sqlite:
            return
        with self._lock:
            self._wanted.add(part)
            if self._telling is None:
                self._telling = threading.Thread(target=self._tell_all, name="notices")
                self._telling.start()

    def hear(self, part: str, stop: threading.Event) -> None:
        """Ring this part's bells here whenever another machine tells of it, in a thread, until `stop` is set."""
        if not self._store.is_sqlite:
            threading.Thread(target=self._hear, args=(part, stop), name="hearing", daemon=True).start()

    def close(self) -> None:
        """Wait until what was to be told is told: the store may be closed then."""
        with self._lock:
            telling = self._telling
        if telling is not None:
            telling.join()

    def _tell_all(self) -> None:
        while (part := self._next()) is not None:
            with suppress(SQLAlchemyError):
                self._store.notify(_channel(part), self._here)

    def _next(self) -> str | None:
        with self._lock:
            if not self._wanted:
                self._telling = None
                return None
            return self._wanted.pop()

    def _hear(self, part: str, stop: threading.Event) -> None:
        def ring(origin: str) -> None:
            if origin != self._here:
                waking.ring(self._run, part)

        while not stop.is_set():
            with suppress(SQLAlchemyError):
                self._store.listen(_channel(part), ring, until=stop.is_set)
            stop.wait(_PAUSE)


def _channel(part: str) -> str:
    return f"mailgate_{part}"
