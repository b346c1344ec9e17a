"""Numbers that a page writes behind their paragraphs, and shows beside them by its style: they go before them.

`<div><p>The board met.</p><span>12</span></div>`. Read in order, each number would begin the next paragraph.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailgate.importers import sequence
from mailgate.importers.blocks import Block, Form
from mailgate.importers.tree import Element

_ALONE = re.compile(r"[\[(]?(\d{1,4}(?:\.\d{1,4}){0,3})[.)\]]?")
_LEAST = 3  # numbers that follow each other
_MOST = 0.8  # of the numbers
_FEW = 4  # blocks of a row: a page, with its number at its foot, has more


def settle(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a page with such numbers before what they stand behind: where all that are alone do."""
    places = [place for place, block in enumerate(blocks) if _is_alone(block)]
    if len(places) < _LEAST:
        return blocks
    parts = [_parts(blocks[place]) for place in places]
    follow = sum(sequence.follows(after, before) for before, after in pairwise(parts))
    if follow < max(_LEAST - 1, _MOST * (len(places) - 1)):
        return blocks
    starts = [_start_of_row(blocks, place) for place in places]
    rows = [(start, place) for start, place in zip(starts, places, strict=True) if start is not None]
    if len(rows) < len(places) or sum(place - start for start, place in rows) > _FEW * len(rows):
        return blocks
    settled, end = [], 0
    for start, place in rows:
        settled += [*blocks[end:start], blocks[place], *blocks[start:place]]
        end = place + 1
    return settled + blocks[end:]


def _is_alone(block: Block) -> bool:
    return block.form is Form.TEXT and not block.wraps and bool(_ALONE.fullmatch(block.text))


def _parts(block: Block) -> tuple[int, ...]:
    match = _ALONE.fullmatch(block.text)
    return tuple(map(int, match[1].split("."))) if match else ()


def _start_of_row(blocks: Sequence[Block], place: int) -> int | None:
    """Return where the row begins that a number ends; None where it holds no text before it, or goes on behind it."""
    element = blocks[place].element
    for row in (element, element.parent):
        start = place
        while row is not None and start and _is_in(blocks[start - 1], row) and _is_text(blocks[start - 1]):
            start -= 1
        if start < place:
            ends = place + 1 == len(blocks) or not _is_in(blocks[place + 1], row)
            begins = not start or not _is_in(blocks[start - 1], row)
            return start if ends and begins else None
    return None


def _is_text(block: Block) -> bool:
    return block.form is not Form.HEADING and not _is_alone(block)


def _is_in(block: Block, row: Element | None) -> bool:
    return block.element is row or any(each is row for each in block.element.ancestors())
