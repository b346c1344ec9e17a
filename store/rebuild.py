"""The rebuild queue: which files have to be written again.

One row for each thing: asking twice is asking once. `version` is the fence: what is asked for while the row is being
worked on moves it, so that done() leaves the row and it is done again.

Nobody claims a row here: whoever works on them holds the folder of the pages against all others (renderer.files), and
work that is done twice makes the same files. A lease is set only on what has to be left alone for a while.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, or_, select, update

from store.model import CommentId, DocumentId, ParagraphId, Place, SectionId
from store.queue import Queue
from store.schema import documents, paragraphs, rebuild
from store.upsert import Upsert

LEASE = timedelta(minutes=1)
SITE = DocumentId(0)
# Pages that list many comments are written once for all the decisions of a minute (CONTRACT: within 60 s).
COALESCED = timedelta(seconds=50)
SOON = timedelta(seconds=5)  # a page after the first of a busy paragraph's comments: with others of these seconds
MAX_ATTEMPTS = 10
_GONE = delete(rebuild).where(rebuild.c.id == bindparam("row"), rebuild.c.version == bindparam("as_of"))
_NOW = bindparam("now", type_=rebuild.c.due_at.type)
_IS_FREE = or_(rebuild.c.leased_until.is_(None), rebuild.c.leased_until <= _NOW)
_DUE = (
    select(rebuild.c.id, rebuild.c.part, rebuild.c.target_id, rebuild.c.version, rebuild.c.attempts)
    .where(rebuild.c.due_at <= _NOW, _IS_FREE)
    .order_by(rebuild.c.due_at, rebuild.c.id)
    .limit(bindparam("most"))
)


class Part(StrEnum):
    """What a row names: its target is a comment (its own page, or the page among its paragraph's that lists it), a
    paragraph (alone, or with the pages of all its comments), a section, a document (its contents, all that only a new
    edition changes, or how its comments fare), or the site.

    REMOVED: all that is left of a document that was removed. CLOSING has no files: it is an appointment, to look at a
    document again when it closes for comments.
    """

    COMMENT = "comment"
    LISTED = "listed"
    PARAGRAPH = "paragraph"
    DISCUSSION = "discussion"
    SECTION = "section"
    DOCUMENT = "document"
    EDITION = "edition"
    MODERATION = "moderation"
    SITE = "site"
    REMOVED = "removed"
    CLOSING = "closing"


_PARTS = {part.value: part for part in Part}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One row that is due. `attempts`: how often it has failed."""

    id: int
    part: Part
    target_id: int
    version: int
    attempts: int


class Rebuild:
    """The rebuild queue of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue = Queue(connection, rebuild)

    def put(self, part: Part, target_id: CommentId | ParagraphId | SectionId | DocumentId, *, due_at: datetime) -> None:
        """Ask for the files of one thing to be written by this time, or sooner where that was asked already."""
        self._put({(part, target_id): due_at})

    def put_comments(
        self, standing: Iterable[tuple[CommentId, Place]], *, now: datetime, are_new: bool = False
    ) -> None:
        """Ask for the files that show comments: their own at once, those that list many a little later.

        What is changed or taken down is so on every page of its paragraph at once. What is new is at once on its own
        page and on its paragraph's; where that leads to a later page for it, there a few seconds after.
        """
        later = now + COALESCED
        wanted: dict[tuple[Part, int], datetime] = {}
        for comment, place in standing:
            wanted[Part.COMMENT, comment] = wanted[Part.PARAGRAPH, place.paragraph_id] = now
            wanted[Part.LISTED, comment] = now + SOON if are_new else now
            if place.paragraph.section_id is not None:
                wanted[Part.SECTION, place.paragraph.section_id] = later
            wanted[Part.DOCUMENT, place.document.id] = wanted[Part.SITE, SITE] = later
        self._put(wanted)

    def _put(self, wanted: Mapping[tuple[Part, int], datetime]) -> None:
        rows = [
            {"part": part.value, "target_id": target_id, "version": 1, "due_at": due_at}
            for (part, target_id), due_at in wanted.items()
        ]
        _PUT.execute(self._connection, rows)

    def due(self, now: datetime, *, limit: int) -> list[Work]:
        """Return what is to be done by now, at most `limit` rows, the longest due first."""
        rows = self._connection.execute(_DUE, {"now": now, "most": limit}).all()
        return [
            Work(id=row_id, part=_PARTS[part], target_id=target_id, version=version, attempts=attempts)
            for row_id, part, target_id, version, attempts in rows
        ]

    def done(self, works: Sequence[Work]) -> None:
        """Forget finished rows; those asked for again meanwhile stay, and are due."""
        if works:
            self._connection.execute(_GONE, [{"row": work.id, "as_of": work.version} for work in works])

    def leave(self, works: Sequence[Work], *, until: datetime) -> None:
        """Leave these alone for a while; it does not count as a failure."""
        if works:
            ids = [work.id for work in works]
            self._connection.execute(update(rebuild).where(rebuild.c.id.in_(ids)).values(leased_until=until))

    def defer(self, work: Work, *, due_at: datetime) -> bool:
        """Have one that failed tried later; after ten tries it is parked: kept, but no longer due. False: parked."""
        row = update(rebuild).where(rebuild.c.id == work.id, rebuild.c.version == work.version)
        is_parked = work.attempts + 1 >= MAX_ATTEMPTS
        due = None if is_parked else due_at
        again = row.values(due_at=due, leased_until=None, attempts=work.attempts + 1)
        is_same = self._connection.execute(again).rowcount == 1
        return not (is_parked and is_same)  # one that was asked for again meanwhile has its own time, and all its tries

    def release(self) -> int:
        """Free at once what was left alone."""
        return self._queue.release()

    def next_due(self) -> datetime | None:
        """Return when the next row is due; None where nothing waits."""
        return self._queue.next_due()

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many rows wait, and since when the oldest is due; appointments are no work that waits."""
        statement = select(func.count(), func.min(rebuild.c.due_at)).where(rebuild.c.due_at.is_not(None), _IS_WORK)
        number, oldest = self._connection.execute(statement).one()
        return number, oldest

    def parked(self) -> int:
        """Return how many rows were given up."""
        statement = select(func.count()).select_from(rebuild).where(rebuild.c.due_at.is_(None))
        return int(self._connection.execute(statement).scalar_one())

    def hasten(self, now: datetime) -> None:
        """Make due now what was to be written a little later; what failed keeps its own time to be tried again."""
        later = (rebuild.c.due_at > now) & (rebuild.c.attempts == 0) & _IS_WORK
        self._connection.execute(update(rebuild).where(later).values(due_at=now))

    def put_document(self, document_id: DocumentId, *, at: datetime) -> None:
        """Ask for every file of a document, and the site's own, to be written; and again when it closes after that."""
        ids = select(paragraphs.c.id).where(paragraphs.c.document_id == document_id)
        wanted = {(Part.DISCUSSION, paragraph_id): at for paragraph_id in self._connection.execute(ids).scalars()}
        wanted |= {(part, document_id): at for part in (Part.EDITION, Part.MODERATION, Part.DOCUMENT)}
        self._put(wanted | {(Part.SITE, SITE): at})
        self._keep_appointment(document_id, after=at)

    def close(self, document_id: DocumentId, *, now: datetime) -> None:
        """Do what a CLOSING row that is done asks for: if the document has closed, its pages say so."""
        if not self._keep_appointment(document_id, after=now):
            self.put_document(document_id, at=now)

    def _keep_appointment(self, document_id: DocumentId, *, after: datetime) -> bool:
        """Make sure that the document is looked at when it closes; False: that is not to come."""
        statement = select(documents.c.closes_at).where(documents.c.id == document_id)
        closes_at = self._connection.execute(statement).scalar_one_or_none()
        if closes_at is None or closes_at <= after:
            return False
        self.put(Part.CLOSING, document_id, due_at=closes_at)
        return True


def _anew(new: Any) -> dict[str, Any]:
    sooner = case((rebuild.c.due_at < new.due_at, rebuild.c.due_at), else_=new.due_at)
    return {"version": rebuild.c.version + 1, "due_at": sooner, "leased_until": None, "attempts": 0}


_PUT = Upsert(rebuild, ["part", "target_id"], _anew)
_IS_WORK = rebuild.c.part != Part.CLOSING.value
