"""Which clients guess at addresses: counted for an hour, across restarts and for all processes of a listener together.

Each process counts what its own clients ask for, and writes that once a second, in one commit for all of them. The
store adds up: whoever has missed too often there is heard by no process. It knows clients by keyed hashes alone.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import datetime
from time import monotonic

import structlog

from mailgate import faults
from mailgate.smtp.pace import Pace
from store.engine import Store
from store.sealed import Box
from store.tallies import Span, Tallies

_EVERY = 1.0  # seconds between two commits, at least
_LOOK = 60.0  # seconds after which it is asked again who is not heard
# What is counted here is found together by how its keys begin. Others begin so by chance alone, which harms nobody.
_KIND = b"door"

log = structlog.get_logger("mailgate.misses")


class Misses:
    """The clients of one process, and those who are not heard by any. Use it from the loop."""

    def __init__(self, store: Store, box: Box, most: int, now: Callable[[], datetime]) -> None:
        """`most`: how often a client may miss within an hour."""
        self._store = store
        self._box = box
        self._most = most
        self._now = now
        self._pace = Pace(most, 3_600.0)
        self._new: Counter[bytes] = Counter()
        self._spent: frozenset[bytes] = frozenset()
        self._looked_at = monotonic()
        self._write(Counter())

    def note(self, client: Hashable, now: float) -> None:
        """Count one time."""
        self._pace.note(client, now)
        self._new[self._key(client)] += 1

    def is_spent(self, client: Hashable, now: float) -> bool:
        """Whether this client has missed too often."""
        return self._pace.is_spent(client, now) or (bool(self._spent) and self._key(client) in self._spent)

    async def keep(self) -> None:
        """Write what is new, once a second, until this is cancelled."""
        while True:
            await asyncio.sleep(_EVERY)
            if self._new or monotonic() > self._looked_at + _LOOK:
                self._looked_at = monotonic()
                new, self._new = self._new, Counter()
                if not await asyncio.to_thread(self._write, new):
                    self._new.update(new)

    async def close(self, keeping: "asyncio.Task[None]") -> None:
        """Write the last of it."""
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        await asyncio.to_thread(self._write, self._new)

    def _key(self, client: Hashable) -> bytes:
        return _KIND + self._box.digest("misses", repr(client).encode())[: -len(_KIND)]

    def _write(self, new: Counter[bytes]) -> bool:
        """Add to the store, and find out who is not heard. The door stays open where that cannot be done (INV-05)."""
        try:
            with self._store.write() if new else self._store.read() as connection:
                tallies, at = Tallies(connection), self._now()
                tick = tallies.live(new, at).tick
                tallies.add(tick, {key: (number, Span.HOUR) for key, number in new.items()})
                self._spent = tallies.reached(_KIND, self._most, at)
        except Exception as error:  # noqa: BLE001 - the store may be away; mail is not stored then either
            log.warning("not kept", error=faults.place(error))
            return False
        return True
