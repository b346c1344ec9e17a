"""A report: documents, their sections and paragraphs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from store.model.ids import DocumentId, Html, ParagraphId, SectionId


class Kind(StrEnum):
    """What a unit of a document is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note of the report: its mark as printed and its text."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A published report. `key_depth`: how many labels stand before a number in a key; none where all differ."""

    id: DocumentId
    slug: str
    title: str
    language: str
    edition: int
    imported_at: datetime
    closes_at: datetime | None = None
    removed_at: datetime | None = None
    key_depth: int = 0

    def is_open(self, at: datetime) -> bool:
        """Whether comments are taken at this time."""
        return self.removed_at is None and (self.closes_at is None or at < self.closes_at)


OPENING = "0"  # the key of what stands before any heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a document. `level` counts from 1; `parent_id` is None at the top; `key` is its, for ever."""

    id: SectionId
    document_id: DocumentId
    parent_id: SectionId | None
    position: int
    level: int
    heading: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The numbered unit people comment on. `number` is as printed, or None; `key` is its address, for ever."""

    id: ParagraphId
    document_id: DocumentId
    section_id: SectionId | None
    position: int
    key: str
    number: str | None
    kind: Kind
    text: str
    html: Html
    footnotes: tuple[Footnote, ...]
    pages: str | None
    source: str
    fingerprint: str

    @property
    def is_gone(self) -> bool:
        """Whether the present edition does not have it: it keeps its address and its comments, and takes no more."""
        return self.position < 0

    @property
    def label(self) -> str:
        """What a reader calls it: the printed number without the stop behind it, else the key."""
        return _label(self.number, self.key)


class Neighbour(NamedTuple):
    """The paragraph before or after another: what a link to it says."""

    key: str
    number: str | None

    @property
    def label(self) -> str:
        """What a reader calls it."""
        return _label(self.number, self.key)


def _label(number: str | None, key: str) -> str:
    return (number or key).rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A paragraph and the document it stands in: where a comment belongs."""

    document: Document
    paragraph: Paragraph

    @property
    def paragraph_id(self) -> ParagraphId:
        """The paragraph's id."""
        return self.paragraph.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a report. `name` is made of what it holds and ends in its format; width and height in pixels."""

    name: str
    data: bytes
    width: int
    height: int
