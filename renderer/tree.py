"""How a report is cut into pages to read: as many as there are chapters, whatever it calls them. Pure.

A section is one page with all that is below it, unless that is too long to read at one go; then it has a page for what
stands before its first sub-section, and each of those is looked at in the same way. So every paragraph and every
heading is on exactly one page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.model import Section, SectionId

LONGEST = 80  # paragraphs on a page that has sub-sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page to read: the sections on it, its own first; None: what stands before any heading."""

    section: Section | None
    sections: tuple[Section, ...]

    @property
    def is_opening(self) -> bool:
        """Whether it is what stands before any heading."""
        return self.section is None


def leaves(sections: Sequence[Section], sizes: Mapping[SectionId | None, int]) -> list[Leaf]:
    """Return the pages in the order of the report; none where it has no headings.

    `sizes`: how many paragraphs stand directly in each section.
    """
    children: dict[SectionId | None, list[Section]] = {}
    for section in sections:
        children.setdefault(section.parent_id, []).append(section)
    totals = _totals(sections, sizes)
    found = [Leaf(section=None, sections=())] if sections and sizes.get(None) else []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        section = waiting.pop()
        below = children.get(section.id, [])
        if not below or totals[section.id] <= LONGEST:
            found.append(Leaf(section=section, sections=tuple(_subtree(section, children))))
        else:
            found.append(Leaf(section=section, sections=(section,)))
            waiting += reversed(below)
    return found


def homes(pages: Iterable[Leaf]) -> dict[SectionId, Section]:
    """Return, for each section, the section whose page it is on."""
    return {one.id: leaf.section for leaf in pages if leaf.section is not None for one in leaf.sections}


def _totals(sections: Sequence[Section], sizes: Mapping[SectionId | None, int]) -> dict[SectionId, int]:
    """How many paragraphs each section has with all that is below it; a parent stands before its children."""
    totals = {section.id: sizes.get(section.id, 0) for section in sections}
    for section in reversed(sections):
        if section.parent_id is not None:
            totals[section.parent_id] += totals[section.id]
    return totals


def _subtree(section: Section, children: Mapping[SectionId | None, Sequence[Section]]) -> Iterable[Section]:
    waiting = [section]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(children.get(one.id, ()))
