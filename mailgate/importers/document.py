"""Outline → NewDocument: sections from headings, keys for paragraphs, and whether a document is the same again."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate.importers import keys
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Unit
from store.documents import Documents, NewDocument, NewParagraph
from store.model import Document
from store.sections import NewSection


@dataclass(slots=True)
class _Draft:
    """A section and the units directly in it, before it is known whether it holds any at all."""

    level: int
    heading: str
    parent: int | None
    is_used: bool = False


def document_of(outline: Outline, slug: str, *, title: str | None = None, language: str | None = None) -> NewDocument:
    """Return the document to be added. `title` and `language` go before what the source says.

    Raises ImportRefusedError where the slug may not be used.
    """
    if not keys.is_slug(slug):
        raise ImportRefusedError(
            f"{slug!r} cannot be a document's name: 2 to 24 of a-z 0-9 -, a letter first, not reserved"
        )
    drafts, homes = _sections(outline.flow)
    sections, places = _used(drafts)
    trails = [_trail(drafts, home) for home in homes]
    units = outline.units
    names, depth = keys.assign(
        [keys.Labelled(number=unit.number, headings=trail) for unit, trail in zip(units, trails, strict=True)]
    )
    paragraphs = [
        _paragraph(unit, key, None if home is None else places[home])
        for unit, key, home in zip(units, names, homes, strict=True)
    ]
    return NewDocument(
        slug=slug,
        title=title or outline.title or slug,
        language=language or outline.language or "en",
        sections=tuple(sections),
        paragraphs=tuple(paragraphs),
        key_depth=depth,
        pictures=outline.pictures,
    )


def _sections(flow: Sequence[Heading | Unit]) -> tuple[list[_Draft], list[int | None]]:
    """Return all sections, and the section of each unit. A section's parent is the nearest lower level before it."""
    drafts: list[_Draft] = []
    homes: list[int | None] = []
    current: int | None = None
    for item in flow:
        if isinstance(item, Unit):
            homes.append(current)
            _use(drafts, current)
            continue
        while current is not None and drafts[current].level >= item.level:
            current = drafts[current].parent
        drafts.append(_Draft(item.level, item.text, current))
        current = len(drafts) - 1
    return drafts, homes


def _use(drafts: Sequence[_Draft], place: int | None) -> None:
    while place is not None and not drafts[place].is_used:
        drafts[place].is_used = True
        place = drafts[place].parent


def _used(drafts: Sequence[_Draft]) -> tuple[list[NewSection], dict[int, int]]:
    """Return the sections that hold something, with levels that count from 1, and their new places."""
    sections: list[NewSection] = []
    places: dict[int, int] = {}
    for place, draft in enumerate(drafts):
        if not draft.is_used:
            continue
        parent = None if draft.parent is None else places[draft.parent]
        level = 1 if parent is None else sections[parent].level + 1
        places[place] = len(sections)
        sections.append(NewSection(level=level, heading=draft.heading, parent=parent))
    return sections, places


def _trail(drafts: Sequence[_Draft], place: int | None) -> tuple[str, ...]:
    trail: list[str] = []
    while place is not None:
        trail.append(drafts[place].heading)
        place = drafts[place].parent
    return tuple(reversed(trail))


def _paragraph(unit: Unit, key: str, section: int | None) -> NewParagraph:
    return NewParagraph(
        key=key,
        number=unit.number,
        kind=unit.kind,
        text=unit.text,
        html=unit.html,
        section=section,
        footnotes=unit.footnotes,
        pages=None if unit.pages is None else ", ".join(unit.pages),
        source=unit.source,
    )


def headings(document: NewDocument, paragraph: NewParagraph) -> list[str]:
    """Return the headings around a paragraph, from the outside in."""
    trail: list[str] = []
    place = paragraph.section
    while place is not None:
        trail.append(document.sections[place].heading)
        place = document.sections[place].parent
    return trail[::-1]


def is_same(new: NewDocument, documents: Documents, old: Document) -> bool:
    """Whether the store already holds exactly this document. Keys are not compared: a later edition's are its own."""
    if (old.title, old.language) != (new.title, new.language):
        return False
    sections = documents.sections(old.id)
    if [(s.level, s.heading) for s in sections] != [(s.level, s.heading) for s in new.sections]:
        return False
    position = {section.id: place for place, section in enumerate(sections)}
    stored = [
        (p.number, p.text, p.html, p.footnotes, None if p.section_id is None else position[p.section_id])
        for p in documents.paragraphs(old.id)
    ]
    return stored == [(p.number, p.text, p.html, p.footnotes, p.section) for p in new.paragraphs]
