"""Lines in reading order → paragraphs, over the ends of columns and pages. Pure.

A paragraph ends where the next line stands apart, is set in, looks otherwise, begins with a number or a bullet, or
where its first word would have fitted into the line before.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from mailgate.importers import numbering
from mailgate.importers.assemble import CAPTION
from mailgate.importers.numbers_read import REMARKS
from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.openings import (
    counted,
    is_bullet,
    is_contents,
    is_listed,
    is_lone_mark,
    stands_above,
    starts_with_number,
)
from mailgate.importers.pdf.typography import Typography, column

_WORDED = re.compile(rf"(?=[^\W\d_a-zß-ÿα-ώа-я])(?i:{'|'.join((*REMARKS, 'article', 'paragraph'))})\s+\w{{0,2}}\d+")
_END = tuple(".?!:;…。！？：；”’」』\"')")
_WANTS_NUMBER = re.compile(r".*(?:§|(?<!\w)(?:(?:Art|Abs|Nr|Nos?|núm|pp?|paras?|[LRD])\.|n[°º]))", re.S)
_APART = 0.2  # of the size of type, beyond the usual distance of lines: the next paragraph
_APART_RAISED = 0.45
_SMALL = 0.94  # of the size of the text: notes
_INDENT = 0.6  # of the size of type
_JUSTIFIED = 0.5  # points: between the ends of lines that are made to end alike
_TORN = 0.2  # of the width of a column
_SMALLER = 0.93  # of the size of the text: captions
_HUNG = 1.5  # points: between the texts of items, line by line
_OFTEN = 0.1  # of the paragraphs
_BETWEEN = 3  # paragraphs, at most, between the halves of another


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines that belong together. `bullet`: the first word is one; `number`: the first word is one, set apart."""

    lines: list[Line] = field(default_factory=list)
    bullet: bool = False
    number: bool = False
    contents: bool = False
    set_in: bool = False


def paragraphs(lines: Sequence[Line], usual: Typography) -> list[Paragraph]:
    """Return the paragraphs that these lines are."""
    found: list[Paragraph] = []
    last_number: tuple[int, ...] = ()
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        contents = is_contents(line)
        number = counted(line)
        set_in = line.x0 - usual.margin(line)
        next_one = bool(number and last_number) and numbering.follows(number, last_number)
        next_one = next_one and not _goes_on(found[-1].lines[-1], line, usual)
        if set_in > _INDENT * line.size:  # the first line of a paragraph, or an item of a list
            next_one = next_one and set_in < 3 * line.size and len(number) == len(last_number)
        ends = not found or contents or found[-1].contents or next_one or _leaves_list(found, line)
        if ends or _begins(found[-1], line, following, usual):
            found.append(_begun(line, usual))
            last_number = number if number and (next_one or set_in <= _INDENT * line.size) else last_number
            found[-1].contents = contents
        found[-1].number |= stands_above(found[-1].lines, line)
        found[-1].lines.append(line)
    _rejoin(found, usual)
    usually = _first_indents(found, usual)
    before: Paragraph | None = None
    for paragraph in found:
        paragraph.set_in = _is_set_in(paragraph, usual, usually, before)
        before = paragraph
    return found


def _leaves_list(found: Sequence[Paragraph], line: Line) -> bool:
    """Whether a line below an item of one line begins where its mark does, and that before it has its text set in."""
    if len(found) < 2 or line.rows or len(found[-1].lines) > 1:
        return False
    last, before = found[-1].lines[0], found[-2].lines
    items = not last.rows and not before[0].rows and is_listed(last) and is_listed(before[0])
    below = items and column(last) == column(before[0]) == column(line) and abs(last.x0 - before[0].x0) < 1
    hangs = below and len(before) > 1 and abs(before[1].x0 - last.words[1].x0) < _HUNG
    return hangs and abs(line.x0 - last.x0) < 1


def _rejoin(found: list[Paragraph], usual: Typography) -> None:
    """Join what a table, or a figure with its caption, has parted at the end of a page: they come after it then."""
    for place, open_ in enumerate(found):
        after = place + 1
        while after < len(found) and after - place <= _BETWEEN and _is_between(found[after], open_, usual):
            after += 1
        if place + 1 < after < len(found) and _resumes(open_, found[after], usual):
            open_.lines += found.pop(after).lines


def _is_between(paragraph: Paragraph, open_: Paragraph, usual: Typography) -> bool:
    """Whether this may stand between the two halves of a paragraph: a table, or small type on the page that follows."""
    first = paragraph.lines[0]
    text = " ".join(each.text for each in paragraph.lines)
    is_small = first.size < _SMALLER * usual.body or bool(CAPTION.fullmatch(text))
    return first.page - open_.lines[-1].page in {0, 1} and (bool(first.rows) or is_small)


def _resumes(open_: Paragraph, paragraph: Paragraph, usual: Typography) -> bool:
    last, first = open_.lines[-1], paragraph.lines[0]
    if last.rows or first.rows or paragraph.bullet or paragraph.number or abs(last.size - first.size) > 0.2:
        return False
    is_full = last.x1 > usual.right(last) - 2 * last.size and not last.text.endswith(_END)
    set_in = last.x0 - usual.margin(last) if len(open_.lines) > 1 else 0.0  # as all lines of a quote are
    as_before = abs(first.x0 - usual.margin(first) - set_in) < _INDENT * first.size
    return first.page - last.page in {0, 1} and is_full and as_before and last.size > _SMALLER * usual.body


def _first_indents(found: Sequence[Paragraph], usual: Typography) -> list[int]:
    """Return how far in the first lines of paragraphs begin: all, or those that follow another paragraph."""
    steps = Counter(
        round(each.lines[0].x0 - usual.margin(each.lines[0]))
        for each in found
        if len(each.lines) > 2 and not each.number and each.lines[1].x0 < each.lines[0].x0 + 1
    )
    return [step for step, count in steps.items() if count >= _OFTEN * steps.total()]


def _begun(line: Line, usual: Typography) -> Paragraph:
    if line.rows:
        return Paragraph()
    number = starts_with_number(line, usual.margin(line)) or is_lone_mark(line)
    return Paragraph(bullet=is_bullet(line), number=number)


def _begins(open_: Paragraph, line: Line, following: Line | None, usual: Typography) -> bool:
    last = open_.lines[-1]
    if line.rows or last.rows:
        return True
    if _must_go_on(open_, line, usual):
        return False
    if _is_item(open_, line, usual) or _looks_otherwise(last, line) or _is_numbered(open_, line, usual):
        return True
    if column(last) == column(line) and last.y > line.y:
        raised = any(word.raised for each in (last, line) for word in each.words)  # may take more room
        far = last.y - line.y > usual.leading(line.size) + (_APART_RAISED if raised else _APART) * line.size
        return (
            far
            or (bool(_WORDED.match(line.text)) and not _goes_on(last, line, usual))
            or _indents(open_, line, following, usual)
            or _would_fit(open_, last, line, usual)
        )
    is_open = last.text.rfind("(") > last.text.rfind(")") or not last.text.endswith((".", "?", "!", ":"))
    if line.text[:1].islower() and is_open:
        return False
    set_in = line.x0 - usual.margin(line) > _INDENT * line.size and not open_.bullet and not open_.number
    was_in = last.x0 - usual.margin(last) > _INDENT * last.size
    return (set_in and not was_in) or _would_fit(open_, last, line, usual)


def _is_item(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether an item of a list begins here: with a bullet, or with what follows the mark of the item before."""
    last, mark = open_.lines[-1], markers.marker(line)
    if is_bullet(line):
        return mark not in markers.DASHES or not _goes_on(last, line, usual)
    first = open_.lines[0]
    moved = usual.margin(line) - usual.margin(first) if first.page != line.page else 0.0
    below = abs(line.x0 - first.x0 - moved) < line.size and markers.is_next(mark, markers.marker(first))
    opens = mark not in markers.BULLETS and last.text.endswith(":") and markers.is_first(mark)
    return bool(mark) and (below or (opens and first.page == line.page))


def _goes_on(last: Line, line: Line, usual: Typography) -> bool:
    """Whether a line is the rest of a sentence: below a full line without an end, and as far out."""
    full = last.x1 > usual.right(last) - 2 * last.size or abs(last.x1 - line.x1) < 2
    return (
        full
        and not last.last_word.endswith((*_END, ","))
        and abs(last.x0 - line.x0) < 1
        and column(last) == column(line)
    )


def _must_go_on(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a word is parted before the line, or a note's mark stands alone: before it, or in it for want of room."""
    last = open_.lines[-1]
    listed = open_.lines[0].words[0].raised or last.size < _SMALL * usual.body
    if is_lone_mark(line) and not listed:
        return True
    alike = abs(last.size - line.size) < 0.1
    parted = last.text[-1:] == "-" and line.text[:1].islower() and alike
    counted = alike and line.text[:1].isdecimal() and bool(_WANTS_NUMBER.fullmatch(last.text))
    return (
        parted
        or counted
        or stands_above(open_.lines, line)
        or (open_.number and len(open_.lines) == 1 and len(last.words) == 1 and last.words[0].raised)
    )


def _is_numbered(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a number begins a paragraph: not in the middle of a sentence, below a line that is full."""
    if not starts_with_number(line, usual.margin(line)):
        return False
    last = open_.lines[-1]
    near = 0 < last.y - line.y < usual.leading(line.size) + _APART * line.size and column(last) == column(line)
    hangs = open_.number and len(open_.lines) == 1 and len(last.words) > 1
    places = (last.words[1].x0, last.x0)[: 1 + line.words[1].text[:1].islower()] if hangs else (last.x0,)
    below = any(abs(line.x0 - place) < 1 for place in places)
    is_full = last.x1 + _width(line) + 0.2 * last.size > usual.right(last)
    ends = _END if not line.words[1].text[:1].isupper() else (*_END, ",")
    return not (near and below and is_full and not last.is_bold and not last.last_word.endswith(ends))


def _looks_otherwise(last: Line, line: Line) -> bool:
    if abs(last.size - line.size) > 0.07 * max(last.size, line.size):
        return True
    if last.is_bold != line.is_bold and _has_letters(last) and _has_letters(line):
        # Bold words may end or begin a line of a paragraph; a heading is bold as a whole.
        return len(line.words) > 1 if line.is_bold else len(last.words) > 1 or last.x1 - last.x0 > 0
    return False


def _has_letters(line: Line) -> bool:
    return any(c.isalnum() for word in line.words for c in word.text)


def _indents(open_: Paragraph, line: Line, following: Line | None, usual: Typography) -> bool:
    last = open_.lines[-1]
    step = _INDENT * line.size
    moved = line.x0 - last.x0
    if moved > step:
        right = usual.right(last)
        is_long = last.x1 + _width(line) > right - _TORN * (right - usual.margin(last))
        if len(open_.lines) == 1 and is_long and not last.text.endswith(_END):
            return moved > 6 * line.size  # the middle of a sentence: all lines but the first are set in
        below = len(last.words) > 1 and abs(line.x0 - last.words[1].x0) < 1.5  # a mark of any kind before it
        if len(open_.lines) == 1 and (open_.bullet or open_.number or is_listed(last) or below):
            return moved > 6 * line.size
        returns = following is None or following.x0 < line.x0 - step or column(following) != column(line)
        return returns or last.x1 < usual.right(last) - 2 * line.size or len(open_.lines) > 1
    if moved < -step:
        first = len(open_.lines) == 1 and last.x0 - line.x0 < 4.5 * line.size and not open_.bullet
        return not first
    return False


def _would_fit(open_: Paragraph, last: Line, line: Line, usual: Typography) -> bool:
    """Whether the line's first word would have fitted into the line before, so that it was ended on purpose."""
    width = _width(line)
    right = usual.right(last)
    set_in = last.x0 - usual.margin(last)
    if set_in > _INDENT * last.size:
        longest = max(each.x1 for each in open_.lines if column(each) == column(last))
        if len(open_.lines) > 2:
            right = min(right, longest)
        elif max(longest, line.x1) <= right - set_in + 1 and not line.text.endswith(_END):
            # Quotes are set in from both sides; sentences of one line each, below each other, are paragraphs.
            right -= set_in
    if _is_full(last, line, usual):
        return False
    room = right - last.x1 - 0.3 * last.size
    if last.text.endswith(_END):
        return width + 1.5 < room
    if not line.text[:1].isupper():  # words that are kept together leave some room, but no more than this
        width = max(width, _TORN * (right - usual.margin(last)))
    return width + 1.5 < room and not line.text[:1].islower() and not last.text.endswith("-")


def _width(line: Line) -> float:
    """Return how wide a line's first word is."""
    rest = takewhile(lambda word: word.glued, line.words[1:])
    return sum(word.x1 - word.x0 for word in (line.words[0], *rest))


def _is_full(last: Line, line: Line, usual: Typography) -> bool:
    """Whether a line ends where those around it do, though not at the margin: beside a picture, or set in."""
    in_quote = usual.right(last) - (last.x0 - usual.margin(last))
    return abs(last.x1 - line.x1) < _JUSTIFIED or (last.x0 == line.x0 and abs(last.x1 - in_quote) < _JUSTIFIED)


def _is_set_in(paragraph: Paragraph, usual: Typography, firsts: Sequence[int], before: Paragraph | None) -> bool:
    """Whether a paragraph is a quote; a single line may be the first of a text whose first lines are set in."""
    lines = paragraph.lines
    steps = [line.x0 - usual.margin(line) for line in lines]
    goes_on = before is not None and before.set_in and not lines[0].text.endswith(":")
    if paragraph.bullet or (paragraph.number and len(lines) == 1 and not goes_on) or _WORDED.match(lines[0].text):
        return False
    as_usual = any(abs(steps[0] - first) < 2 for first in firsts)
    if len(lines) == 1 and not goes_on and (as_usual or _is_centred(lines[0], usual)):
        return False
    return all(step > line.size for step, line in zip(steps, lines, strict=True))


def _is_centred(line: Line, usual: Typography) -> bool:
    return abs(line.x0 + line.x1 - usual.margin(line) - usual.right(line)) < 2 * line.size
