"""What pages say of earlier editions: numbers a paragraph had, what it became, what changed under a comment."""

from collections.abc import Sequence

from sqlalchemy import Connection

from renderer.difference import difference
from store.editions import Editions
from store.model import CommentId, Document, Paragraph

_STANDS = "<em>Its author lets it stand on the present wording.</em><br>"


class Earlier:
    """The earlier editions that one transaction sees. Of a document in its first edition nothing is asked."""

    def __init__(self, connection: Connection) -> None:
        self._editions = Editions(connection)

    def differences(self, document: Document, units: Sequence[Paragraph]) -> dict[CommentId, str]:
        """Return what changed since, as HTML, for the comments on these paragraphs made on an earlier wording."""
        if document.edition == 1:
            return {}
        texts = {unit.id: unit.text for unit in units}
        return {
            comment: (_STANDS if made.stands == document.edition else "")
            + difference(made.text, texts[made.paragraph_id])
            for comment, made in self._editions.made_on(list(texts)).items()
        }

    def numbers(self, document: Document, unit: Paragraph) -> tuple[str, ...]:
        """Return the numbers a paragraph had before, oldest first, without the one it has."""
        if document.edition == 1:
            return ()
        had = (each.number for each in self._editions.earlier([unit.id]).get(unit.id, ()))
        return tuple(dict.fromkeys(number for number in had if number and number != unit.number))

    def gone(self, document: Document) -> list[Paragraph]:
        """Return the paragraphs that the present edition does not have."""
        return [] if document.edition == 1 else self._editions.gone(document.id)

    def heir(self, unit: Paragraph) -> Paragraph | None:
        """Return what a paragraph was merged into."""
        place = self._editions.heir(unit) if unit.is_gone else None
        return None if place is None else place.paragraph
