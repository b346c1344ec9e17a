"""Whose later comments on a document are approved at once, and which moderator said so."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from store.model import CommenterId, DocumentId, ModeratorId
from store.schema import trusts


class Trusts:
    """The trust of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ahead: dict[CommenterId, set[DocumentId]] = {}

    def give(self, commenter_id: CommenterId, document_id: DocumentId, *, by: ModeratorId | None, at: datetime) -> None:
        """Trust a person on a document; by None: the operator."""
        self.take(commenter_id, document_id)
        values = {"commenter_id": commenter_id, "document_id": document_id, "moderator_id": by, "given_at": at}
        self._connection.execute(insert(trusts).values(**values))

    def take(self, commenter_id: CommenterId, document_id: DocumentId | None = None) -> None:
        """Trust a person no more: on a document, or on any."""
        self._ahead.pop(commenter_id, None)
        theirs = delete(trusts).where(trusts.c.commenter_id == commenter_id)
        self._connection.execute(theirs if document_id is None else theirs.where(trusts.c.document_id == document_id))

    def has(self, commenter_id: CommenterId, document_id: DocumentId) -> bool:
        """Whether a person is trusted on a document."""
        if commenter_id not in self._ahead:
            self.read_ahead([commenter_id])
        return document_id in self._ahead[commenter_id]

    def read_ahead(self, commenter_ids: Collection[CommenterId]) -> None:
        """Read where people are trusted, at once; `has` knows it then."""
        self._ahead.update((each, set()) for each in commenter_ids)
        found = self._connection.execute(_OF, {"ids": list(commenter_ids)}) if commenter_ids else ()
        for commenter_id, document_id in found:
            self._ahead[CommenterId(commenter_id)].add(DocumentId(document_id))


_OF = select(trusts.c.commenter_id, trusts.c.document_id).where(
    trusts.c.commenter_id.in_(bindparam("ids", expanding=True))
)
