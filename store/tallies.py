"""How often something happened lately, by keyed hashes: what limits are judged by.

Time is counted in ticks of ten minutes, and never goes back: where the clock is set back, counting stays at the last
tick that was counted, so that a limit is not had twice (INV-08). A tick far ahead was a clock that went wrong.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import Connection, bindparam, delete, func, select

from store.schema import tallies
from store.upsert import Upsert

TICK = timedelta(minutes=10)
_AHEAD = timedelta(days=2) // TICK


class Span(IntEnum):
    """How many ticks something counts for: one more than the time has, so that no window of that length has more."""

    HOUR = 7
    DAY = 145
    MONTH = 30 * 144 + 1


@dataclass(frozen=True, slots=True)
class Live:
    """The numbers of one moment, and the tick it is."""

    tick: int
    numbers: Mapping[bytes, int]


class Tallies:
    """The tallies of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def live(self, keys: Collection[bytes], at: datetime) -> Live:
        """Return what counts at this time of these keys."""
        now = _tick(at)
        rows = self._connection.execute(_LIVE, {"keys": list(keys), "now": now, "latest": now + _AHEAD}).all()
        tick = max([now, *(row.tick for row in rows)])
        return Live(tick, {bytes(row.key): int(row.number) for row in rows})

    def add(self, tick: int, numbers: Mapping[bytes, tuple[int, Span]]) -> None:
        """Count: by key how often, and for how long that counts."""
        if not numbers:
            return
        rows = [
            {"key": key, "tick": tick, "until": tick + span, "number": number}
            for key, (number, span) in numbers.items()
        ]
        _ADD.execute(self._connection, rows)

    def reached(self, beginning: bytes, number: int, at: datetime) -> frozenset[bytes]:
        """Return the keys that begin so and have at least this number now."""
        now = _tick(at)
        values = {"beginning": beginning, "after": beginning + b"\xff" * 32, "number": number}
        rows = self._connection.execute(_REACHED, {**values, "now": now, "latest": now + _AHEAD})
        return frozenset(bytes(row.key) for row in rows)

    def forget(self, at: datetime) -> None:
        """Take away what counts no more."""
        now = _tick(at)
        over = (tallies.c.until <= now) | (tallies.c.tick > now + _AHEAD)
        self._connection.execute(delete(tallies).where(over))


def _tick(at: datetime) -> int:
    return int(at.timestamp()) // int(TICK.total_seconds())


_LIVE = (
    select(tallies.c.key, func.sum(tallies.c.number).label("number"), func.max(tallies.c.tick).label("tick"))
    .where(tallies.c.key.in_(bindparam("keys", expanding=True)))
    .where(tallies.c.until > bindparam("now"), tallies.c.tick <= bindparam("latest"))
    .group_by(tallies.c.key)
)
_REACHED = (
    select(tallies.c.key)
    .where(tallies.c.key.between(bindparam("beginning"), bindparam("after")))
    .where(tallies.c.until > bindparam("now"), tallies.c.tick <= bindparam("latest"))
    .group_by(tallies.c.key)
    .having(func.sum(tallies.c.number) >= bindparam("number"))
)
_ADD = Upsert(tallies, ["key", "tick"], lambda new: {"number": tallies.c.number + new.number})
