"""A document into the store, in one transaction: its first edition, or a later one in the place of the present."""

from datetime import datetime

from sqlalchemy import Connection

from mailgate.importers.editions import Present
from mailgate.importers.outline import ImportRefusedError
from store.documents import Documents, NewDocument
from store.editions import Editions, NewEdition
from store.model import Document
from store.rebuild import Rebuild


def keep(connection: Connection, new: NewDocument, *, at: datetime) -> None:
    """Add the first edition of a document and ask for all its pages.

    Raises ImportRefusedError where there is one of this name.
    """
    if Documents(connection).get(new.slug) is not None:
        raise ImportRefusedError(f"{new.slug} was imported by another meanwhile; import again")
    if any(each.slug == new.slug for each in Documents(connection).removed()):
        raise ImportRefusedError(f"{new.slug} was removed, and its name is not used again: choose one with --document")
    document_id = Documents(connection).add(new, at=at)
    Rebuild(connection).put_document(document_id, at=at)


def keep_edition(
    connection: Connection, present: Document, new: NewEdition, *, at: datetime, asks: bool = False
) -> None:
    """Put the next edition in the place of the present one, and ask for all its pages; `asks`: see Editions.add.

    Raises ImportRefusedError where the present one is no longer that which the new one was compared with.
    """
    if Documents(connection).by_id(present.id) != present:
        raise ImportRefusedError(f"{present.slug} was changed by another meanwhile; import again")
    Editions(connection).add(present, new, at=at, asks=asks)
    Rebuild(connection).put_document(present.id, at=at)


def present_of(connection: Connection, document: Document) -> Present:
    """Return what a new edition is compared with."""
    editions = Editions(connection)
    return Present(
        paragraphs=Documents(connection).paragraphs(document.id),
        keys=editions.keys(document.id),
        key_depth=document.key_depth,
    )
