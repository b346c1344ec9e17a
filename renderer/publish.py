"""The publisher: reads what has to be written again, writes the files that differ, and says done.

One `step` does what is due; a loop elsewhere calls it, and sleeps until `next_due` or until it is woken. The folder is
held meanwhile, so no other publisher does the same, and nothing has to be claimed. A crash at any moment leaves whole
files, and the work in the queue: it is done again. So its end need not be durable itself: whoever asks for work has
made it so, and what is forgotten of it is done again.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from renderer import compressed, environment, files, gate, leaving
from renderer.making import File
from renderer.output import Output
from renderer.press import Press
from renderer.site import Site
from renderer.wording import PageTemplateError
from store.documents import Documents
from store.engine import Store
from store.model import DocumentId
from store.rebuild import LEASE, Part, Rebuild, Work

log = logging.getLogger(__name__)

Made = tuple[Work, list[File]]
Outcome = tuple[list[Made], list[Work]]  # what was made, and what could not be

AT_ONCE = 64  # pieces of work in a step: short enough to stop in, long enough to share its commit
_NOT_MADE = "not made: part=%s target=%d attempt=%d"
_OF_COMMENTS = frozenset({Part.COMMENT, Part.LISTED})
_QUICK = _OF_COMMENTS | {Part.PARAGRAPH}
_LEAVING = frozenset({Part.REMOVED, Part.EDITION})
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(hours=2)
_BUSY = timedelta(seconds=1)  # while a full build holds the folder
_CATCH_UP = timedelta(seconds=30)  # how often to look whether the mirror is behind


class Mirror(Protocol):
    """Where the pages are kept as well. `keep` and `clear` say whether it is as it has to be then."""

    def keep(self, paths: Collection[str]) -> bool:
        """Have these files as the folder has them."""

    def clear(self, folder: str) -> bool:
        """Have nothing below this that the folder has not."""

    def catch_up(self) -> bool:
        """Do a little of what a full build that died has left undone; say whether there is more."""


class Publisher:
    """Keeps the pages below `public` as the store has them. For one thread."""

    def __init__(
        self,
        store: Store,
        site: Site,
        public: Path,
        *,
        templates: Path | None = None,
        mirror: Mirror | None = None,
        people: gate.People | None = None,
    ) -> None:
        self._store = store
        self._press = Press(site=site, templates=environment.pages(templates), public=str(public), people=people)
        self._public = str(public)
        self._mirror = mirror
        self._busy_until: datetime | None = None
        self._looked_at: datetime | None = None

    def step(self, now: datetime) -> bool:
        """Do what is due by `now`, at most AT_ONCE pieces; True where there was work, so that there may be more.

        A page that cannot be made defers its own work and stops no other; the queue parks it after ten tries.
        """
        with files.sole_writer(self._public, wait=False) as held:
            self._busy_until = None if held else now + _BUSY
            if not held:
                return False
            if self._work(now):
                return True
        return self._catch_up(now)

    def next_due(self) -> datetime | None:
        """Return when to call `step` again; None: not before something is asked for."""
        with self._store.read() as connection:
            due = Rebuild(connection).next_due()
        if due is None or self._busy_until is None:
            return due
        return max(due, self._busy_until)

    def _work(self, now: datetime) -> bool:
        with self._store.read() as connection:
            works = Rebuild(connection).due(now, limit=AT_ONCE)
            # What was due at once does not wait for the large pages, which were to come a little later.
            quick = [work for work in works if work.part in _QUICK]
            made = self._made(quick, connection, now)
        if quick:
            self._do(quick, made, now)
        if large := [work for work in works if work.part not in _QUICK]:
            self._do(large, self._made_anew(large, now), now)
        return bool(works)

    def _catch_up(self, now: datetime) -> bool:
        """Let the mirror catch up, where nothing else is to do; True where there is more of it."""
        is_time = self._looked_at is None or abs(now - self._looked_at) >= _CATCH_UP  # the clock may have been set
        if self._mirror is None or not is_time:
            return False
        is_more = self._mirror.catch_up()
        self._looked_at = None if is_more else now
        return is_more

    def _do(self, works: list[Work], made: Outcome, now: datetime) -> None:
        done, failed = self._publish(works, made, now)
        done = [work for work in done if work.part not in _LEAVING or self._take_away(work)]
        with self._store.write(durable=False) as connection:
            rebuild = Rebuild(connection)
            rebuild.done(done)
            for work in done:
                if work.part is Part.CLOSING:
                    rebuild.close(DocumentId(work.target_id), now=now)
            for work in failed:
                _defer(rebuild, work, now)
            rebuild.leave([work for work in works if work not in done and work not in failed], until=now + LEASE)

    def _take_away(self, work: Work) -> bool:
        """Take away what a document that was removed had, but for the page that says so; or what its edition lacks."""
        with self._store.read() as connection:
            documents = Documents(connection)
            document = documents.by_id(DocumentId(work.target_id))
            if document is None:
                return True
            left = leaving.left(self._public, document, self._press.plan(documents, document))
        files.remove(self._public, left)
        return self._mirror is None or self._mirror.clear(leaving.folder(document))

    def _publish(self, works: list[Work], outcome: Outcome, now: datetime) -> tuple[list[Work], list[Work]]:
        """Return the works whose files are on disk, and those whose files could not be made."""
        made, failed = outcome
        if failed and len(works) > 1:
            # Each by itself: on PostgreSQL one failed statement spoils all that follow in its transaction.
            apart = [self._made_anew([work], now) for work in works]
            made, failed = [one for some, _ in apart for one in some], [one for _, some in apart for one in some]
        return self._written(made), failed

    def _made_anew(self, works: Iterable[Work], now: datetime) -> Outcome:
        with self._store.read() as connection:
            return self._made(works, connection, now)

    def _made(self, works: Iterable[Work], connection: Connection, now: datetime) -> Outcome:
        made: list[Made] = []
        failed: list[Work] = []
        output = Output(self._press, connection, now)
        # Paragraphs before comments: with a paragraph its comments are read.
        for work in sorted(works, key=lambda work: work.part in _OF_COMMENTS):
            try:
                some = output.part(work.part, work.target_id)
                made.append((work, list(compressed.with_copies(some, self._press.site.compress))))
            except PageTemplateError as error:  # an operator's own, mostly: the sentence has the file and the line
                log.error(_NOT_MADE + " error=%s", work.part, work.target_id, work.attempts, error)  # noqa: TRY400
                failed.append(work)
            except Exception:
                log.exception(_NOT_MADE, work.part, work.target_id, work.attempts)
                failed.append(work)
        return made, failed

    def _written(self, made: list[Made]) -> list[Work]:
        """Write all at once, or, where that fails, each by itself, so that one file in the way stops no other.

        A full disk heals: work that could not be written is left alone for a while, and never parked.
        """
        try:
            wanted = {file.path: file for _, some in made for file in some}  # a page may be asked for in two ways
            changed = files.write_now(self._public, wanted.values())
        except OSError as error:
            if len(made) > 1:
                return [work for one in made for work in self._written([one])]
            for work, _ in made:
                cause = error.strerror
                log.error("not written: part=%s target=%d error=%s", work.part, work.target_id, cause)  # noqa: TRY400
            return []
        log.info("published: parts=%d changed=%d", len(made), len(changed))
        if self._mirror is not None and not self._mirror.keep(wanted):
            return []  # as where the disk is full
        return [work for work, _ in made]


def _defer(rebuild: Rebuild, work: Work, now: datetime) -> None:
    delay = min(_FIRST_DELAY * 2**work.attempts, _LONGEST_DELAY)
    if not rebuild.defer(work, due_at=now + delay):
        log.error("parked: part=%s target=%d", work.part, work.target_id)
