"""The pictures of documents. One that an earlier edition had is kept: what left the report is shown as it was."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from store.model import DocumentId, Picture
from store.schema import pictures
from store.upsert import Upsert


class Pictures:
    """The pictures of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, document_id: DocumentId, new: Sequence[Picture]) -> None:
        """Keep pictures of a document; one that is there already stays as it is: its name is made of what it holds."""
        rows = [
            {"document_id": document_id, "name": one.name, "data": one.data, "width": one.width, "height": one.height}
            for one in new
        ]
        _PUT.execute(self._connection, rows)

    def of_document(self, document_id: DocumentId) -> Iterator[Picture]:
        """Yield the pictures of a document by name, one held at a time: there may be many, and large ones."""
        names = select(pictures.c.name).where(pictures.c.document_id == document_id).order_by(pictures.c.name)
        for name in self._connection.execute(names).scalars().all():
            mine = (pictures.c.document_id == document_id) & (pictures.c.name == name)
            row = self._connection.execute(select(pictures).where(mine)).one()
            yield Picture(name=row.name, data=row.data, width=row.width, height=row.height)


_PUT = Upsert(pictures, ["document_id", "name"], lambda new: {"width": new.width})
