"""What one paragraph said and several say now: comments are on the part that went on, and lead to the others."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from store.model import Paragraph, ParagraphId
from store.report_rows import paragraph_of
from store.schema import paragraphs, splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A paragraph of the present edition that holds a part of what another said before edition `edition`."""

    paragraph: Paragraph
    edition: int


class Splits:
    """The splits that one transaction sees."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, edition: int, parts: Mapping[ParagraphId, ParagraphId]) -> None:
        """Keep of new paragraphs what each was a part of before this edition."""
        rows = [{"paragraph_id": part, "was_id": was, "edition": edition} for part, was in parts.items()]
        if rows:
            self._connection.execute(insert(splits), rows)

    def of(self, ids: Collection[ParagraphId]) -> dict[ParagraphId, list[Split]]:
        """Return the parts that came of each of these paragraphs and are in the report still, in its order.

        A part's own parts are among them. Paragraphs without any are left out.
        """
        roots = {each: each for each in ids}
        found: defaultdict[ParagraphId, list[Split]] = defaultdict(list)
        asked = list(ids)
        while asked:
            statement = select(paragraphs, splits.c.was_id, splits.c.edition)
            statement = statement.join(splits, splits.c.paragraph_id == paragraphs.c.id)
            rows = self._connection.execute(statement.where(splits.c.was_id.in_(asked))).all()
            roots |= {row.id: roots[row.was_id] for row in rows}
            for row in rows:
                if not (part := paragraph_of(row)).is_gone:
                    found[roots[row.id]].append(Split(paragraph=part, edition=row.edition))
            asked = [row.id for row in rows]
        return {was: sorted(parts, key=lambda each: each.paragraph.position) for was, parts in found.items()}

    def origins(self, parts: Collection[ParagraphId]) -> dict[ParagraphId, Paragraph]:
        """Return what paragraphs were a part of; those that were none are left out."""
        statement = select(paragraphs, splits.c.paragraph_id).join(splits, splits.c.was_id == paragraphs.c.id)
        rows = self._connection.execute(statement.where(splits.c.paragraph_id.in_(parts)))
        return {ParagraphId(row.paragraph_id): paragraph_of(row) for row in rows}


def divided(paragraph: Paragraph, parts: Sequence[Split], *, since: int) -> list[Paragraph]:
    """Return the paragraphs that say now what this one said in edition `since`, in order: itself, and later `parts`."""
    others = [each.paragraph for each in parts if each.edition > since]
    return sorted([paragraph, *others], key=lambda each: each.position)
