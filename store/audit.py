"""Whether the log of a document holds: each entry follows the one before, and is about the words that are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from store import chain
from store.chain import Entry
from store.decisions import decision_of
from store.model import DocumentId, Revision, State
from store.revisions import words_of
from store.schema import comments, decisions, log, revisions
from store.sealed import Box, SealError


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An entry of the log with what the database has beside it. `broken`: what does not hold, or nothing."""

    entry: Entry
    hash: bytes
    reason: str
    broken: str


class Audit:
    """The logs as one transaction sees them."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def entries(self, document_id: DocumentId) -> Iterator[Logged]:
        """Yield the log of a document, each entry checked against the one before and against what is kept beside it."""
        previous, place = chain.START, 0
        for row in self._connection.execute(_ENTRIES, {"document_id": document_id}):
            entry, place = _entry_of(row), place + 1
            broken = _broken(row, entry, self._box, place=place, previous=previous)
            yield Logged(entry=entry, hash=row.hash, reason=row.reason, broken=broken)
            previous = row.hash

    def strays(self, document_id: DocumentId) -> list[tuple[str, State, State]]:
        """Return comments that do not stand as the log says: public id, how each stands, and how it should."""
        rows = self._connection.execute(_STRAYS, {"document_id": document_id})
        return [(row.public_id, State(row.state), State(row.after)) for row in rows]


def _entry_of(row: Row[Any]) -> Entry:
    decision = decision_of(row)
    return Entry(
        position=row.position,
        comment=row.public_id,
        event=decision.event,
        before=decision.before,
        after=decision.after,
        moderator_id=decision.moderator_id,
        decided_at=decision.decided_at,
        content=row.content,
    )


def _broken(row: Row[Any], entry: Entry, box: Box, *, place: int, previous: bytes) -> str:
    """Return what does not hold of an entry, as a sentence; nothing where all does."""
    if entry.position != place:
        return f"entry {place} is missing"
    if row.hash != chain.hash_of(entry, previous):
        return "it is not what was written, or does not follow the entry before it"
    if row.salt is None:
        return ""  # erased: nobody can tell any more which words were meant
    try:
        name, html = words_of(row, box, row.public_id)
    except SealError as error:
        return str(error)
    text_hash = Revision(name=name, html=html, text="", removed="").text_hash
    if entry.content != chain.content_of(row.salt, text_hash, row.reason):
        return "the text or the reason is no longer the one that was decided on"
    return ""


_OF_DOCUMENT = log.c.document_id == bindparam("document_id")
_WORDS = (revisions.c.comment_id == decisions.c.comment_id) & (revisions.c.position == decisions.c.revision)
_ENTRIES = (
    select(log, decisions, comments.c.public_id, revisions.c.name, revisions.c.html, revisions.c.unpublished)
    .join(decisions, decisions.c.id == log.c.decision_id)
    .join(comments, comments.c.id == decisions.c.comment_id)
    .join(revisions, _WORDS)
    .where(_OF_DOCUMENT)
    .order_by(log.c.position)
    .execution_options(yield_per=500)
)
_LAST = (
    select(func.max(decisions.c.id).label("id"))
    .join(log, log.c.decision_id == decisions.c.id)
    .where(_OF_DOCUMENT)
    .group_by(decisions.c.comment_id)
    .subquery()
)
_STRAYS = (
    select(comments.c.public_id, comments.c.state, decisions.c.after)
    .join(decisions, decisions.c.comment_id == comments.c.id)
    .join(_LAST, _LAST.c.id == decisions.c.id)
    .where(comments.c.state != decisions.c.after)
    .order_by(comments.c.id)
)
