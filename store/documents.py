"""Documents, their sections and paragraphs: rows in, types out."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update

from store import schema
from store.model import (
    Document,
    DocumentId,
    Footnote,
    Html,
    Kind,
    Neighbour,
    Paragraph,
    ParagraphId,
    Picture,
    Place,
    Section,
    SectionId,
)
from store.pictures import Pictures
from store.report_rows import document_of, paragraph_of, place_of
from store.sections import NewSection, Sections


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParagraph:
    """A paragraph to be added. `section` is the place of its section among the new document's sections."""

    key: str
    number: str | None
    kind: Kind
    text: str
    html: Html
    section: int | None = None
    footnotes: tuple[Footnote, ...] = ()
    pages: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A report as an importer hands it over. `key_depth`: how many labels stand before a number in a key."""

    slug: str
    title: str
    language: str
    sections: tuple[NewSection, ...]
    paragraphs: tuple[NewParagraph, ...]
    key_depth: int = 0
    pictures: tuple[Picture, ...] = ()


def fingerprint(text: str) -> str:
    """Return the hash of a paragraph's text that keeps its number across editions: SHA-256 of its folded words."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()


class Documents:
    """The documents of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places: dict[tuple[str, str], Place] = {}
        self._by_paragraph: dict[ParagraphId, Place] = {}
        self._sections: dict[DocumentId, dict[SectionId, Section]] = {}

    def add(self, new: NewDocument, *, at: datetime) -> DocumentId:
        """Add a first edition. A slug that exists raises sqlalchemy.exc.IntegrityError: ask get() first."""
        values = {"slug": new.slug, "title": new.title, "language": new.language, "edition": 1}
        statement = insert(schema.documents).values(**values, key_depth=new.key_depth, imported_at=at)
        document_id = DocumentId(self._new_id(statement.returning(schema.documents.c.id)))
        section_ids = Sections(self._connection).put(document_id, new.sections, {})
        rows = [
            paragraph_row(document_id, place, section_ids, paragraph) for place, paragraph in enumerate(new.paragraphs)
        ]
        if rows:
            self._connection.execute(insert(schema.paragraphs), rows)
        Pictures(self._connection).add(document_id, new.pictures)
        return document_id

    def get(self, slug: str) -> Document | None:
        """Return the document of this slug, unless it was removed."""
        row = self._connection.execute(_BY_SLUG, {"slug": slug}).one_or_none()
        return None if row is None else document_of(row)

    def by_id(self, document_id: DocumentId) -> Document | None:
        """Return the document of this id, also one that was removed."""
        row = self._connection.execute(_BY_ID, {"id": document_id}).one_or_none()
        return None if row is None else document_of(row)

    def all(self) -> list[Document]:
        """Return every document, oldest import first."""
        statement = select(schema.documents).where(_PRESENT).order_by(schema.documents.c.id)
        return [document_of(row) for row in self._connection.execute(statement)]

    def removed(self) -> list[Document]:
        """Return those that were removed: they have a name and a date, and no pages."""
        statement = select(schema.documents).where(~_PRESENT).order_by(schema.documents.c.id)
        return [document_of(row) for row in self._connection.execute(statement)]

    def close(self, slug: str, *, at: datetime | None) -> bool:
        """Set when the document closes for comments (None: it stays open); False where there is no such document."""
        statement = update(schema.documents).where(schema.documents.c.slug == slug).values(closes_at=at)
        return self._connection.execute(statement).rowcount == 1

    def sections(self, document_id: DocumentId) -> list[Section]:
        """Return the sections in the order of the report."""
        return Sections(self._connection).all(document_id)

    def sections_around(self, paragraph: Paragraph) -> list[Section]:
        """Return the sections that a paragraph stands in, from the outside in. Those of a document are read once."""
        if paragraph.document_id not in self._sections:
            self._sections[paragraph.document_id] = {one.id: one for one in self.sections(paragraph.document_id)}
        known, found, section_id = self._sections[paragraph.document_id], [], paragraph.section_id
        while section_id is not None and section_id in known:
            found.append(known[section_id])
            section_id = known[section_id].parent_id
        return found[::-1]

    def size(self, document_id: DocumentId) -> int:
        """Return how many paragraphs a document has; their positions count from 0."""
        table = schema.paragraphs
        statement = select(func.count()).where(table.c.document_id == document_id, table.c.position >= 0)
        return int(self._connection.execute(statement).scalar_one())

    def of_section(self, section_id: SectionId) -> Document | None:
        """Return the document that a section is in."""
        joined = schema.sections.c.document_id == schema.documents.c.id
        statement = select(schema.documents).join(schema.sections, joined).where(schema.sections.c.id == section_id)
        row = self._connection.execute(statement).one_or_none()
        return None if row is None else document_of(row)

    def section_sizes(self, document_id: DocumentId) -> dict[SectionId | None, int]:
        """Return how many paragraphs stand directly in each section; None: before any heading."""
        table = schema.paragraphs
        statement = select(table.c.section_id, func.count())
        statement = statement.where(table.c.document_id == document_id, table.c.position >= 0)
        rows = self._connection.execute(statement.group_by(table.c.section_id))
        return {None if section_id is None else SectionId(section_id): number for section_id, number in rows}

    def loads(self, document_id: DocumentId) -> list[int]:
        """Return how many approved comments each paragraph has, in the order of the report."""
        table, counts = schema.paragraphs, schema.counts
        joined = table.outerjoin(counts, counts.c.paragraph_id == table.c.id)
        statement = select(func.coalesce(counts.c.approved, 0)).select_from(joined)
        ordered = statement.where(table.c.document_id == document_id).order_by(table.c.position)
        return list(self._connection.execute(ordered).scalars())

    def paragraphs(self, document_id: DocumentId, *, places: range | None = None) -> list[Paragraph]:
        """Return the paragraphs, whole, in order; `places`: only those at these positions (a range of step 1)."""
        table = schema.paragraphs
        statement = select(table).where(table.c.document_id == document_id).order_by(table.c.position)
        first, last = (0, None) if places is None else (places.start, places.stop - 1)
        statement = statement.where(table.c.position >= first)
        if last is not None:
            statement = statement.where(table.c.position <= last)
        return [paragraph_of(row) for row in self._connection.execute(statement)]

    def in_sections(self, document_id: DocumentId, sections: Collection[SectionId]) -> list[Paragraph]:
        """Return the paragraphs that stand directly in these sections, in order."""
        table = schema.paragraphs
        statement = select(table).where(table.c.document_id == document_id, table.c.section_id.in_(sections))
        return [paragraph_of(row) for row in self._connection.execute(statement.order_by(table.c.position))]

    def paragraph(self, paragraph_id: ParagraphId) -> Paragraph | None:
        """Return one paragraph."""
        row = self._connection.execute(_PARAGRAPH, {"id": paragraph_id}).one_or_none()
        return None if row is None else paragraph_of(row)

    def neighbours(self, paragraph: Paragraph) -> tuple[Neighbour | None, Neighbour | None]:
        """Return what the paragraphs before and after this one are called."""
        if paragraph.is_gone:
            return None, None
        before, after = paragraph.position - 1, paragraph.position + 1
        values = {"document_id": paragraph.document_id, "before": before, "after": after}
        rows = self._connection.execute(_NEIGHBOURS, values).all()
        found = {position: Neighbour(key, number) for position, key, number in rows}
        return found.get(before), found.get(after)

    def address(self, slug: str, key: str) -> Place | None:
        """Return where a mail to this paragraph belongs, or None where there is no such paragraph.

        One that was merged into another answers with that other.
        """
        if (slug, key) in self._places:
            return self._heir(self._places[slug, key])
        row = self._connection.execute(_BY_ADDRESS, {"slug": slug, "key": key}).one_or_none()
        return None if row is None else self._heir(place_of(row))

    def _heir(self, place: Place) -> Place:
        if not place.paragraph.is_gone:
            return place
        row = self._connection.execute(_HEIR, {"id": place.paragraph_id}).one_or_none()
        return place if row is None else place_of(row)

    def read_ahead(self, wanted: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Place]:
        """Read the paragraphs with these slugs and keys at once, those that exist; `address` has them at hand then."""
        if wanted:
            for row in self._connection.execute(_BY_ADDRESSES, {"wanted": list(wanted)}):
                self._places[row.document_slug, row.key] = place_of(row)
        return self._places

    def place(self, paragraph_id: ParagraphId) -> Place | None:
        """Return a paragraph with its document."""
        if paragraph_id not in self._by_paragraph:
            self.read_places([paragraph_id])
        return self._by_paragraph.get(paragraph_id)

    def read_places(self, paragraph_ids: Collection[ParagraphId]) -> None:
        """Read paragraphs at once; `place` has them at hand then."""
        rows = self._connection.execute(_BY_PARAGRAPHS, {"ids": list(paragraph_ids)}) if paragraph_ids else ()
        for row in rows:
            self._by_paragraph[ParagraphId(row.id)] = place_of(row)

    def counts(self, document_id: DocumentId) -> dict[ParagraphId, int]:
        """Return how many approved comments each paragraph has; paragraphs without any are left out."""
        paragraphs, counts = schema.paragraphs, schema.counts
        joined = counts.join(paragraphs, paragraphs.c.id == counts.c.paragraph_id)
        statement = select(counts).select_from(joined).where(paragraphs.c.document_id == document_id)
        return {ParagraphId(row.paragraph_id): row.approved for row in self._connection.execute(statement)}

    def _new_id(self, statement: Any) -> int:
        return int(self._connection.execute(statement).scalar_one())


_PRESENT = schema.documents.c.removed_at.is_(None)
_BY_SLUG = select(schema.documents).where(schema.documents.c.slug == bindparam("slug"), _PRESENT)
_BY_ID = select(schema.documents).where(schema.documents.c.id == bindparam("id"))
_PARAGRAPH = select(schema.paragraphs).where(schema.paragraphs.c.id == bindparam("id"))
_NEIGHBOURS = select(schema.paragraphs.c.position, schema.paragraphs.c.key, schema.paragraphs.c.number).where(
    schema.paragraphs.c.document_id == bindparam("document_id"),
    schema.paragraphs.c.position.in_([bindparam("before"), bindparam("after")]),
)
_PLACES = select(schema.paragraphs, *(column.label(f"document_{column.name}") for column in schema.documents.c)).join(
    schema.documents, schema.documents.c.id == schema.paragraphs.c.document_id
)
_BY_ADDRESS = _PLACES.where(
    schema.documents.c.slug == bindparam("slug"), schema.paragraphs.c.key == bindparam("key"), _PRESENT
)
_BY_ADDRESSES = _PLACES.where(
    tuple_(schema.documents.c.slug, schema.paragraphs.c.key).in_(bindparam("wanted", expanding=True)), _PRESENT
)
_BY_PARAGRAPHS = _PLACES.where(schema.paragraphs.c.id.in_(bindparam("ids", expanding=True)))
_HEIR = _PLACES.join(schema.gone, schema.gone.c.heir_id == schema.paragraphs.c.id).where(
    schema.gone.c.paragraph_id == bindparam("id")
)


def paragraph_row(
    document_id: DocumentId, place: int, section_ids: Sequence[int], new: NewParagraph
) -> dict[str, object]:
    """Return a paragraph as its table has it."""
    return {
        "document_id": document_id,
        "section_id": None if new.section is None else section_ids[new.section],
        "position": place,
        "key": new.key,
        "number": new.number,
        "kind": new.kind.value,
        "text": new.text,
        "html": new.html,
        "footnotes": json.dumps([asdict(note) for note in new.footnotes], ensure_ascii=False),
        "pages": new.pages,
        "source": new.source,
        "fingerprint": fingerprint(new.text),
    }
