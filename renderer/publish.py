"""The publisher: claims what has to be written again, writes the files that differ, and says done.

One `step` does what is due; a loop elsewhere calls it, and sleeps until `next_due` or until it is woken. A crash at any
moment leaves whole files, and the work in the queue: its lease runs out and it is done again.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from renderer import environment, files
from renderer.output import File, Output, Press
from renderer.site import Site
from store.engine import Store
from store.rebuild import Rebuild, Work

log = logging.getLogger(__name__)

AT_ONCE = 64  # pieces of work in a step: short enough to stop in, long enough to share its two commits
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(hours=2)
_BUSY = timedelta(seconds=1)  # while a full build holds the folder


class Publisher:
    """Keeps the pages below `public` as the store has them. For one thread."""

    def __init__(self, store: Store, site: Site, public: Path, *, templates: Path | None = None) -> None:
        self._store = store
        self._press = Press(site=site, templates=environment.pages(templates))
        self._public = str(public)
        self._busy_until: datetime | None = None

    def step(self, now: datetime) -> bool:
        """Do what is due by `now`, at most AT_ONCE pieces; True where there was work, so that there may be more.

        A page that cannot be made defers its own work and stops no other; the queue parks it after ten tries.
        """
        with files.sole_writer(self._public, wait=False) as held:
            self._busy_until = None if held else now + _BUSY
            return held and self._work(now)

    def next_due(self) -> datetime | None:
        """Return when to call `step` again; None: not before something is asked for."""
        with self._store.read() as connection:
            due = Rebuild(connection).next_due()
        if due is None or self._busy_until is None:
            return due
        return max(due, self._busy_until)

    def _work(self, now: datetime) -> bool:
        with self._store.read() as connection:
            due = Rebuild(connection).next_due()
        if due is None or due > now:
            return False  # without a writing transaction: this is what most wake-ups find
        with self._store.write() as connection:
            works = Rebuild(connection).claim(now, limit=AT_ONCE)
        done, failed = self._publish(works, now)
        with self._store.write() as connection:
            rebuild = Rebuild(connection)
            rebuild.done(done)
            for work in failed:
                _defer(rebuild, work, now)
        return bool(works)

    def _publish(self, works: Iterable[Work], now: datetime) -> tuple[list[Work], list[Work]]:
        done: list[Work] = []
        failed: list[Work] = []
        for work in works:
            # Each has a transaction of its own: on PostgreSQL a failed statement spoils all that follow in its own.
            try:
                self._write(self._made(work, now), work)
            except OSError as error:  # a full disk heals: the lease runs out and it is tried again, never parked
                log.error("not written: part=%s target=%d error=%s", work.part, work.target_id, error.strerror)  # noqa: TRY400
            except Exception:
                log.exception("not made: part=%s target=%d attempt=%d", work.part, work.target_id, work.attempts)
                failed.append(work)
            else:
                done.append(work)
        return done, failed

    def _made(self, work: Work, now: datetime) -> list[File]:
        with self._store.read() as connection:
            return list(Output(self._press, connection, now).part(work.part, work.target_id))

    def _write(self, made: list[File], work: Work) -> None:
        changed = files.write_now(self._public, made)
        log.info("published: part=%s target=%d files=%d changed=%d", work.part, work.target_id, len(made), len(changed))


def _defer(rebuild: Rebuild, work: Work, now: datetime) -> None:
    delay = min(_FIRST_DELAY * 2 ** (work.attempts - 1), _LONGEST_DELAY)
    if not rebuild.defer(work, due_at=now + delay):
        log.error("parked: part=%s target=%d", work.part, work.target_id)
