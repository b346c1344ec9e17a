"""What a line of a PDF begins with: a bullet, a number that stands apart, a mark of a note; and ends with. Pure."""

import re
from collections.abc import Sequence
from itertools import takewhile

from mailgate.importers.numbers_read import REMARKS
from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line

_NUMBER = re.compile(
    r"[\[(]?(?:§\s?)?(?:[A-Z]{0,3}[.\-]?\d{1,4}(?:[.\-]\d{1,4}){0,5}[A-Za-z]?|[a-z]|[ivxl]{1,6})[.)\]:]{0,2}"
)
WORDED = re.compile(rf"(?=[^\W\d_a-zß-ÿα-ώа-я])(?i:{'|'.join((*REMARKS, 'article', 'paragraph'))})\s+\w{{0,2}}\d+")
NAMED = re.compile(rf"{WORDED.pattern}(?!\d)(?:[.\-]?\w)*+(?!\()(?!\s+[a-zß-ÿα-ώа-я])")  # and no sentence about another
_COUNTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4}|\d{1,4}(?=\.$))\.?")
END = tuple(".?!:;…。！？：；”’」』\"')")  # of a sentence
_LEADER = re.compile(r".*(?:[.·…]\s?){4,}\s*\w{1,5}")
_INDENT, _HANG = 0.6, 6.0  # of the size of type
_NEXT = 1.5  # of the size of type: the next line is no further
_BELOW = 0.15  # of the size of type: so far before the text of an item its other lines may begin
_ALIKE = 0.1  # points between sizes of type that are one


def is_contents(line: Line) -> bool:
    """Whether this is a line of a table of contents: dots lead to a page."""
    return bool(_LEADER.fullmatch(line.text))


def counted(line: Line) -> tuple[int, ...]:
    """Return the number that a sentence begins with: `2.14 The`, `15. The`."""
    if len(line.words) < 2 or line.rows or line.words[0].raised:
        return ()
    match = _COUNTED.fullmatch(line.words[0].text)
    sentence = line.words[1].text.lstrip("“‘\"'([")[:1].isupper()
    return tuple(int(part) for part in match[1].split(".")) if match and sentence else ()


def is_bullet(line: Line) -> bool:
    """Whether a line begins with a bullet, or with a dash that stands apart as one."""
    first = line.words[0]
    if first.text not in markers.BULLETS or len(line.words) < 2 or line.words[1].glued:
        return False
    gap = line.words[1].x0 - first.x1
    return first.text not in "–—-*o" or gap > 0.45 * line.size


def starts_with_number(line: Line, margin: float) -> bool:
    """Whether a line begins with a number that stands apart: before the margin, or with a wide gap behind it."""
    first = line.words[0]
    if first.leads and len(line.words) > 1:
        return True
    if first.raised and first.text.isdecimal() and len(line.words) > 1 and line.x0 < margin + line.size:
        return True  # a note in a list of notes
    if not _NUMBER.fullmatch(first.text) or len(line.words) < 2 or line.words[1].glued:
        return False
    gap = line.words[1].x0 - first.x1
    bare = len(first.text) == 1 and first.text.isalpha()  # an article, in a line whose gaps are wide
    return (gap > 0.55 * line.size and not bare) or (line.x0 < margin - _INDENT * line.size and gap > 0.15 * line.size)


def is_listed(line: Line) -> bool:
    """Whether a line begins as an item does: `1.`, `(a)`."""
    first = line.words[0].text
    return len(line.words) > 1 and first[-1] in ".)" and bool(_NUMBER.fullmatch(first))


def goes_on_in_item(first: Line, line: Line) -> bool:
    """Whether a small letter begins a line of an item, below its text: the next item would have a mark."""
    below = is_listed(first) and line.x0 > first.words[1].x0 - _BELOW * line.size
    return below and line.text[:1].islower()


def stands_above(lines: Sequence[Line], line: Line) -> bool:
    """Whether lines are but a number, too wide for its place: that of the paragraph that begins just below it."""
    if len(lines) != 1 or len(lines[0].words) != 1:
        return False
    last = lines[0]
    number = bool(_NUMBER.fullmatch(last.text)) and any(c.isdecimal() for c in last.text)
    below = (last.page, last.left, last.right) == (line.page, line.left, line.right)
    near = 0 < last.y - line.y < _NEXT * line.size and abs(last.size - line.size) < _ALIKE
    return number and below and near and _INDENT * line.size < line.x0 - last.x0 < _HANG * line.size


def is_lone_mark(line: Line) -> bool:
    return len(line.words) == 1 and line.words[0].raised and line.words[0].text.isdecimal()


def first_width(line: Line) -> float:
    """Return how wide a line's first word is."""
    rest = takewhile(lambda word: word.glued, line.words[1:])
    return sum(word.x1 - word.x0 for word in (line.words[0], *rest))
