"""The record of every mail received, with what became of it: what `mailgate dump` and `mailgate person` show."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select

from store.model import MailId, State
from store.revisions import words_of
from store.schema import comments, decisions, documents, mails, paragraphs, revisions
from store.sealed import Box, SealError
from store.spool import Envelope, Facts, Result, envelope_of, facts_of, raw_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One mail for the private export. Personal fields are None once erased or past keeping.

    `reason`: why it became no comment; of a comment that was rejected, what its author was told.
    """

    id: MailId
    received_at: datetime
    envelope: Envelope | None
    raw: bytes | None
    facts: Facts | None
    state: str
    reason: str
    document: str | None
    paragraph: str | None
    comment: str | None
    name: str | None
    html: str | None
    text: str | None


class Records:
    """The records of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def __iter__(self) -> Iterator[Record]:
        """Yield every mail received, oldest first, with the present state of its comment."""
        streaming = self._connection.execution_options(yield_per=200)
        for row in streaming.execute(_RECORDS):
            try:
                yield self._record(row)
            except SealError as error:
                yield _closed(row, str(error))

    def _record(self, row: Row[Any]) -> Record:
        box = self._box
        facts = None if row.facts is None else facts_of(box, row)
        own_words = None if facts is None else facts.text
        if row.revision_text is not None:
            own_words = box.open_text("revisions.text", row.public_id.encode(), row.revision_text)
        name, html = (None, None) if row.html is None else words_of(row, box, row.public_id)
        return replace(
            _closed(row, row.reason),
            envelope=None if row.envelope is None else envelope_of(box, row),
            raw=None if row.raw is None else raw_of(box, row),
            facts=facts,
            name=name,
            html=html,
            text=own_words,
        )


def _closed(row: Row[Any], reason: str) -> Record:
    """What can be said of a mail without opening a seal."""
    return Record(
        id=MailId(row.id),
        received_at=row.received_at,
        envelope=None,
        raw=None,
        facts=None,
        state=row.state,
        reason=reason,
        document=row.slug,
        paragraph=row.key,
        comment=row.public_id,
        name=None,
        html=None,
        text=None,
    )


def _records() -> Select[Any]:
    of_comment = mails.c.result.in_([Result.COMMENT.value, Result.COMMAND.value])
    state = case(
        (mails.c.result.is_(None), "received"),
        (of_comment & comments.c.state.is_not(None), comments.c.state),
        (of_comment, Result.REFUSED.value),
        else_=mails.c.result,
    )
    is_comment = mails.c.result == Result.COMMENT.value
    present = (revisions.c.comment_id == comments.c.id) & (revisions.c.position == comments.c.revision)
    joined = (
        mails.outerjoin(comments, comments.c.id == mails.c.comment_id)
        .outerjoin(revisions, present & is_comment)
        .outerjoin(documents, documents.c.id == mails.c.document_id)
        .outerjoin(paragraphs, paragraphs.c.id == mails.c.paragraph_id)
    )
    was_rejected = and_(is_comment, comments.c.state == State.REJECTED.value)
    reason = case((was_rejected, func.coalesce(_TOLD, mails.c.reason)), else_=mails.c.reason)
    columns: list[ColumnElement[Any]] = [
        mails.c.id,
        mails.c.hash,
        mails.c.received_at,
        mails.c.envelope,
        mails.c.raw,
        mails.c.facts,
    ]
    columns += [reason.label("reason"), documents.c.slug, paragraphs.c.key, comments.c.public_id, revisions.c.name]
    columns += [
        revisions.c.html,
        revisions.c.unpublished,
        revisions.c.text.label("revision_text"),
        state.label("state"),
    ]
    return select(*columns).select_from(joined).order_by(mails.c.id)


_TOLD = (
    select(decisions.c.reason)
    .where(decisions.c.comment_id == comments.c.id, decisions.c.after == State.REJECTED.value)
    .order_by(decisions.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_RECORDS = _records()
