"""Lists whose upper levels only count: offices write the paragraphs of a chapter as items below an item that is empty,
or is their heading. The paragraphs are no items of a list in a list.
"""

from mailgate.importers.tree import HEADINGS, LABEL, Element


def flatten(body: Element) -> None:
    """Take what stands in such items out of them, and out of their list."""
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
