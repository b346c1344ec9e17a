"""Leased queues: a worker claims due rows for a while, then says done, or defers; a dead worker's lease runs out.

A queue is a table with due_at (NULL: not waiting), leased_until and attempts. One statement claims on both databases:
PostgreSQL skips rows that others hold, SQLite has one writer. `attempts` is the fence: whoever says done must name the
attempt that claimed the row, so that a worker that was thought dead cannot finish what another has taken over.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Row, Table, Update, bindparam, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

LEASE = timedelta(minutes=1)


class Queue:
    """The queue in one table."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    def claim(self, now: datetime, *, limit: int, lease: timedelta = LEASE) -> Sequence[Row[Any]]:
        """Claim at most `limit` due rows until now + lease, oldest due first."""
        values = {"now": now, "most": limit, "until": now + lease}
        rows = self._connection.execute(_claim(self._table), values).all()
        return sorted(rows, key=lambda row: (row.due_at, row.id))

    def finish(self, row_id: int, attempts: int, values: Mapping[str, object]) -> bool:
        """Take a claimed row off the queue and write what became of it; False where another holds it now."""
        return self._update(row_id, attempts, {"due_at": None, "leased_until": None, **values})

    def finish_all(self, done: Sequence[tuple[int, int, Mapping[str, object]]]) -> bool:
        """Do the same for several rows (id, attempts, values), all with the same values; False: another holds one."""
        if not done:
            return True
        rows = [
            {"row_id": row_id, "claimed_attempts": attempts, "due_at": None, "leased_until": None, **values}
            for row_id, attempts, values in done
        ]
        statement = _mine(self._table, ("due_at", "leased_until", *done[0][2]))
        return self._connection.execute(statement, rows).rowcount == len(rows)

    def defer(
        self, row_id: int, attempts: int, *, due_at: datetime, values: Mapping[str, object] | None = None
    ) -> bool:
        """Give a claimed row back, due again later; False where another holds it now."""
        return self._update(row_id, attempts, {"due_at": due_at, "leased_until": None, **(values or {})})

    def release(self) -> int:
        """Free every leased row at once: for a part that starts and knows that it is the only one of its kind."""
        leased = self._table.c.leased_until.is_not(None)
        return self._connection.execute(update(self._table).where(leased).values(leased_until=None)).rowcount

    def next_due(self) -> datetime | None:
        """Return when the next row is due, or its lease over; None where nothing waits."""
        jobs = self._table
        when = func.coalesce(jobs.c.leased_until, jobs.c.due_at, type_=jobs.c.due_at.type)
        statement = select(func.min(when)).where(jobs.c.due_at.is_not(None))
        soonest: datetime | None = self._connection.execute(statement).scalar_one()
        return soonest

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many rows wait, and since when the oldest is due."""
        jobs = self._table
        statement = select(func.count(), func.min(jobs.c.due_at)).where(jobs.c.due_at.is_not(None))
        number, oldest = self._connection.execute(statement).one()
        return number, oldest

    def _update(self, row_id: int, attempts: int, values: Mapping[str, object]) -> bool:
        mine = {"row_id": row_id, "claimed_attempts": attempts}
        return self._connection.execute(_mine(self._table, tuple(values)), {**mine, **values}).rowcount == 1


@cache
def _mine(jobs: Table, columns: tuple[str, ...]) -> Update:
    """The update of a row that is still claimed by the attempt that is named; made once for each set of columns."""
    mine = (jobs.c.id == bindparam("row_id")) & (jobs.c.attempts == bindparam("claimed_attempts"))
    return (
        update(jobs).where(mine, jobs.c.leased_until.is_not(None)).values({name: bindparam(name) for name in columns})
    )


@cache  # a claim is made for every wake-up: building the statement would cost more than running it
def _claim(jobs: Table) -> ReturningUpdate[Any]:
    now, until = (bindparam(name, type_=jobs.c.due_at.type) for name in ("now", "until"))
    free = or_(jobs.c.leased_until.is_(None), jobs.c.leased_until <= now)
    due = select(jobs.c.id).where(jobs.c.due_at <= now, free).order_by(jobs.c.due_at, jobs.c.id)
    limited = due.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)
    cte = limited.cte("due")  # a CTE: LIMIT must be evaluated once
    claim = update(jobs).where(jobs.c.id.in_(select(cte.c.id))).returning(*jobs.c)
    return claim.values(leased_until=until, attempts=jobs.c.attempts + 1)
