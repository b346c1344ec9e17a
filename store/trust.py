"""Whose later comments on a document are approved at once, and which moderator said so."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from store.model import CommenterId, DocumentId, ModeratorId
from store.schema import trusts


class Trusts:
    """The trust of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def give(self, commenter_id: CommenterId, document_id: DocumentId, *, by: ModeratorId | None, at: datetime) -> None:
        """Trust a person on a document; by None: the operator."""
        self.take(commenter_id, document_id)
        values = {"commenter_id": commenter_id, "document_id": document_id, "moderator_id": by, "given_at": at}
        self._connection.execute(insert(trusts).values(**values))

    def take(self, commenter_id: CommenterId, document_id: DocumentId | None = None) -> None:
        """Trust a person no more: on a document, or on any."""
        theirs = delete(trusts).where(trusts.c.commenter_id == commenter_id)
        self._connection.execute(theirs if document_id is None else theirs.where(trusts.c.document_id == document_id))

    def has(self, commenter_id: CommenterId, document_id: DocumentId) -> bool:
        """Whether a person is trusted on a document."""
        values = {"commenter_id": commenter_id, "document_id": document_id}
        return self._connection.execute(_FIND, values).first() is not None


_FIND = select(trusts.c.given_at).where(
    trusts.c.commenter_id == bindparam("commenter_id"), trusts.c.document_id == bindparam("document_id")
)
