"""Lists whose upper levels only count: offices write the paragraphs of a chapter as items below an item that is empty,
or is their heading. The paragraphs are no items of a list in a list.
"""

from mailgate.importers.tree import HEADINGS, LABEL, Element

_LEAST = 2  # nodes: the words of an item, and the list in it
_MAX_HEADING = 160  # letters


def flatten(body: Element) -> None:
    """Take what stands in such items out of them, and out of their list."""
    for item in [each for each in body.walk() if each.tag == "li" and each.get(LABEL)]:
        _take_heading(item)
    for outer in [each for each in body.walk() if each.tag in {"ol", "ul"}]:
        items = [each for each in outer.children if isinstance(each, Element)]
        opened = [_opened(item) for item in items]
        if outer.parent is None or not any(opened):
            continue
        pieces: list[Element] = []
        kept: Element | None = None
        for item, inside in zip(items, opened, strict=True):
            if inside:
                pieces, kept = [*pieces, *inside], None
                continue
            if kept is None:
                kept = Element(outer.tag, outer.attributes, order=outer.order)
                pieces.append(kept)
            kept.children.append(item)
            item.parent, kept.has_block = kept, True
        for piece in pieces:
            piece.parent = outer.parent
        place = next(at for at, each in enumerate(outer.parent.children) if each is outer)
        outer.parent.children[place : place + 1] = pieces


def _take_heading(item: Element) -> None:
    """Make the bold words of an item a heading where the numbers below go on from its own: 2, 2.1; A, A1."""
    below = item.children[-1] if item.children else ""
    if not isinstance(below, Element) or below.tag not in {"ol", "ul"} or len(item.children) < _LEAST:
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
    heading = Element("h2", {LABEL: item.get(LABEL)}, item, item.order, said)
    for each in said:
        if isinstance(each, Element):
            each.parent = heading
    item.children = [heading, below]


def _are_bold(nodes: "list[Element | str]") -> bool:
    """Whether all words are strong."""
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                return False
        elif node.tag not in {"strong", "b"} and not (node.children and _are_bold(node.children)):
            return False
    return True


def _opened(item: Element) -> list[Element]:
    """Return what is in an item that is no item."""
    inside = [each for each in item.children if isinstance(each, Element)]
    if len(inside) != len(item.children) or not inside:
        return []
    if inside[0].tag in HEADINGS:
        if label := item.get(LABEL):  # a heading's number is part of what it says
            inside[0].attributes = {**inside[0].attributes, LABEL: label}
        return inside
    return inside if len(inside) == 1 and inside[0].tag in {"ol", "ul"} else []
