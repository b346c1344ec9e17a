"""What pages say of earlier editions: numbers a paragraph had, what it became, what changed under a comment."""

from collections.abc import Sequence

from sqlalchemy import Connection

from renderer.difference import difference
from store.editions import Editions
from store.model import CommentId, DocumentId, Paragraph


class Earlier:
    """The earlier editions that one transaction sees. Of a document in its first edition nothing is asked."""

    def __init__(self, connection: Connection) -> None:
        self._editions = Editions(connection)
        self._documents: dict[DocumentId, bool] = {}

    def differences(self, units: Sequence[Paragraph]) -> dict[CommentId, str]:
        """Return what changed since, as HTML, for the comments on these paragraphs made on an earlier wording."""
        if not units or not self._has_earlier(units[0].document_id):
            return {}
        texts = {unit.id: unit.text for unit in units}
        return {
            comment: difference(made.text, texts[made.paragraph_id])
            for comment, made in self._editions.made_on(list(texts)).items()
        }

    def numbers(self, unit: Paragraph) -> tuple[str, ...]:
        """Return the numbers a paragraph had before, oldest first, without the one it has."""
        if not self._has_earlier(unit.document_id):
            return ()
        had = (each.number for each in self._editions.earlier([unit.id]).get(unit.id, ()))
        return tuple(dict.fromkeys(number for number in had if number and number != unit.number))

    def gone(self, document_id: DocumentId) -> list[Paragraph]:
        """Return the paragraphs that the present edition does not have."""
        return self._editions.gone(document_id) if self._has_earlier(document_id) else []

    def heir(self, unit: Paragraph) -> Paragraph | None:
        """Return what a paragraph was merged into."""
        place = self._editions.heir(unit) if unit.is_gone else None
        return None if place is None else place.paragraph

    def _has_earlier(self, document_id: DocumentId) -> bool:
        if document_id not in self._documents:
            self._documents[document_id] = self._editions.has_earlier(document_id)
        return self._documents[document_id]
