"""A document that is removed: what hangs on it goes, its name and what was decided stay.

Its rows stay, so that its name is not used again, each comment's permanent link answers, and the log can be checked.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from store.model import CommentId, Document, Purpose, ReportState, State
from store.rebuild import SITE, Part, Rebuild
from store.schema import (
    assignments,
    comments,
    documents,
    grant_items,
    grants,
    notices,
    paragraphs,
    pictures,
    rebuild,
    receipts,
    reports,
    restated,
    rhythms,
    subscriptions,
    trusts,
)


class Removal:
    """The removal of one document, in one transaction."""

    def __init__(self, connection: Connection, document: Document) -> None:
        self._connection = connection
        self._document = document

    def in_state(self, state: State) -> list[CommentId]:
        """Return the comments on the document that are in a state."""
        found = self._comments().where(comments.c.state == state.value).order_by(comments.c.id)
        return [CommentId(each) for each in self._connection.execute(found).scalars()]

    def reported(self) -> list[CommentId]:
        """Return the comments on it of which reports are open."""
        is_open = reports.c.state == ReportState.OPEN.value
        found = select(reports.c.comment_id).where(is_open, reports.c.comment_id.in_(self._comments())).distinct()
        return [CommentId(each) for each in self._connection.execute(found).scalars()]

    def carry_out(self, *, at: datetime) -> None:
        """Remove it. What still waited must have been decided; pages are asked for that say that it is gone."""
        mine = self._document.id
        for table in (receipts, subscriptions, trusts, assignments, rhythms, pictures):
            self._connection.execute(delete(table).where(table.c.document_id == mine))
        for table in (reports, notices, restated):
            self._connection.execute(delete(table).where(table.c.comment_id.in_(self._comments())))
        about = select(grant_items.c.digest).where(grant_items.c.comment_id.in_(self._comments()))
        asked = grants.c.digest.in_(about) & (grants.c.purpose == Purpose.MODERATE.value)
        self._connection.execute(update(grants).where(asked, grants.c.revoked_at.is_(None)).values(revoked_at=at))
        self._connection.execute(update(documents).where(documents.c.id == mine).values(removed_at=at))
        of_document = rebuild.c.part.in_([Part.EDITION, Part.MODERATION, Part.DOCUMENT, Part.CLOSING])
        self._connection.execute(delete(rebuild).where(of_document, rebuild.c.target_id == mine))
        Rebuild(self._connection).put(Part.REMOVED, mine, due_at=at)
        Rebuild(self._connection).put(Part.SITE, SITE, due_at=at)

    def _comments(self) -> Select[Any]:
        joined = paragraphs.c.id == comments.c.paragraph_id
        return select(comments.c.id).join(paragraphs, joined).where(paragraphs.c.document_id == self._document.id)
