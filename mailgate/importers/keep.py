"""A document into the store, in one transaction: added once, and never changed behind its comments' back."""

from datetime import datetime

from sqlalchemy import Connection

from mailgate.importers.document import is_same
from mailgate.importers.outline import ImportRefusedError
from store.documents import Documents, NewDocument
from store.rebuild import Rebuild


def keep(connection: Connection, new: NewDocument, *, at: datetime) -> bool:
    """Add a document and ask for all its pages; False where the store holds exactly this document already.

    Raises ImportRefusedError where the slug belongs to a document with other content.
    """
    documents = Documents(connection)
    old = documents.get(new.slug)
    if old is not None:
        if is_same(new, documents, old):
            return False
        raise ImportRefusedError(
            f"{new.slug} is already there with other content, and a later edition cannot be imported yet"
        )
    document_id = documents.add(new, at=at)
    Rebuild(connection).put_document(document_id, at=at)
    return True
