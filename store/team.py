"""Who decides on which document or section, and how often each hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from store.model import DocumentId, Member, ModeratorId, ParagraphId, Place, Rhythm, SectionId
from store.schema import assignments, documents, moderators, paragraphs, rhythms, sections
from store.sealed import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A document that a moderator decides on; with a paragraph the section that it stands in."""

    document_id: DocumentId
    slug: str
    paragraph_id: ParagraphId | None
    section_id: SectionId | None
    key: str | None


class Team:
    """The team of one transaction; read once."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self._known: list[Any] | None = None
        self._assigned: dict[int, list[Assignment]] = {}
        self._rhythms: dict[tuple[int, int], Rhythm] = {}
        self._members: dict[DocumentId | None, list[Member]] = {}  # as they hear of a document
        self._parents: dict[DocumentId, dict[SectionId, SectionId | None]] = {}

    def responsible(self, place: Place) -> list[Member]:
        """Return who decides on comments here: those the section is assigned to, else the document, else everybody.

        So a comment is never one that nobody is asked about.
        """
        people = self.all(place.document.id)
        inside = self._around(place)
        mine = {person.id: self.assigned(person.id) for person in people}
        own = {
            person
            for person, assigned in mine.items()
            if any(one.section_id in inside for one in assigned if one.paragraph_id is not None)
        }
        whole = {
            person
            for person, assigned in mine.items()
            if not assigned
            or any(one.document_id == place.document.id and one.paragraph_id is None for one in assigned)
        }
        of_document = {
            person for person, assigned in mine.items() if any(one.document_id == place.document.id for one in assigned)
        }
        chosen = (own | whole) or of_document or set(mine)
        return [person for person in people if person.id in chosen]

    def all(self, document_id: DocumentId | None = None) -> Sequence[Member]:
        """Return everybody who may decide, in the order they were added, as they hear of a document."""
        rows = self._rows()
        if document_id not in self._members:
            self._members[document_id] = [self._member(row, document_id) for row in rows]
        return self._members[document_id]

    def member(self, moderator_id: ModeratorId, document_id: DocumentId | None = None) -> Member | None:
        """Return one of them."""
        return next((one for one in self.all(document_id) if one.id == moderator_id), None)

    def assigned(self, moderator_id: ModeratorId) -> list[Assignment]:
        """Return what a moderator decides on; nothing: everything."""
        self._rows()
        return self._assigned.get(moderator_id, [])

    def assign(self, moderator_id: ModeratorId, document_id: DocumentId, paragraph_id: ParagraphId | None) -> None:
        """Let a moderator decide on a document, or on the section that a paragraph stands in."""
        values = {"moderator_id": moderator_id, "document_id": document_id, "paragraph_id": paragraph_id}
        if not any(
            (one.document_id, one.paragraph_id) == (document_id, paragraph_id) for one in self.assigned(moderator_id)
        ):
            self._connection.execute(insert(assignments).values(**values))
        self._known = None

    def unassign(self, moderator_id: ModeratorId) -> None:
        """Let a moderator decide on everything."""
        self._connection.execute(delete(assignments).where(assignments.c.moderator_id == moderator_id))
        self._known = None

    def set_rhythm(self, moderator_id: ModeratorId, rhythm: Rhythm, document_id: DocumentId | None = None) -> None:
        """Set how often a moderator hears of a document, or of all."""
        mine = rhythms.c.moderator_id == moderator_id
        if document_id is None:
            self._connection.execute(delete(rhythms).where(mine))
            self._update(moderator_id, rhythm=rhythm.value)
        else:
            self._connection.execute(delete(rhythms).where(mine, rhythms.c.document_id == document_id))
            values = {"moderator_id": moderator_id, "document_id": document_id, "rhythm": rhythm.value}
            self._connection.execute(insert(rhythms).values(**values))
        self._known = None

    def set_quiet(self, moderator_id: ModeratorId, quiet: tuple[int, int] | None) -> None:
        """Set the hours in which a moderator hears nothing."""
        start, end = quiet or (None, None)
        self._update(moderator_id, quiet_from=start, quiet_until=end)

    def _update(self, moderator_id: ModeratorId, **values: object) -> None:
        self._connection.execute(update(moderators).where(moderators.c.id == moderator_id).values(**values))
        self._known = None

    def _rows(self) -> list[Any]:
        if self._known is None:
            self._known = list(self._connection.execute(_PRESENT))
            self._assigned, self._members = {}, {}
            for row in self._connection.execute(_ASSIGNED):
                self._assigned.setdefault(row.moderator_id, []).append(
                    Assignment(
                        document_id=DocumentId(row.document_id),
                        slug=row.slug,
                        paragraph_id=row.paragraph_id,
                        section_id=row.section_id,
                        key=row.key,
                    )
                )
            self._rhythms = {
                (row.moderator_id, row.document_id): Rhythm(row.rhythm)
                for row in self._connection.execute(select(rhythms))
            }
        return self._known

    def _member(self, row: Any, document_id: DocumentId | None) -> Member:
        quiet = None if row.quiet_from is None else (int(row.quiet_from), int(row.quiet_until))
        general = Rhythm(row.rhythm)
        return Member(
            id=ModeratorId(row.id),
            address=self._box.open_text("moderators.address", row.address_hash, row.address),
            rhythm=general if document_id is None else self._rhythms.get((row.id, document_id), general),
            quiet=quiet,
        )

    def _around(self, place: Place) -> set[SectionId]:
        """Return the section that a paragraph stands in, and those around it."""
        document_id, section = place.document.id, place.paragraph.section_id
        if section is None or not any(one.paragraph_id for all_of in self._all_assigned() for one in all_of):
            return set()
        if document_id not in self._parents:
            rows = self._connection.execute(
                select(sections.c.id, sections.c.parent_id).where(sections.c.document_id == document_id)
            )
            self._parents[document_id] = {SectionId(row.id): row.parent_id for row in rows}
        found: set[SectionId] = set()
        while section is not None and section not in found:
            found.add(section)
            section = self._parents[document_id].get(section)
        return found

    def _all_assigned(self) -> list[list[Assignment]]:
        self._rows()
        return list(self._assigned.values())


_PRESENT = select(moderators).where(moderators.c.removed_at.is_(None)).order_by(moderators.c.id)
_ASSIGNED = (
    select(assignments, documents.c.slug, paragraphs.c.section_id, paragraphs.c.key)
    .join(documents, documents.c.id == assignments.c.document_id)
    .outerjoin(paragraphs, paragraphs.c.id == assignments.c.paragraph_id)
    .order_by(assignments.c.id)
)
