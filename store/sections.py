"""The sections of documents, and their keys: what stands behind the slug in a section's web address, for ever.

A key is the number that a heading begins with (`3.2`), or else its words (`the-sea-wall`), or where these have no
letter from a to z, a running number. A section of a later edition keeps the key of the one it continues: that with the
same headings around it, else that which most of its paragraphs were in, else the only one with its heading. What left
the report stays at a position below -1, so that its key is given to no other.
"""

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from store.model import OPENING, DocumentId, Section, SectionId
from store.schema import sections

LONGEST = 48
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)[.):]?(?=\s|$)")
_OTHERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSection:
    """A section to be added. `parent` is the place of its parent among the new document's sections."""

    level: int
    heading: str
    parent: int | None = None


Trail = tuple[str, ...]  # the headings around a section, from the outside in, itself last
Votes = Mapping[int, Counter[SectionId]]  # of a new section's paragraphs, by its place: in which section each was


class Sections:
    """The sections of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, document_id: DocumentId) -> list[Section]:
        """Return the sections of the present edition, in the order of the report."""
        return [section for section in self._ever(document_id) if section.position >= 0]

    def gone(self, document_id: DocumentId) -> list[Section]:
        """Return the sections that earlier editions had and the present one has not."""
        return [section for section in self._ever(document_id) if section.position < 0]

    def put(self, document_id: DocumentId, new: Sequence[NewSection], votes: Votes) -> list[int]:
        """Put the sections of an edition in the place of those there are; return their ids."""
        ever = self._ever(document_id)
        used = {OPENING, *(section.key for section in ever)}
        continued = _continued(ever, new, votes)
        leaving = update(sections).where(sections.c.document_id == document_id)
        self._connection.execute(leaving.values(parent_id=None, position=-2 - sections.c.id))
        ids: list[int] = []
        for place, section in enumerate(new):
            parent_id = None if section.parent is None else ids[section.parent]
            values = {"parent_id": parent_id, "position": place, "level": section.level, "heading": section.heading}
            ids.append(self._put(document_id, continued.get(place), section, values, used))
        return ids

    def _put(
        self, document_id: DocumentId, was: SectionId | None, new: NewSection, values: dict[str, Any], used: set[str]
    ) -> int:
        if was is not None:
            self._connection.execute(update(sections).where(sections.c.id == was).values(**values))
            return was
        key = _key(new.heading, used)
        used.add(key)
        statement = insert(sections).values(document_id=document_id, key=key, **values)
        return int(self._connection.execute(statement.returning(sections.c.id)).scalar_one())

    def _ever(self, document_id: DocumentId) -> list[Section]:
        statement = select(sections).where(sections.c.document_id == document_id).order_by(sections.c.position)
        return [_section(row) for row in self._connection.execute(statement)]


def _key(heading: str, used: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    number = _NUMBER.match(plain)
    wanted = number[1] if number else _words(plain)
    candidates = (f"{wanted}-{again}" for again in count(2)) if wanted else map(str, count(1))
    if wanted and wanted not in used:
        return wanted
    return next(key for key in candidates if key not in used)


def _words(plain: str) -> str:
    """Return the words of a heading, as many as have room."""
    words = _OTHERS.sub("-", plain).strip("-")
    if len(words) > LONGEST - 8:
        words = words[: LONGEST - 8].rpartition("-")[0] or words[: LONGEST - 8]
    return words


def _continued(ever: Sequence[Section], new: Sequence[NewSection], votes: Votes) -> dict[int, SectionId]:
    """Return which section each new one continues, by its place; those that continue none are left out."""
    found: dict[int, SectionId] = {}
    taken: set[SectionId] = set()
    trails = _trails((section.parent, section.heading) for section in new)
    of_most = ((place, was) for place, of_each in sorted(votes.items()) for was, _ in of_each.most_common(1))
    for place, was in chain(_of_same_trail(ever, trails), of_most, _of_same_heading(ever, trails, taken)):
        if place not in found and was not in taken:
            found[place] = was
            taken.add(was)
    return found


def _of_same_trail(ever: Sequence[Section], trails: Sequence[Trail]) -> Iterator[tuple[int, SectionId]]:
    places = {section.id: place for place, section in enumerate(ever)}
    parents = [None if section.parent_id is None else places[section.parent_id] for section in ever]
    old_trails = _trails(zip(parents, (section.heading for section in ever), strict=True))
    by_trail: dict[Trail, deque[SectionId]] = {}
    for section, trail in zip(ever, old_trails, strict=True):
        if section.position >= 0:
            by_trail.setdefault(trail, deque()).append(section.id)
    for place, trail in enumerate(trails):
        if by_trail.get(trail):
            yield place, by_trail[trail].popleft()


def _of_same_heading(
    ever: Sequence[Section], trails: Sequence[Trail], taken: Collection[SectionId]
) -> Iterator[tuple[int, SectionId]]:
    """Yield those whose heading one section alone has that nothing else continues; asked for last."""
    free: dict[str, list[SectionId]] = {}
    for section in ever:
        if section.id not in taken:
            free.setdefault(_folded(section.heading), []).append(section.id)
    for place, trail in enumerate(trails):
        if len(of_heading := free.get(trail[-1], [])) == 1:
            yield place, of_heading[0]


def _trails(sections_: Iterable[tuple[int | None, str]]) -> list[Trail]:
    """Return the trail of each section; a parent stands before its children."""
    trails: list[Trail] = []
    for parent, heading in sections_:
        trails.append((*(trails[parent] if parent is not None else ()), _folded(heading)))
    return trails


def _folded(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _section(row: Row[Any]) -> Section:
    return Section(
        id=SectionId(row.id),
        document_id=DocumentId(row.document_id),
        parent_id=None if row.parent_id is None else SectionId(row.parent_id),
        position=row.position,
        level=row.level,
        heading=row.heading,
        key=row.key,
    )
