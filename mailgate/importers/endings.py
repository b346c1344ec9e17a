"""What at the end of a page is of the report, though it has no long paragraph.

Sections whose numbers go on, `10.5` behind `10.4`, may have no more text than a sentence with a link, as what a site
says below a report has. And what a sentence with a colon introduces is of the report, and so are sentences below a
heading that stands beside those of the report.
"""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from mailgate.importers import page_words
from mailgate.importers.blocks import Block, Form
from mailgate.importers.sequence import follows
from mailgate.importers.tree import Element

_SENTENCE = 30  # letters
_WORDS = 3  # of a short one
_LINKED = 0.4  # of the letters of a line that may be none of the report
_NUMBER = re.compile(
    r"(?:(?:chapter|section|kapitel|abschnitt|chapitre)\s+)?(\d{1,3}(?:\.\d{1,3}){0,5})[.:)]?\s+\S", re.I
)


def last_said(blocks: Sequence[Block], last: int, is_said: Callable[[Block], bool]) -> int:
    """Return the place of the last paragraph below such a heading behind `last`, or `last`."""
    before = next((found for block in reversed(blocks[: last + 1]) if (found := _number(block))), None)
    below = False
    for place in range(last + 1, len(blocks)) if before is not None else ():
        block = blocks[place]
        if block.form is Form.HEADING:
            found = _number(block)
            below = found is not None and before is not None and follows(found, before)
            if not below:
                break
            before = found
        elif below and is_said(block):
            last = place
        else:
            below = False
    return last


def opens_section(blocks: Sequence[Block], place: int, last: int) -> bool:
    """Whether a heading below the last paragraph stands beside those above it, over sentences and nothing else.

    What a site says there of itself stands elsewhere, or has a heading that tells.
    """
    heading = blocks[place]
    if heading.form is not Form.HEADING or page_words.OF_SITE.match(heading.text):
        return False
    below = [*takewhile(lambda each: not _ends_section(each), blocks[place + 1 :])]
    return _is_beside(heading, blocks[:last]) and bool(below) and all(map(_is_sentence, below))


def _ends_section(block: Block) -> bool:
    is_way = page_words.NAVIGATION.fullmatch(block.text) is not None
    return block.form is Form.HEADING or is_way or block.link_share > _LINKED


def _is_beside(heading: Block, blocks: Sequence[Block]) -> bool:
    like = (each.element for each in blocks if each.form is Form.HEADING and each.element.tag == heading.element.tag)
    return any(_same_place(each.parent, heading.element.parent) for each in like)


def _same_place(one: Element | None, other: Element | None) -> bool:
    """Whether two elements are one, or sections of one kind beside each other."""
    if one is None or other is None or one is other:
        return one is other
    alike = (one.tag, one.get("class")) == (other.tag, other.get("class")) and bool(
        one.get("class") or one.tag != "div"
    )
    return alike and one.parent is other.parent


def _is_sentence(block: Block) -> bool:
    is_said = block.form is Form.TEXT and not block.link_share and block.text.endswith((".", "?", "。", "।", "؟"))
    return is_said and len(block.text.split()) >= _WORDS


def introduces(block: Block) -> bool:
    """Whether a paragraph ends with a colon, as one does over what is to be typed."""
    is_said = block.form is Form.TEXT and len(block.text) >= _SENTENCE and block.link_share < _LINKED
    return is_said and block.text.endswith((":", "："))


def _number(block: Block) -> tuple[int, ...] | None:
    match = _NUMBER.match(block.text) if block.form is Form.HEADING else None
    return tuple(map(int, match[1].split("."))) if match else None
