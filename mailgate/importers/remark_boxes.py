"""Boxes that hold one remark each: what stands in them belongs to it, though the report has no other numbers."""

from collections.abc import Mapping, Sequence

from mailgate.importers.blocks import Block, Form
from mailgate.importers.tree import Element

_FEW = 2  # boxes in the middle of a text


def of_remarks(blocks: Sequence[Block], numbered: Sequence[int]) -> Mapping[Block, Element]:
    """Return the box around each remark, by the block that its number is in, where a page has such boxes.

    A box begins with the number and holds no other, and its text goes on beside it. A section, as programs put one
    around all that stands below a heading, has none beside it but the next.
    """
    found: dict[int, Element] = {}
    for place, after in zip(numbered, [*numbered[1:], len(blocks)], strict=True):
        others = {*_around(blocks, place - 1), *_around(blocks, after)}
        own = [each for each in _around(blocks, place)[1:] if each not in others and each.tag != "body"]
        if own:
            found[place] = own[-1]
    set_in = sum(_goes_on_beside(blocks, place, box) for place, box in found.items())
    if set_in < min(_FEW, len(found)):
        return {}
    return {blocks[place]: box for place, box in found.items()}


def _around(blocks: Sequence[Block], place: int) -> list[Element]:
    """Return the element of a block and all around it."""
    if not 0 <= place < len(blocks):
        return []
    return [blocks[place].element, *blocks[place].element.ancestors()]


def _goes_on_beside(blocks: Sequence[Block], place: int, box: Element) -> bool:
    """Whether the first paragraph behind a box stands beside it."""
    after = next((block for block in blocks[place + 1 :] if not block.element.is_in(box)), None)
    return after is not None and after.form is Form.TEXT and after.element.parent is box.parent
