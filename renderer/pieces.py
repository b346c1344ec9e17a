"""What a full build makes, cut into pieces that processes take one after the other, and what became of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from renderer import gate
from renderer.site import Site
from store.documents import Documents
from store.engine import open_store
from store.rebuild import Part

# Files that a process makes at one go: enough to make the queries cheap, few enough to hold and to balance the cores.
_SLICE = 2_000
_OF_A_PARAGRAPH = 2  # files, besides those of its comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What to build: where from, for which site, where to. It is handed to other processes, so it holds no connection.

    `now` decides whether documents are open for comments; `processes`: None for one a core. `people`: finds
    them by their addresses.
    """

    database: str
    site: Site
    public: Path
    now: datetime
    templates: Path | None = None
    processes: int | None = None
    people: gate.People | None = None


class Paths(Collection[str]):
    """Paths below public/ in little room: of a large site there are millions."""

    def __init__(self) -> None:
        self._joined: list[str] = []  # by line feeds, which are in no path of ours
        self._count = 0

    def add(self, paths: Sequence[str]) -> None:
        """Take in more."""
        if paths:
            self._joined.append("\n".join(paths))
            self._count += len(paths)

    def parts(self) -> Iterator[list[str]]:
        """Yield them some thousands at a time."""
        return (joined.split("\n") for joined in self._joined)

    def __iter__(self) -> Iterator[str]:
        """Yield each."""
        return chain.from_iterable(self.parts())

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __contains__(self, path: object) -> bool:
        """Whether one is among them: looked for from end to end."""
        return any(path == each for each in self)


class Piece(NamedTuple):
    """What one process makes at one go: the paragraphs at these places, or (places None) a document, or the site."""

    part: Part
    target_id: int
    places: range | None = None


class Made(NamedTuple):
    """What became of a piece: every path it has, and those that differ."""

    paths: list[str]
    changed: list[str]


def pieces(build: Build) -> list[Piece]:
    """Cut the site into pieces; the large ones first, so that no core waits for the other at the end."""
    store = open_store(build.database)
    try:
        with store.read() as connection:
            documents = Documents(connection)
            loads = {document.id: documents.loads(document.id) for document in documents.all()}
            removed = [Piece(Part.REMOVED, document.id) for document in documents.removed()]
    finally:
        store.close()
    whole = [
        Piece(part, document_id) for document_id in loads for part in (Part.EDITION, Part.MODERATION, Part.DOCUMENT)
    ]
    slices = [
        Piece(Part.PARAGRAPH, document_id, places) for document_id, load in loads.items() for places in _slices(load)
    ]
    return [*whole, *slices, *removed, Piece(Part.SITE, 0)]


def _slices(load: Sequence[int]) -> Iterator[range]:
    """Yield the places of paragraphs that together have about so many files; `load`: how many comments each has."""
    start = number = 0
    for place, comments in enumerate(load):
        number += comments + _OF_A_PARAGRAPH
        if number >= _SLICE:
            yield range(start, place + 1)
            start, number = place + 1, 0
    if number:
        yield range(start, len(load))
