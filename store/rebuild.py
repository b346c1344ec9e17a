"""The rebuild queue: which files have to be written again.

One row for each thing: asking twice is asking once. `version` is the fence: what is asked for while the row is being
worked on moves it, so that done() leaves the row and it is done again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, select, tuple_, update

from store.model import CommentId, DocumentId, ParagraphId, Place, SectionId
from store.queue import Queue
from store.schema import documents, paragraphs, rebuild
from store.upsert import Upsert

LEASE = timedelta(minutes=1)
SITE = DocumentId(0)
# Pages that list many comments are written once for all the decisions of a minute (CONTRACT: within 60 s).
COALESCED = timedelta(seconds=50)
MAX_ATTEMPTS = 10
_CLAIMED = tuple_(rebuild.c.id, rebuild.c.version).in_(bindparam("claimed", expanding=True))
_GONE = delete(rebuild).where(_CLAIMED).returning(rebuild.c.id)


class Part(StrEnum):
    """What a row names: its target is a comment, a paragraph (alone, or with the pages of all its comments), a section,
    a document (its contents, all that only a new edition changes, or how its comments fare), or the site.

    REMOVED: all that is left of a document that was removed. CLOSING has no files: it is an appointment, to look at a
    document again when it closes for comments.
    """

    COMMENT = "comment"
    PARAGRAPH = "paragraph"
    DISCUSSION = "discussion"
    SECTION = "section"
    DOCUMENT = "document"
    EDITION = "edition"
    MODERATION = "moderation"
    SITE = "site"
    REMOVED = "removed"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One claimed row."""

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

    def put_comments(self, standing: Iterable[tuple[CommentId, Place]], *, now: datetime, later: datetime) -> None:
        """Ask for the files that show comments: their own at once, those that list many a little later."""
        wanted: dict[tuple[Part, int], datetime] = {}
        for comment, place in standing:
            wanted[Part.COMMENT, comment] = wanted[Part.PARAGRAPH, place.paragraph_id] = now
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

    def claim(self, now: datetime, *, limit: int, lease: timedelta = LEASE) -> list[Work]:
        """Claim due rows."""
        return [
            Work(
                id=row.id,
                part=Part(row.part),
                target_id=row.target_id,
                version=row.version,
                attempts=row.attempts,
            )
            for row in self._queue.claim(now, limit=limit, lease=lease)
        ]

    def done(self, works: Sequence[Work]) -> None:
        """Forget finished rows; those asked for again meanwhile stay, and are free to be claimed."""
        if not works:
            return
        claimed = {"claimed": [(work.id, work.version) for work in works]}
        gone = set(self._connection.execute(_GONE, claimed).scalars())
        if again := [work.id for work in works if work.id not in gone]:
            self._connection.execute(update(rebuild).where(rebuild.c.id.in_(again)).values(leased_until=None))

    def defer(self, work: Work, *, due_at: datetime) -> bool:
        """Give one back to be tried later; after ten tries it is parked: kept, but no longer due. False: parked."""
        row = update(rebuild).where(rebuild.c.id == work.id)
        if work.attempts >= MAX_ATTEMPTS:
            parked = row.where(rebuild.c.version == work.version).values(due_at=None, leased_until=None)
            if self._connection.execute(parked).rowcount == 1:
                return False
        self._connection.execute(row.values(due_at=due_at, leased_until=None))
        return True

    def release(self) -> int:
        """Free what a part that died had claimed; only where no other of its kind runs."""
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
    return {"version": rebuild.c.version + 1, "due_at": sooner, "attempts": 0}


_PUT = Upsert(rebuild, ["part", "target_id"], _anew)
_IS_WORK = rebuild.c.part != Part.CLOSING.value
