"""Lists whose upper levels only count: offices write the paragraphs of a chapter as items below an item that is empty,
or is their heading. The paragraphs are no items of a list in a list.
"""

from mailgate.importers.counting import whole
from mailgate.importers.tree import HEADINGS, LABEL, Element

LISTS = frozenset({"ol", "ul"})
LIST = "-list"  # which of its lists an item is of, where the format says so
_LEAST = 2  # nodes: the words of an item, and the list in it
_MAX_HEADING = 160  # letters


def flatten(body: Element) -> None:
    """Take what stands in such items out of them, and out of their list; so too a list that is directly in a list."""
    for item in [each for each in body.walk() if each.tag == "li" and each.get(LABEL)]:
        _take_heading(item)
    for outer in [each for each in body.walk() if each.tag in LISTS]:
        if outer.parent is not None:
            _open_up(outer, outer.parent)


def lift(body: Element) -> None:
    """Take lists out of items of lists that began after them: they go on there, and are not below such an item.

    Word says of a paragraph only which list it is of and at which level; what stands before it may be of any list.
    """
    items = [each for each in body.walk() if each.get(LIST)]
    began: dict[str, int] = {}
    for place, item in enumerate(items):
        began.setdefault(item.get(LIST), place)
    for item in items:
        inner = item.parent
        while inner is not None and (outer := inner.parent) is not None and outer.parent is not None:
            first = next((each for each in inner.children if isinstance(each, Element)), None)
            goes_on = outer.get(LIST) and began[item.get(LIST)] < began[outer.get(LIST)]
            if first is not item or not goes_on or outer.parent.parent is None:
                break
            _part(outer.parent, outer, inner)


def _part(around: Element, outer: Element, inner: Element) -> None:
    """Part a list behind an item of it, and put what stands in the item between the two."""
    inner.detach()
    parent = around.parent
    if parent is None:
        return
    at = next(place for place, each in enumerate(around.children) if each is outer) + 1
    rest = Element(around.tag, around.attributes, parent, around.order, around.children[at:], has_block=True)
    for each in rest.children:
        if isinstance(each, Element):
            each.parent = rest
    around.children, inner.parent = around.children[:at], parent
    place = next(place for place, each in enumerate(parent.children) if each is around) + 1
    parent.children[place:place] = [inner, rest] if rest.children else [inner]


def _open_up(outer: Element, parent: Element) -> None:
    """Put what stands in items that only count, and lists before the first item, in the place of the list."""
    pieces: list[Element] = []
    kept: Element | None = None
    number = whole(outer.get("start"), 1)
    has_opened = False
    for item in [each for each in outer.children if isinstance(each, Element)]:
        number = whole(item.get("value"), number)
        inside = [item] if item.tag in LISTS and kept is None else _opened(item, number)
        if inside:
            has_opened, kept, pieces = True, None, [*pieces, *inside]
        else:
            if kept is None:
                kept = Element(outer.tag, {**outer.attributes, "start": str(number)}, order=outer.order, has_block=True)
                pieces.append(kept)
            kept.children.append(item)
        number += item.tag == "li"
    if not has_opened:
        return
    for piece in pieces:
        piece.parent = parent
        for each in piece.children:
            if isinstance(each, Element):
                each.parent = piece
    place = next(at for at, child in enumerate(parent.children) if child is outer)
    parent.children[place : place + 1] = pieces


def _take_heading(item: Element) -> None:
    """Make the bold words of an item a heading where the numbers below go on from its own: 2, 2.1; A, A1."""
    below = item.children[-1] if item.children else ""
    if not isinstance(below, Element) or below.tag not in LISTS or len(item.children) < _LEAST:
        return
    first = next((each for each in below.children if isinstance(each, Element)), None)
    own = item.get(LABEL).rstrip(".:").rpartition(" ")[2]  # of `Part 1` the number
    label = first.get(LABEL).rstrip(".") if first is not None else ""
    said = item.children[:-1]
    text = "".join(each if isinstance(each, str) else each.text() for each in said).strip()
    if not (label.startswith(own) and len(label) > len(own) and 0 < len(text) <= _MAX_HEADING):
        return
    if text.endswith((".", ":", ";", ",")) or not _are_bold(said):
        return
    rank = min(1 + len(own.split(".")), 6)
    heading = Element(f"h{rank}", {LABEL: item.get(LABEL)}, item, item.order, said)
    for each in said:
        if isinstance(each, Element):
            each.parent = heading
    item.children = [heading, below]


def _are_bold(nodes: "list[Element | str]") -> bool:
    """Whether all words are strong; the mark of a page says none."""
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                return False
        elif node.tag not in {"strong", "b"} and not _are_bold(node.children):
            return False
    return True


def _opened(item: Element, number: int) -> list[Element]:
    """Return what is in an item that is no item: its heading with all below it, or a list and nothing else."""
    inside = [each for each in item.children if isinstance(each, Element)]
    if not inside or item.tag != "li" or any(isinstance(each, str) and each.strip() for each in item.children):
        return []
    label = item.get(LABEL)
    if inside[0].tag in HEADINGS:
        if not label and not all(each.tag in LISTS for each in inside[1:]):
            return []
        if not label and item.parent is not None and counts(item.parent):
            label = f"{number}."
        if label:  # a heading's number is part of what it says
            inside[0].attributes = {**inside[0].attributes, LABEL: label}
        return inside
    return inside if len(inside) == 1 and inside[0].tag in LISTS else []


def counts(each: Element) -> bool:
    """Whether a list shows plain numbers before its items."""
    return each.tag == "ol" and each.get("type") in {"", "1"} and "reversed" not in each.attributes
