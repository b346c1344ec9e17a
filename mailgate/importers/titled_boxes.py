"""Boxes with a title, `Case study: Northmoor`, amid the text: what stands behind one is in no section of that name."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, takewhile

from mailgate.importers.blocks import Block, Form
from mailgate.importers.runs import Run
from mailgate.importers.tree import Element

# Words of the classes of boxes: those that say what stands in them, and those that say only that they are drawn.
CALLOUTS = "admonition(?:block)?|callout|note|tip|hint|warning|caution|important|attention|danger|alert|notice|seealso"
_SAYS = re.compile(rf"(?:[a-z]+[-_])*(?:{CALLOUTS}|sidebar|infobox|textbox|case-?study|example)(?:[-_][a-z]+)*", re.I)
_DRAWN = re.compile(r"(?:[a-z]+[-_])*(?:box|panel|card|well|inset)(?:[-_][a-z\d]+)*", re.I)
_LONGEST = 160  # letters of a title
_LEVEL = 7  # of a title that is no heading
_ENDS = tuple(".!:;…。！؟।,")
_MOST = 0.5  # of the letters of a page; what holds more is no box


def settle(blocks: Sequence[Block], numbered: Collection[int]) -> dict[Block, Element]:
    """Make the headings in such boxes bold lines, and return each box by its first line. One with a number is none.

    A box that is only drawn may be what a page puts around each section, or around the first words of one: so it stands
    in a section, and what is behind it tells that it is no other.
    """
    numbers = {*numbered}
    name = _name(blocks)
    found: list[tuple[range, Element]] = []
    for place in reversed(range(len(blocks))):  # of boxes below each other, the last tells of the one before
        box = _begun(blocks, place) if _may_be_title(blocks[place]) else None
        within = _within(blocks, place, box) if box is not None else range(0)
        if box is None or len(within) == 1 or not numbers.isdisjoint(within):
            continue
        beside = list(found)
        while beside and beside[-1][0].start in within:  # a box in this one
            beside.pop()
        over_box = bool(beside) and beside[-1][0].start == within.stop
        if _says(box) or (_is_in_section(blocks, place, name) and _is_amid(blocks, within, over_box=over_box)):
            found = [*beside, (within, box)]
    letters = sum(len(block.text) for block in blocks)
    if sum(len(blocks[at].text) for within, _ in found for at in within) > _MOST * letters:
        return {}
    for block in (blocks[at] for within, _ in found for at in within if blocks[at].form is Form.HEADING):
        block.form = Form.TEXT
        block.runs = [_strong(run) for run in block.runs]
    return {blocks[within.start]: box for within, box in found}


def _name(blocks: Sequence[Block]) -> Block | None:
    """Return the only heading of the highest rank: it names the page, and no section of it."""
    headings = [block for block in blocks if block.form is Form.HEADING]
    top = min((block.level for block in headings), default=0)
    highest = [block for block in headings if block.level == top]
    return highest[0] if len(highest) == 1 else None


def _is_in_section(blocks: Sequence[Block], place: int, name: Block | None) -> bool:
    """Whether the next heading of a higher rank above a title is one of a section."""
    above = (blocks[at] for at in reversed(range(place)))
    higher = (block for block in above if block.form is Form.HEADING and block.level < _level(blocks[place]))
    return next(higher, name) is not name


def _may_be_title(block: Block) -> bool:
    """Whether it is a heading, or a bold line that its format calls a paragraph."""
    is_line = block.form is Form.TEXT and block.is_bold and len(block.text) <= _LONGEST and not block.wraps
    return (block.form is Form.HEADING and block.level > 1) or (is_line and not block.text.endswith(_ENDS))


def _strong(run: Run) -> Run:
    return run._replace(styles=("strong", *(style for style in run.styles if style != "strong")))


def _begun(blocks: Sequence[Block], place: int) -> Element | None:
    """Return the outermost box that begins with this block."""
    above = {*_around(blocks[place - 1])} if place else set()
    begun = takewhile(lambda each: each not in above and each.tag != "body", _around(blocks[place]))
    return next((each for each in reversed([*begun]) if _says(each) or _is_drawn(each)), None)


def _around(block: Block) -> Iterator[Element]:
    yield block.element
    yield from block.element.ancestors()


def _within(blocks: Sequence[Block], place: int, box: Element) -> range:
    end = place + 1
    while end < len(blocks) and blocks[end].element.is_in(box):
        end += 1
    return range(place, end)


def _is_amid(blocks: Sequence[Block], within: range, *, over_box: bool) -> bool:
    """Whether a box holds one heading, and behind it stands text, another box, or a heading of a higher rank."""
    alone = all(blocks[at].form is not Form.HEADING for at in within[1:])
    if not alone or within.stop == len(blocks):
        return False
    behind = blocks[within.stop]
    return over_box or behind.form is not Form.HEADING or behind.level < _level(blocks[within.start])


def _level(title: Block) -> int:
    return title.level or _LEVEL


def _says(box: Element) -> bool:
    return box.tag in {"aside", "figure"} or any(map(_SAYS.fullmatch, box.get("class").split()))


def _is_drawn(box: Element) -> bool:
    """Whether a box is drawn: as offices do, by a table of one cell."""
    if box.tag == "table":
        return len([*islice((each for each in box.walk() if each.tag in {"td", "th"}), 2)]) == 1
    return any(map(_DRAWN.fullmatch, box.get("class").split()))
