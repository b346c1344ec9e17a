"""Footnotes whose marks link to them.

A mark is a short link whose target stands further down, and that is raised, bracketed, or linked back to.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice

from mailgate.importers import counted_marks, looks, note_places
from mailgate.importers.note_signs import (
    MAX_MARKS,
    MAX_NOTE,
    MAX_SIBLINGS,
    NOTE_TAGS,
    block_of,
    mark_of,
    names_mark,
    names_note,
    note_text,
    remove_bodies,
)
from mailgate.importers.tree import BLOCKS, HEADINGS, Element
from store.model import Footnote

_MAX_LABEL = 8  # letters of a mark of its own kind
_BEGIN = 4  # elements at the beginning of one
_SYMBOLS = re.compile(r"[*†‡§¶#]{1,4}")


@dataclass(slots=True)
class Page:
    """One file on its way through the importer: its name, its body, and what is known of its anchors."""

    name: str
    body: Element
    anchors: dict[str, Element] = field(default_factory=dict)


class Linked:
    """Notes that their marks link to."""

    def __init__(self, page: Page, by_name: dict[str, Page], notes: list[Footnote]) -> None:
        self.page, self.by_name, self.notes = page, by_name, notes
        self.marks: list[tuple[Element, str, Element | None]] = []
        self.targets: set[Element] = set()
        self.bodies: dict[Element, Element | None] = {}
        self.led_to: dict[Element, frozenset[tuple[str, str]]] = {}
        self.lost: dict[str, list[Element]] = {}
        self.counted: frozenset[Element] = frozenset()

    def run(self) -> None:
        """Find the marks, read their notes, take both out."""
        links = [element for element in self.page.body.walk() if element.tag == "a" and "#" in element.get("href")]
        for link in links:
            target = self.page.anchors.get(link.get("href").rpartition("#")[2])
            label = self._label(link)
            if target is not None and label is not None:
                self.targets.add(target)
            elif label is not None and is_before_note(link):
                self.lost.setdefault(label, []).append(link)
        self.counted = counted_marks.found(links, self.page.anchors)
        for link in links:
            self._judge(link)
        texts: dict[Element, int] = {}
        bodies = {target for _, _, target in self.marks if target is not None}
        for link, label, target in self.marks:
            if target is not None and target not in texts:
                texts[target] = len(self.notes)
                self.notes.append(Footnote(mark=label, text=note_text(target, label)))
            note_places.put(link, texts.get(target) if target is not None else None)
        terms = {block_of(target) for target, body in self.bodies.items() if body in bodies}
        remove_bodies(bodies | {term for term in terms if term.tag == "dt" or _is_mark_alone(term)})

    def _label(self, link: Element) -> str | None:
        """Return the mark that a link shows; also an odd one such as `F12`, where its note links back by the same."""
        label, name = _label(link), link.get("href")
        shown = _shown(link) if label is None and name.startswith("#") else ""
        target = self.page.anchors.get(name[1:]) if shown else None
        if target is None or target.order <= link.order or block_of(target).tag in HEADINGS or _is_headed(target):
            return label
        return shown if any((each, shown) in self._led_to(target) for each in _names_around(link)) else None

    def _judge(self, link: Element) -> None:
        label = self._label(link)
        if label is None:
            return
        name, _, fragment = link.get("href").partition("#")
        page = self._page_of(name, fragment)
        target = page.anchors.get(fragment) if page is not None else None
        if target is None and page is self.page and not is_before_note(link):
            target = self._lost_note(label, link)
        raised = is_raised(link)
        if target is None or page is None:
            if raised and not any(names_note(parent) for parent in link.ancestors()):
                self.marks.append((link, label, None))
            return
        own = page is self.page
        if own and (target.order <= link.order or block_of(target) is block_of(link) or _is_headed(target)):
            return
        if not own and is_before_note(link) and not _begins_block(target):
            return  # of two that lead to each other, the note is where the link stands before the words
        raised = raised or "[" in link.text() or _is_in_brackets(link) or link in self.counted
        if not (raised or self._links_back(target, link) or _SYMBOLS.fullmatch(label)):
            return
        if target not in self.bodies:
            self.bodies[target] = _body_of(target, link if own else None, self.targets)
            _part_tables(self.bodies[target])
        body = self.bodies[target]
        if body is not None and not any(parent is body for parent in link.ancestors()):
            self.marks.append((link, label, body))

    def _page_of(self, name: str, fragment: str) -> Page | None:
        """Return the page that a link leads to: this one, too, where it was saved under another name."""
        page = self.by_name.get(name.rsplit("/", 1)[-1]) if name else self.page
        return self.page if page is None and ":" not in name and fragment in self.page.anchors else page

    def _lost_note(self, label: str, link: Element) -> Element | None:
        """Return the next note of this mark, where a page has lost its anchors: only links to nothing are left."""
        lost = self.lost.get(label, [])
        place = bisect_right(lost, link.order, key=lambda each: each.order)
        return lost[place] if place < len(lost) else None

    def _links_back(self, target: Element, link: Element) -> bool:
        return not {name for name, _ in self._led_to(target)}.isdisjoint(_names_around(link))

    def _led_to(self, target: Element) -> frozenset[tuple[str, str]]:
        if target not in self.led_to:
            self.led_to[target] = _led_to(target)
        return self.led_to[target]


def anchors_of(body: Element) -> dict[str, Element]:
    """Return the elements that links can name."""
    anchors: dict[str, Element] = {}
    for element in body.walk():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                anchors.setdefault(name, element)
    return anchors


def _label(link: Element) -> str | None:
    """Return the mark that a link shows; where it says that it is one, whatever it shows: `*2`, `a-3`."""
    label = mark_of(link.text())
    if label is not None or "noteref" not in f"{link.get('role')} {link.get('epub:type')}":
        return label
    return _shown(link) or None


def _shown(link: Element) -> str:
    """Return what a link says, without brackets, where that is short."""
    shown = " ".join(link.text(_MAX_LABEL + 1).split()).strip("[](){}")
    return shown if len(shown) <= _MAX_LABEL else ""


def is_raised(link: Element) -> bool:
    """Whether a link, or what is around it in its line, is raised, or says that it is a mark."""
    around = [
        link,
        *(parent for parent, _ in zip(link.ancestors(), range(3), strict=False) if parent.tag not in BLOCKS),
    ]
    return (
        any(element.tag == "sup" or looks.is_raised(element.get("style")) for element in around)
        or any(isinstance(child, Element) and child.tag == "sup" for child in link.children)
        or any(names_mark(element) for element in around)
    )


def _is_in_brackets(link: Element) -> bool:
    """Whether square brackets stand around a link."""
    siblings = link.parent.children if link.parent is not None else []
    if len(siblings) > MAX_SIBLINGS:
        return False
    place = next((i for i, child in enumerate(siblings) if child is link), 0)
    before, after = siblings[place - 1] if place else "", siblings[place + 1] if place + 1 < len(siblings) else ""
    is_text = isinstance(before, str) and isinstance(after, str)
    return is_text and str(before).rstrip().endswith("[") and str(after).lstrip().startswith("]")


def is_before_note(link: Element) -> bool:
    """Whether a link stands where a note's own mark does, before its words."""
    return block_of(link).tag == "dt" or _begins_block(link)


def _begins_block(element: Element) -> bool:
    """Whether no word stands before an element in its block."""
    stack: list[Element | str] = [block_of(element)]
    while stack:
        item = stack.pop()
        if item is element:
            return True
        if not isinstance(item, str):
            stack.extend(reversed(item.children))
        elif any(map(str.isalnum, item)):
            return False
    return False


def _names_around(link: Element) -> set[str]:
    """Return the anchors that a link back to this mark may name: its own, those around it, those just beside it."""
    names = {link.get("id"), link.get("name")}
    around = [link, *(p for p, _ in zip(link.ancestors(), range(3), strict=False))]
    names |= {element.get("id") for element in around}
    names |= {child.get("id") or child.get("name") for child in link.walk()}
    beside = link.parent.children if link.parent is not None else []
    near = [child for child in beside if isinstance(child, Element) and child.tag == "a"] if len(beside) < 200 else []
    names |= {child.get("id") or child.get("name") for child in near}
    names.discard("")
    return names


def _is_headed(target: Element) -> bool:
    """Whether an element begins with a heading: a section, which may lead back to the contents that name it."""
    return any(each.tag in HEADINGS for each in islice(target.walk(), 1, _BEGIN))


def _is_mark_alone(block: Element) -> bool:
    """Whether a block is the mark of a note as a heading over its words."""
    return block.tag in HEADINGS and mark_of(block.text(MAX_MARKS)) is not None


def _led_to(target: Element) -> frozenset[tuple[str, str]]:
    """Return the anchors that the block of a target links to, and what each of the links says."""
    block = islice(block_of(target).walk(), MAX_NOTE)
    return frozenset((each.get("href").rpartition("#")[2], _shown(each)) for each in block if each.tag == "a")


def _body_of(target: Element, link: Element | None, targets: set[Element]) -> Element | None:
    """Return the whole note around, or just after, the target of a mark."""
    body = block_of(target)
    if body.tag == "dt" or _is_mark_alone(body):
        return _next_block(body)
    if body.tag == "td" and body.parent is not None:
        body = body.parent
    if link is not None and any(parent is body for parent in link.ancestors()):
        return _next_block(target)
    parent = body.parent
    while parent is not None and parent.tag in {"li", "aside", "div", "dd"} and _is_sole(body, parent, link, targets):
        body, parent = parent, parent.parent
    if not body.text(MAX_MARKS).strip():
        return _next_block(target) or _next_block(body)
    return body


def _part_tables(body: Element | None) -> None:
    """Put a table that stands in a paragraph behind it: pages without a doctype, that end no paragraph, have it so."""
    tables = [c for c in body.children if isinstance(c, Element) and c.tag == "table"] if body is not None else []
    if body is None or body.tag != "p" or body.parent is None or not tables:
        return
    if len(body.parent.children) > 10 * MAX_SIBLINGS:
        return
    at = body.children.index(tables[0])
    behind, body.children = body.children[at:], body.children[:at]
    for child in behind:
        if isinstance(child, Element):
            child.parent = body.parent
    place = body.parent.children.index(body) + 1
    body.parent.children[place:place] = behind


def _is_sole(body: Element, parent: Element, link: Element | None, targets: set[Element]) -> bool:
    """Whether the parent holds this note alone, so that all of it is the note."""
    if link is not None and any(around is parent for around in link.ancestors()):
        return False
    mine = set(islice(body.walk(), MAX_NOTE + 1))
    return len(mine) <= MAX_NOTE and not any(
        element.tag in HEADINGS or (element not in mine and (element in targets or _starts_note(element)))
        for element in parent.walk()
    )


def _starts_note(element: Element) -> bool:
    is_mark = element.tag == "a" and "#" in element.get("href") and mark_of(element.text()) is not None
    return is_mark or element.tag == "li"


def _next_block(element: Element) -> Element | None:
    beside = element.parent.children if element.parent is not None else []
    siblings = [child for child in beside if isinstance(child, Element)] if len(beside) <= 10 * MAX_SIBLINGS else []
    after = siblings[siblings.index(element) + 1 :] if element in siblings else []
    found = after[0] if after else None
    return found if found is not None and found.tag in NOTE_TAGS and found.text().strip() else None
