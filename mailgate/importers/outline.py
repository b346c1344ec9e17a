"""The shape that every importer gives: headings and units in the order of the report.

An importer knows its format; it knows nothing of keys, slugs or the store. Sections are headings in the flow, each
with a level, so that an importer of pages or styles needs no tree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NewType

from store.model import Footnote, Html, Kind, Picture

# Folded text, as fingerprints and searches see it, is made from this: NFC, single spaces, line feed between blocks.
Plain = NewType("Plain", str)

# Told how many pages of a file have been read, and how many there are.
Progress = Callable[[int, int], None]


class Units(StrEnum):
    """What people comment on: chosen for each document."""

    NUMBERED = "numbered"  # a numbered paragraph with what hangs under it; without numbers as LISTS
    LISTS = "lists"  # every paragraph; a list, a quote and a table are one
    PARAGRAPHS = "paragraphs"  # every paragraph, also each item and each paragraph of a quote
    MARKED = "marked"  # what the source marks, up to the next mark or heading


class ImportRefusedError(Exception):
    """The source cannot be imported; the message is one clear line for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be read: where it lies, and its name within the report, with `/` between folders."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a section. A lower `level` holds those with a higher one that follow; levels may have gaps."""

    level: int
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What people comment on. `number` is as printed, without its full stop or brackets, or None.

    `pages` are the pages it stands on, as printed; None where the format has no pages.
    """

    number: str | None
    kind: Kind
    text: Plain
    html: Html
    footnotes: tuple[Footnote, ...]
    source: str
    pages: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A report as read. `title` and `language` are None where the source does not say.

    `notices` are sentences for the operator: files left out, notes without a mark. `left_out` are the beginnings of
    texts that are in the source and not here, each with its place; `share`: how many of the source's letters are here;
    None where that is not counted, as of a manuscript.
    """

    title: str | None
    language: str | None
    flow: tuple[Heading | Unit, ...]
    notices: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    share: float | None = None
    pictures: tuple[Picture, ...] = ()

    @property
    def is_manuscript(self) -> bool:
        """Whether it was read from a manuscript, which says itself what its units are."""
        return self.share is None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units alone."""
        return tuple(item for item in self.flow if isinstance(item, Unit))
