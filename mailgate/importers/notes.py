"""Footnotes: which are notes, which are their marks, and which belongs to which.

The notes are taken out of the tree, and each mark becomes an element blocks.NOTE that carries the place of its note in
the list of notes. Notes with links are judged first (linked_notes), by how they refer to each other; then notes that
stand in the text itself; then raised numbers, by the blocks further down that begin with the same.
"""

import re
from itertools import dropwhile, islice

from mailgate.importers import note_lines
from mailgate.importers.linked_notes import Linked, Page, anchors_of, is_before_note, is_raised
from mailgate.importers.note_signs import (
    ZONE_HEADING,
    become_note,
    mark_of,
    names_note,
    names_zone,
    note_text,
    remove_bodies,
    sibling_before,
)
from mailgate.importers.runs import NOTE
from mailgate.importers.tree import HEADINGS, PAGE, Element
from store.model import Footnote

_OVER_NOTES = frozenset({"summary", "p"})  # what may say that notes follow, though it is no heading
_ZONES = frozenset({"note", "notes", "fn"})  # classes of a note, if it begins with the mark that is raised above it
_MARKS = frozenset({"a", "sup", "span"})
_SAID = re.compile(r"data-(?:[a-z]+-)*(?:note|footnote|endnote|content|tooltip|tippy|title|text)|title")
_SAYS_MORE = re.compile(r"\S [^ ]|\w{2}\.$|://")
_SHORT = 2  # letters of a note
_PAIR = 2  # a mark and a paragraph
_LONG = 40  # letters: no such heading
_BEFORE_POWER = re.compile(r"(?:\b|\d)(?:[kcdm]?m|ft|in|mi|yd|s|x|y|r|10)$")


def take_out(pages: list[Page]) -> list[Footnote]:
    """Take the notes out of all pages; return them. Marks in the trees hold their places in this list."""
    for page in pages:
        page.anchors = anchors_of(page.body)
        note_lines.part(page.body, page.anchors)
        note_lines.part_counted(page.body)
    by_name = {page.name.rsplit("/", 1)[-1]: page for page in pages}
    notes: list[Footnote] = []
    for page in pages:
        _unlink(page)
        Linked(page, by_name, notes).run()
    for page in pages:
        _inline(page.body, notes)
        _unlinked(page.body, notes)
        _said_at_mark(page.body, notes)
        _close(page.body)
        _drop_zones(page.body)
    return notes


def _unlink(page: Page) -> None:
    """Make marks whose links lead to nothing, as where a script opens the note, the raised numbers that they show."""
    dead = [
        link
        for link in page.body.walk()
        if link.tag == "a" and "#" in link.get("href") and link.get("href").rpartition("#")[2] not in page.anchors
    ]
    marks = [link for link in dead if mark_of(link.text()) and is_raised(link) and not is_before_note(link)]
    by_label = _notes_by_label(page.body) if marks else {}
    for link in marks:
        below = [note for note in by_label.get(mark_of(link.text()) or "", ()) if note.order > link.order]
        if below and not any(each.tag == "a" and "#" in each.get("href") for each in below[0].walk()):
            link.tag = "span" if any(each.tag == "sup" for each in link.ancestors()) else "sup"


def _inline(body: Element, notes: list[Footnote]) -> None:
    """Notes that stand in the text where they are referred to, told by what their element says of itself."""
    raised: set[str | None] | None = None
    for element in list(body.walk()):
        says_note = names_note(element) or _opens(element)
        inline = element.tag in {"span", "small", "aside", "div", "p", "note"} and says_note
        if not inline or element.parent is None or names_zone(element):
            continue
        said = element.text(_LONG).strip()
        if element.tag != "span" and (label := _first_sup(element)):
            raised = _raised(body) if raised is None else raised
            if label in raised:
                continue  # it stands below the block that its mark is in
        if len(said) < _SHORT or (mark_of(said) is not None and not _is_mark(sibling_before(element))):
            continue
        if element.has_block and not any(isinstance(c, str) and c.strip() for c in element.parent.children):
            continue
        mark = _mark_before(element) or _marks_inside(element)
        text = " ".join(element.text().split())
        match = re.match(r"[\[(]?(\d{1,4}|[*†‡§¶])[\])]?[.:]?\s+", text)
        label = mark or (match[1] if match else str(len(notes) + 1))
        notes.append(Footnote(mark=label, text=text[match.end() :] if match else text))
        become_note(element, len(notes) - 1)


def _said_at_mark(body: Element, notes: list[Footnote]) -> None:
    """Marks that link nowhere, and have their notes in an attribute that a script shows."""
    for mark in list(body.walk()):
        text = _attribute(mark) if mark.tag in _MARKS and mark.parent is not None else ""
        leads = "#" in mark.get("href").lstrip("#") or mark.get("href").startswith(("http", "/"))
        if not text or leads or not (label := mark_of(mark.text(_LONG))):
            continue
        if is_raised(mark) and not label.isalpha() and not _is_power(mark):
            notes.append(Footnote(mark=label, text=text))
            become_note(mark, len(notes) - 1)


def _attribute(mark: Element) -> str:
    """Return what an attribute of a mark says, if that is more than a word: `Ibid.` is."""
    said = [str(value) for name, value in mark.attributes.items() if _SAID.fullmatch(name) and value]
    return next((text for each in said if _SAYS_MORE.search(text := " ".join(each.split()))), "")


def _opens(element: Element) -> bool:
    """Whether an element opens at its mark; that of a button is none of the text."""
    tooltip = element.get("role") == "tooltip" and _is_mark(sibling_before(element))
    return tooltip or ("popover" in element.attributes and len(element.text(_LONG).split()) > 1)


def _close(body: Element) -> None:
    """Leave out what is said at a word only while somebody points at it, and is no note."""
    for element in list(body.walk()):
        if element.get("role") == "tooltip" and element.parent is not None and element.parent.tag != "body":
            element.detach()


def _raised(body: Element) -> set[str | None]:
    """Return the marks that are raised in the text, and not in a note."""
    sups = (each for each in body.walk() if each.tag == "sup" and not any(map(names_note, each.ancestors())))
    return {mark_of(each.text(_LONG)) for each in sups}


def _first_sup(element: Element) -> str:
    """Return the raised mark that a block begins with, or an empty text."""
    first = next((c for c in element.children if not isinstance(c, str) or c.strip()), None)
    return (mark_of(first.text(_LONG)) or "") if isinstance(first, Element) and first.tag == "sup" else ""


def _is_mark(node: Element | str | None) -> bool:
    if not isinstance(node, Element) or mark_of(node.text(_LONG)) is None:
        return False
    inside = [child for child in node.children if isinstance(child, Element)]
    return node.tag == "sup" or (node.tag == "a" and [child.tag for child in inside] == ["sup"])


def _mark_before(element: Element) -> str | None:
    """Take out a raised number just before an inline note and return it."""
    before = sibling_before(element)
    if _is_mark(before) and isinstance(before, Element):
        label = mark_of(before.text())
        become_note(before, None)
        return label
    return None


def _marks_inside(element: Element) -> str | None:
    """Take out the marks, raised or in an element of their own, that a note begins with, and return the first."""
    found: list[str] = []
    for inner in list(islice(element.walk(), 1, 12)):
        text = inner.text(_LONG).strip()
        if any(isinstance(child, Element) for child in inner.children) or not element.text().lstrip().startswith(text):
            continue
        label = mark_of(text) if inner.tag in {"sup", "span"} else None
        if label is not None and (inner.tag == "sup" or label in found):
            found.append(label)
            inner.children = []
    return found[0] if found else None


def _unlinked(body: Element, notes: list[Footnote]) -> None:
    """Raised numbers without links, and paragraphs further down that begin with the same."""
    sups = [element for element in body.walk() if element.tag == "sup" and mark_of(element.text()) and element.parent]
    if not sups:
        return
    by_label = _notes_by_label(body)
    starts = {element for elements in by_label.values() for element in elements}
    taken: dict[Element, int] = {}
    for sup in sups:
        if any(parent in starts for parent in sup.ancestors()) or _is_power(sup):
            continue
        label = mark_of(sup.text()) or ""
        note = next((element for element in by_label.get(label, ()) if element.order > sup.order), None)
        if note is None:
            continue
        if note not in taken:
            taken[note] = len(notes)
            notes.append(Footnote(mark=label, text=note_text(note, label)))
        become_note(sup, taken[note])
    remove_bodies(set(taken))


def _notes_by_label(body: Element) -> dict[str, list[Element]]:
    """Return the blocks that begin with a mark, by their mark."""
    found: dict[str, list[Element]] = {}
    items: dict[Element | None, int] = {}
    in_zone = False
    for element in body.walk():
        if element.tag in HEADINGS or (element.tag in _OVER_NOTES and not element.has_block):
            says_zone = bool(ZONE_HEADING.fullmatch(" ".join(element.text(_LONG).split())))
            in_zone = says_zone or (in_zone and element.tag == "p")
        if element.tag in HEADINGS or element.tag == "summary":
            continue
        if element.tag == "li":
            items[element.parent] = items.get(element.parent, 0) + 1
        if element.tag in {"p", "li", "div", "dd", "td"} and (not element.has_block or _has_mark_beside(element)):
            zone = in_zone or any(
                names_zone(each) or each.get("class").lower() in _ZONES for each in element.ancestors()
            )
            if label := _note_label(element, items.get(element.parent, 0), in_zone=zone):
                found.setdefault(label, []).append(element)
    return found


def _has_mark_beside(element: Element) -> bool:
    """Whether an element is a raised mark and one paragraph."""
    printed = [child for child in element.children if not isinstance(child, str) or child.strip()]
    return len(printed) == _PAIR and [c.tag for c in printed if isinstance(c, Element)] == ["sup", "p"]


def _is_power(sup: Element) -> bool:
    """Whether a raised number is an exponent: 40 m², 10³."""
    before = sibling_before(sup)
    return isinstance(before, str) and bool(_BEFORE_POWER.search(before)) and sup.text().strip() in {"2", "3", "6", "9"}


def _note_label(element: Element, place: int, *, in_zone: bool) -> str | None:
    first = next((c for c in element.children if not isinstance(c, str) or c.strip()), None)
    if isinstance(first, Element) and first.tag == "sup":
        return mark_of(first.text())
    if not in_zone:
        return None
    if match := re.match(r"\s*[\[(]?(\d{1,4}|[*†‡§¶]{1,3})[\])]?[.:)]?\s", element.text()):
        return match[1]
    if element.tag == "li" and element.parent is not None and element.parent.tag == "ol":
        start = element.parent.get("start")
        return str(place - 1 + (int(start) if start.isdecimal() else 1))
    return None


def _drop_zones(body: Element) -> None:
    """Drop what is left of lists of notes: notes that no mark refers to, and headings with nothing below them."""
    heads = (each for each in body.walk() if each.tag in HEADINGS or each.tag in _OVER_NOTES)
    for heading in [each for each in heads if not each.has_block]:
        if ZONE_HEADING.fullmatch(" ".join(heading.text(_LONG).split())) and _is_empty(heading):
            heading.detach()
    for element in list(body.walk()):
        if element.parent is not None and names_zone(element) and not any(e.tag == NOTE for e in element.walk()):
            element.detach()


def _is_empty(heading: Element) -> bool:
    """Whether another heading, or nothing, follows."""
    siblings = heading.parent.children if heading.parent is not None else []
    after = dropwhile(lambda child: child is not heading, siblings)
    rest = [child for child in islice(after, 1, 4) if not isinstance(child, str) and child.tag != PAGE]
    return not rest or rest[0].tag in HEADINGS
