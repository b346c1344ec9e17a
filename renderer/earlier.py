"""What pages say of earlier editions: numbers a paragraph had, what it became, what changed under a comment."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from renderer.difference import difference
from renderer.history import History
from store.editions import Earlier as Wording
from store.editions import Editions
from store.model import CommentId, Document, Paragraph, ParagraphId
from store.splits import Splits, divided

_STANDS = "<em>Its author lets it stand on the present wording.</em><br>"


class Earlier:
    """The earlier editions that one transaction sees. Of a document in its first edition nothing is asked."""

    def __init__(self, connection: Connection) -> None:
        self._editions = Editions(connection)
        self._splits = Splits(connection)

    def differences(self, document: Document, units: Sequence[Paragraph]) -> dict[CommentId, str]:
        """Return what changed since, as HTML, for the comments on these paragraphs made on an earlier wording."""
        if document.edition == 1:
            return {}
        by_id = {unit.id: unit for unit in units}
        found = self._editions.made_on(list(by_id))
        parts = self._splits.of({made.paragraph_id for made in found.values()})
        return {
            comment: (_STANDS if made.stands == document.edition else "")
            + difference(made.text, _says(divided(by_id[at], parts.get(at, ()), since=made.edition)))
            for comment, made in found.items()
            for at in [made.paragraph_id]
        }

    def histories(self, document: Document, units: Sequence[Paragraph]) -> dict[ParagraphId, History]:
        """Return what paragraphs were before."""
        if document.edition == 1:
            return {unit.id: History() for unit in units}
        ids = [unit.id for unit in units]
        earlier, parts, origins = self._editions.earlier(ids), self._splits.of(ids), self._splits.origins(ids)
        return {
            unit.id: History(
                formerly=_formerly(unit, earlier.get(unit.id, ())),
                heir=self._heir(unit),
                parts=tuple(each.paragraph for each in parts.get(unit.id, ())),
                part_of=origins.get(unit.id),
            )
            for unit in units
        }

    def gone(self, document: Document) -> list[Paragraph]:
        """Return the paragraphs that the present edition does not have."""
        return [] if document.edition == 1 else self._editions.gone(document.id)

    def _heir(self, unit: Paragraph) -> Paragraph | None:
        place = self._editions.heir(unit) if unit.is_gone else None
        return None if place is None else place.paragraph


def _formerly(unit: Paragraph, earlier: Iterable[Wording]) -> tuple[str, ...]:
    """Return the numbers that a paragraph had, oldest first, without the one it has."""
    had = (each.number for each in earlier)
    return tuple(dict.fromkeys(number for number in had if number and number != unit.number))


def _says(units: Iterable[Paragraph]) -> str:
    """Return the texts of paragraphs as one."""
    return " ".join(unit.text for unit in units)
