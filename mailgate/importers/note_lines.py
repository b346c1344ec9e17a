"""Notes that only line breaks part from each other, as old pages have them: each becomes a paragraph of its own.

`<small><a name=n1></a>1 First.<br><a name=n2></a>2 Second.</small>`: their block would hold all notes, or all of the
page.
"""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from mailgate.importers.note_signs import MAX_SIBLINGS, ZONE_HEADING, mark_of
from mailgate.importers.tree import BLOCKS, Element, grow

_FEW = 2
_LABEL = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:)]?\s+\S")  # of a note, at the start of its line
_MARK = 24  # letters of one
_MOST = 0.9  # of the raised marks, that lines count
_NEAR = 100  # elements in which a break is looked for


def part(body: Element, anchors: dict[str, Element]) -> None:
    """Part the notes of a page; `anchors` are what its links can name."""
    starts: dict[Element, list[Element]] = {}
    for target in _targets(body, anchors):
        start = _start_of_line(target)
        if start is not None and start.parent is not None:
            starts.setdefault(start.parent, []).append(start)
    parted = False
    for holder, found in starts.items():
        if len(found) >= _FEW or _is_below(found[0]):
            holder.children = _parted(holder, set(found))
            parted = True
    if parted:
        grow([], body)


def part_counted(body: Element) -> None:
    """Part notes that nothing links to, where lines of one element count what is raised above: 1, 2, 3 to its last."""
    raised = {mark_of(each.text(_MARK)) for each in body.walk() if each.tag == "sup"}
    marks = {mark for mark in raised if mark and mark.isdecimal()}
    holders = [each for each in body.walk() if _breaks(each)] if len(marks) >= _FEW else []
    for holder in holders:
        found = _last_count(holder)
        labels = {str(number + 1) for number in range(len(found))}
        if len(found) < max(_FEW, _MOST * len(marks)) or not labels <= marks:
            continue
        end = _end_of_line(holder, found[-1])
        begins = _heading_above(holder, found[0])
        lines = pairwise([begins, *found, end] if begins < found[0] else [*found, end])
        parts = [Element("p", {}, children=holder.children[start:until]) for start, until in lines]
        zone = Element("div", {"class": "footnotes"}, holder, children=[*parts])
        holder.children[begins:end] = [zone]
        grow([], zone)
    if holders:
        grow([], body)


def _breaks(element: Element) -> int:
    return sum(isinstance(child, Element) and child.tag == "br" for child in element.children)


def _last_count(holder: Element) -> list[int]:
    """Return where the last lines begin that count from 1: among them may be others, which go on with one."""
    starts = [0, *(at + 1 for at, child in enumerate(holder.children) if _is_end(child))]
    found: list[int] = []
    for start in starts:
        label = _LABEL.match("".join(_said(holder.children[start : start + _NEAR])))
        if label and int(label[1]) == 1:
            found = [start]
        elif label and found and int(label[1]) == len(found) + 1:
            found.append(start)
    return found


def _heading_above(holder: Element, start: int) -> int:
    """Return where the line begins that stands over notes and says so; where none does, where they begin."""
    above = holder.children[max(0, start - _FEW) : start]
    said = "".join(each if isinstance(each, str) else each.text(_NEAR) for each in above)
    return start - len(above) if ZONE_HEADING.fullmatch(" ".join(said.split()).rstrip(":")) else start


def _said(line: list[Element | str]) -> Iterator[str]:
    """Yield the first words of what stands before the next break."""
    shown = takewhile(lambda child: not _is_end(child), line)
    return (each if isinstance(each, str) else each.text(_NEAR) for each in shown)


def _end_of_line(holder: Element, start: int) -> int:
    return next((at for at in range(start, len(holder.children)) if _is_end(holder.children[at])), len(holder.children))


def _is_end(child: Element | str) -> bool:
    return isinstance(child, Element) and _ends_line(child)


def _targets(body: Element, anchors: dict[str, Element]) -> list[Element]:
    """Return what marks further up link to, once each."""
    found: dict[Element, None] = {}
    for link in body.walk():
        if link.tag == "a" and "#" in link.get("href") and mark_of(link.text(24)) is not None:
            target = anchors.get(link.get("href").rpartition("#")[2])
            if target is not None and target.order > link.order and target.tag not in BLOCKS:
                found[target] = None
    return list(found)


def _start_of_line(target: Element) -> Element | None:
    """Return the element that a line begins with in which a target is the first; None where words stand before it."""
    start = target
    for parent in target.ancestors():
        before = _before(start)
        if before is not None:
            return start if isinstance(before, Element) and _ends_line(before) else None
        if parent.tag in BLOCKS or any(each.tag == "br" for each, _ in zip(parent.walk(), range(_NEAR), strict=False)):
            return start
        start = parent
    return None


def _before(element: Element) -> Element | str | None:
    """Return what is printed just before an element by the same parent; where there are too many, the parent's text."""
    siblings = element.parent.children if element.parent is not None else []
    if len(siblings) > 3 * MAX_SIBLINGS:
        return "…"
    place = next((at for at, child in enumerate(siblings) if child is element), 0)
    return next((child for child in reversed(siblings[:place]) if not isinstance(child, str) or child.strip()), None)


def _ends_line(element: Element) -> bool:
    return element.tag in BLOCKS or element.tag == "br" or element.has_block


def _is_below(start: Element) -> bool:
    """Whether a single note stands below a line or a block, or in smaller type of its own below one."""
    parent = start.parent
    before = _before(start)
    if before is None and parent is not None and parent.tag not in BLOCKS:
        before = _before(parent)
    return isinstance(before, Element) and (before.tag == "hr" or before.has_block)


def _parted(holder: Element, starts: set[Element]) -> list[Element | str]:
    """Return what is in an element with a paragraph for each note; an empty line ends the last of them."""
    children: list[Element | str] = []
    note: Element | None = None
    left = len(starts)
    breaks = 0
    for child in holder.children:
        is_break = isinstance(child, Element) and child.tag == "br"
        breaks = breaks + is_break if is_break or (isinstance(child, str) and not child.strip()) else 0
        if isinstance(child, Element) and child in starts:
            note, left = Element("p", {}, holder), left - 1
            children.append(note)
        elif (isinstance(child, Element) and (child.tag in BLOCKS or child.has_block)) or (not left and breaks >= _FEW):
            note = None
        if note is None:
            children.append(child)
            continue
        note.children.append(child)
        if isinstance(child, Element):
            child.parent = note
    return children
