"""Numbered lists at the end of a report that are none of its paragraphs: the works it cites, and names.

Both begin again at 1, as the paragraphs of another chapter may, so they are told by their heading and their words.
"""

import re
from collections.abc import Sequence
from itertools import islice

from mailgate.importers import numbers_read, page_words
from mailgate.importers.blocks import Block, Form

_NAME = 60  # letters
_SENTENCE = 80  # letters of a paragraph
_ENDS = tuple(".?!:;…。！？؟।")
_LEAST = 3  # names, and paragraphs beside them
_LINKED = 0.4  # of the letters of a block that may be none of the report
_REMARK = re.compile(rf"(?:{'|'.join(map(re.escape, numbers_read.REMARKS))})", re.I)


def lines(blocks: Sequence[Block]) -> set[int]:
    """Return the places of the blocks of such lists: their numbers must not be taken for paragraphs'."""
    works: set[int] = set()
    names: set[int] = set()
    heading: Block | None = None
    below: list[int] = []
    for place, block in enumerate([*blocks, None]):
        if block is not None and block.form is not Form.HEADING:
            below.append(place)
            continue
        if heading is not None and page_words.WORKS.fullmatch(heading.text) and _begins_at_one(blocks, below):
            works.update(below)
        elif heading is not None and not _REMARK.search(heading.text):
            names.update(_names(blocks, below))
        heading, below = block, []
    paragraphs = (block for place, block in enumerate(blocks) if place not in names and _is_paragraph(block))
    return works | names if names and len([*islice(paragraphs, _LEAST)]) == _LEAST else works


def of_report(blocks: Sequence[Block]) -> set[int]:
    """Return the same without lists of links, as sites have of their other pages: what is left is of the report."""
    return {place for place in lines(blocks) if blocks[place].link_share < _LINKED}


def _number(block: Block) -> tuple[int, ...] | None:
    line = numbers_read.Line(text=block.text, lead=block.lead, label=block.label, ordinal=block.ordinal)
    return next((each.parts for each in numbers_read.candidates(line)), None)


def _begins_at_one(blocks: Sequence[Block], below: Sequence[int]) -> bool:
    first = next((number for place in below if (number := _number(blocks[place])) is not None), None)
    return first == (1,)


def _is_paragraph(block: Block) -> bool:
    return len(block.text) >= _SENTENCE and block.text.endswith(_ENDS) and _number(block) is not None


def _names(blocks: Sequence[Block], below: Sequence[int]) -> Sequence[int]:
    """Return the places of a list of HTML that has all numbers below a heading, and says no sentence."""
    if not any(blocks[place].ordinal == 1 for place in below):
        return []
    numbered = [place for place in below if _number(blocks[place]) is not None]
    listed = [blocks[place] for place in numbered]
    counts = [block.ordinal for block in listed] == list(range(1, len(listed) + 1))
    short = all(len(block.text) <= _NAME and not block.text.endswith(_ENDS) for block in listed)
    return numbered if counts and short and len(listed) >= _LEAST else []
