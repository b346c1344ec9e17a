"""What the readers of a page have said below it: where that begins."""

import re
from collections.abc import Sequence

from mailgate.importers.blocks import Block, Form
from mailgate.importers.numbers_read import Candidate, Line, candidates
from mailgate.importers.sequence import follows

_READERS = re.compile(
    r"(?:(?P<count>\d{1,4})|one|two|no) (?:responses?|comments?|repl(?:y|ies)|thoughts?)"
    r"(?: (?:to|on) [“\"‘'«].*[”\"’'»])?|comments? \(\d+\)|"  # a site has the title in quotation marks; chapters do not
    r"leave a (?:reply|comment).{0,40}|(?:post|add|write) a comment|join the (?:discussion|conversation)",
    re.I,
)


def readers_comments(blocks: Sequence[Block]) -> int:
    """Return where the comments of a page's readers begin: at a heading that counts them or asks for one.

    Where the numbers of the report go on below it, it is a heading of the report.
    """
    last: dict[str, tuple[int, ...]] = {}
    read = until = 0
    for place, block in enumerate(blocks):
        match = _READERS.fullmatch(block.text) if place >= until and block.form is Form.HEADING else None
        if match is None:
            continue
        last |= {each.family: each.parts for above in blocks[read:place] for each in _readings(above)}
        read, until = place, _next_number(blocks, place, last, match["count"])
        if until == len(blocks):
            return place
    return len(blocks)


def _next_number(blocks: Sequence[Block], place: int, last: dict[str, tuple[int, ...]], count: str | None) -> int:
    """Return where below a heading a number is the next of the last above it, or the first of the chapter it counts."""
    before = ({"dotted": (int(count),)} if count else {}) | last
    for at in range(place + 1, len(blocks)):
        if any(each.family in before and follows(each.parts, before[each.family]) for each in _readings(blocks[at])):
            return at
    return len(blocks)


def _readings(block: Block) -> list[Candidate]:
    return candidates(Line(text=block.text, lead=block.lead, label=block.label, is_heading=block.form is Form.HEADING))
