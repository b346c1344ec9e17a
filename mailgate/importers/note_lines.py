"""Notes that only line breaks part from each other, as old pages have them: each becomes a paragraph of its own.

`<small><a name=n1></a>1 First.<br><a name=n2></a>2 Second.</small>`: their block would hold all notes, or all of the
page.
"""

from mailgate.importers.note_signs import MAX_SIBLINGS, mark_of
from mailgate.importers.tree import BLOCKS, Element, grow

_FEW = 2
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
