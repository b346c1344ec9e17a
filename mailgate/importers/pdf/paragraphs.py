"""Lines in reading order → paragraphs, over the ends of columns and pages. Pure.

A paragraph ends where the next line stands apart, is set in, looks otherwise, begins with a number or a bullet, or
where its first word would have fitted into the line before.
"""

import re
from collections.abc import Sequence

from mailgate.importers import sequence
from mailgate.importers.pdf import centred, contents, indents, interrupted, markers, run_in
from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.openings import (
    END,
    NAMED,
    counted,
    first_width,
    goes_on_in_item,
    is_bullet,
    is_listed,
    is_lone_mark,
    stands_above,
    starts_with_number,
)
from mailgate.importers.pdf.typography import Typography, column

_WANTS_NUMBER = re.compile(r".*(?:§|(?<!\w)(?:(?:Art|art|Abs|Nr|Nos?|núm|pp?|paras?|[LRD])\.|n[°º]))", re.S)
_APART = 0.2  # of the size of type, beyond the usual distance of lines: the next paragraph
_APART_RAISED = 0.45
_SMALL = 0.94  # of the size of the text: notes
_INDENT = 0.6  # of the size of type
_JUSTIFIED = 0.5  # points: between the ends of lines that are made to end alike
_EVEN = 0.3  # of the size of type: points and hyphens may hang out of lines that end alike
_TORN = 0.2  # of the width of a column
_PUSHED = 0.35  # of the size of type: the first line's text may begin so far behind the others, for a wide number
_HUNG = 1.5  # points: between the texts of items, line by line
_FAR = 6.0  # of the size of type: further in than that is no line of what begins with a mark


def paragraphs(lines: Sequence[Line], usual: Typography) -> list[Paragraph]:
    """Return the paragraphs that these lines are."""
    found: list[Paragraph] = []
    last_number: tuple[int, ...] = ()
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        entry = contents.is_entry(line, found)
        number = counted(line)
        step = line.x0 - usual.margin(line)
        next_one = bool(number and last_number) and sequence.follows(number, last_number)
        next_one = next_one and not _goes_on(found[-1], line, usual)
        if step > _INDENT * line.size:  # the first line of a paragraph, or an item of a list
            next_one = next_one and step < 3 * line.size and len(number) == len(last_number)
        ends = not found or entry or found[-1].contents or next_one or _leaves_list(found, line)
        if ends or _begins(found[-1], line, following, usual):
            found.append(_begun(line, usual))
            last_number = number if number and (next_one or step <= _INDENT * line.size) else last_number
            found[-1].contents = entry
        found[-1].number |= stands_above(found[-1].lines, line)
        found[-1].lines.append(line)
    contents.take_in(found)
    interrupted.join(found, usual)
    indents.tell(found, usual)
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


def _begun(line: Line, usual: Typography) -> Paragraph:
    if line.rows:
        return Paragraph()
    number = starts_with_number(line, usual.margin(line)) or is_lone_mark(line)
    return Paragraph(bullet=is_bullet(line), number=number)


def _begins(open_: Paragraph, line: Line, following: Line | None, usual: Typography) -> bool:
    last = open_.lines[-1]
    if line.rows or last.rows:
        return True
    if any(goes_on(open_, line, usual) for goes_on in (_must_go_on, run_in.goes_on, centred.goes_on)):
        return False
    if _is_item(open_, line, usual) or _looks_otherwise(last, line) or _is_numbered(open_, line, usual):
        return True
    if column(last) == column(line) and last.y > line.y:
        raised = any(word.raised for each in (last, line) for word in each.words)  # may take more room
        far = last.y - line.y > usual.leading(line.size) + (_APART_RAISED if raised else _APART) * line.size
        return (
            far
            or (bool(NAMED.match(line.text)) and not _goes_on(open_, line, usual))
            or _indents(open_, line, following, usual)
            or _is_set_in_too(open_, line, following, usual)
            or _would_fit(open_, last, line, usual)
        )
    return _begins_column(open_, line, usual)


def _begins_column(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether the first line of a column begins a paragraph."""
    last = open_.lines[-1]
    is_open = last.text.rfind("(") > last.text.rfind(")") or not last.last_word.endswith((".", "?", "!", ":"))
    if line.text[:1].islower() and is_open:
        return False
    named = bool(NAMED.match(line.text)) and last.last_word.endswith(END)
    if named or _is_left_behind(open_, line, usual):
        return True
    hangs = (open_.bullet or open_.number) and len(open_.lines) == 1  # its next line may be set in as its text is
    set_in = line.x0 - usual.margin(line) > _INDENT * line.size and not hangs
    was_in = last.x0 - usual.margin(last) > _INDENT * last.size
    return (set_in and not was_in) or _would_fit(open_, last, line, usual)


def _is_left_behind(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a sentence begins a column further out than all of the item that the column before ends with."""
    first, last = open_.lines[0], open_.lines[-1]
    mark = min(each.x0 - usual.margin(each) for each in open_.lines)
    place = line.x0 - usual.margin(line)
    ends = last.last_word.endswith(END) and line.text[:1].isupper()
    return (open_.bullet or is_listed(first)) and ends and place < mark - _INDENT * line.size


def _is_item(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether an item of a list begins here: with a bullet, or with what follows the mark of the item before."""
    last, mark = open_.lines[-1], markers.marker(line)
    if is_bullet(line):
        return mark not in markers.DASHES or not _goes_on(open_, line, usual)
    first = open_.lines[0]
    moved = usual.margin(line) - usual.margin(first) if first.page != line.page else 0.0
    below = abs(line.x0 - first.x0 - moved) < line.size and markers.is_next(mark, markers.marker(first))
    opens = mark not in markers.BULLETS and last.last_word.endswith(":") and markers.is_first(mark)
    return bool(mark) and (below or (opens and first.page == line.page))


def _goes_on(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a line is the rest of a sentence: below a full line without an end, and where that or its text begins."""
    last = open_.lines[-1]
    right = _right(open_, line, usual)
    if len(open_.lines) > 1:
        right = min(right, max(each.x1 for each in open_.lines))
    full = last.x1 + max(2 * last.size, first_width(line)) > right or abs(last.x1 - line.x1) < 2
    hangs = starts_with_number(last, usual.margin(last))
    below = abs(last.x0 - line.x0) < 1 or (hangs and abs(last.words[1].x0 - line.x0) < _PUSHED * line.size)
    return full and not last.last_word.endswith((*END, ",")) and below and column(last) == column(line)


def _must_go_on(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a word is parted before the line, or a note's mark stands alone: before it, or in it for want of room."""
    last = open_.lines[-1]
    listed = open_.lines[0].words[0].raised or last.size < _SMALL * usual.body
    if not listed and (is_lone_mark(line) or _is_mark_below(last, line, usual)):
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


def _is_mark_below(last: Line, line: Line, usual: Typography) -> bool:
    """Whether a line begins with the mark of a note that the line before, which is full, had no room for."""
    first = line.words[0]
    if not (first.raised and first.text.isdecimal()) or column(last) != column(line):
        return False
    near = 0 < last.y - line.y < usual.leading(line.size) + _APART_RAISED * line.size
    return near and abs(last.size - line.size) < 0.1 and last.x1 + first_width(line) > usual.right(last)


def _is_numbered(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a number begins a paragraph: not in the middle of a sentence, below a line that is full."""
    last = open_.lines[-1]
    if not starts_with_number(line, _margin(last, line, usual)):
        return False
    first = len(open_.lines) == 1
    hangs = (open_.number or open_.bullet) and first and len(last.words) > 1
    is_small = line.words[1].text[:1].islower()
    places = (last.words[1].x0, last.x0)[: 1 + is_small] if hangs else (last.x0, usual.margin(line))[: 1 + first]
    below = any(abs(line.x0 - place) < (_PUSHED * line.size if hangs else 1) for place in places)
    is_full = last.x1 + first_width(line) + 0.2 * last.size > usual.right(last)
    if column(last) == column(line):
        near = 0 < last.y - line.y < usual.leading(line.size) + _APART * line.size
    else:
        near = below = abs(line.x0 - usual.margin(line) - last.words[hangs].x0 + usual.margin(last)) < _HUNG
    ends = END if is_small or column(last) != column(line) else (*END, ",")
    return not (near and below and is_full and not last.is_bold and not last.last_word.endswith(ends))


def _margin(last: Line, line: Line, usual: Typography) -> float:
    """Return the margin of a line; of one that goes on in the middle of a sentence in a box, that of the box."""
    margin = usual.margin(line)
    goes_on = line.words[1:] and line.words[1].text[:1].islower() and not last.last_word.endswith(END)
    in_box = goes_on and column(last) == column(line) and not starts_with_number(last, margin)
    return line.x0 if in_box and abs(last.x0 - line.x0) < 1 else margin


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
        is_long = last.x1 + first_width(line) > right - _TORN * (right - usual.margin(last))
        first = len(open_.lines) == 1
        below = first and len(last.words) > 1 and abs(line.x0 - last.words[1].x0) < _HUNG  # a mark before it
        if below and open_.number:
            return False  # which may stand far out in the margin
        amid = is_long and not last.last_word.endswith(END)  # a sentence: all lines but the first are set in
        if first and (amid or below or open_.bullet or open_.number or is_listed(last)):
            return moved > _FAR * line.size
        returns = following is None or following.x0 < line.x0 - step or column(following) != column(line)
        return returns or last.x1 < usual.right(last) - 2 * line.size or len(open_.lines) > 1
    if moved < -step:
        first = len(open_.lines) == 1 and last.x0 - line.x0 < 4.5 * line.size and not open_.bullet
        return not first
    return False


def _is_set_in_too(open_: Paragraph, line: Line, following: Line | None, usual: Typography) -> bool:
    """Whether a line is set in as a first line is, below a paragraph of one: the next one goes on at the margin."""
    last = open_.lines[-1]
    if len(open_.lines) > 1 or following is None or not last.last_word.endswith(END) or line.last_word.endswith(END):
        return False
    near = line.y - following.y < usual.leading(line.size) + _APART * line.size
    goes_on = near if column(following) == column(line) else following.text[:1].islower()
    at_margin = abs(following.x0 - usual.margin(following)) < 1
    set_in = abs(line.x0 - last.x0) < 1 and line.x0 - usual.margin(line) > _INDENT * line.size
    is_full = line.x1 + first_width(following) + 0.2 * line.size > usual.right(line)
    return goes_on and at_margin and set_in and is_full


def _would_fit(open_: Paragraph, last: Line, line: Line, usual: Typography) -> bool:
    """Whether the line's first word would have fitted into the line before, so that it was ended on purpose."""
    if _is_full(last, line, usual) or goes_on_in_item(open_.lines[0], line):
        return False
    width = first_width(line)
    right = _right(open_, line, usual)
    if _ends_early(open_, right, usual):
        return True
    room = right - last.x1 - 0.3 * last.size
    if last.last_word.endswith(END):
        return width + 1.5 < room
    if not line.text[:1].isupper():  # words that are kept together leave some room, but no more than this
        width = max(width, _TORN * (right - usual.margin(last)))
    return width + 1.5 < room and not line.text[:1].islower() and not last.text.endswith("-")


def _ends_early(open_: Paragraph, right: float, usual: Typography) -> bool:
    """Whether a sentence ends before the margin, where lines are stretched to it but for the last of paragraphs."""
    last = open_.lines[-1]
    own = [line.x1 for line in open_.lines[:-1] if column(line) == column(last)]
    even = len(own) > 1 and max(own) - min(own) < _EVEN * last.size
    torn = len(own) > 1 and sum(right - end < _EVEN * last.size for end in own) < len(own) / 2
    if not (even or (usual.is_justified(last) and not torn)) or not last.last_word.endswith(END):
        return False
    return last.x1 < (max(own) if even else right) - _EVEN * last.size


def _right(open_: Paragraph, line: Line, usual: Typography) -> float:
    """Return where the last line of a paragraph could have ended."""
    last = open_.lines[-1]
    right = usual.right(last)
    set_in = last.x0 - usual.margin(last)
    if set_in > _INDENT * last.size:
        longest = max(each.x1 for each in open_.lines if column(each) == column(last))
        if len(open_.lines) > 2 or (len(open_.lines) > 1 and not last.last_word.endswith(END)):
            return min(right, longest)
        if max(longest, line.x1) <= right - set_in + 1 and not line.last_word.endswith(END):
            # Quotes are set in from both sides; sentences of one line each, below each other, are paragraphs.
            return right - set_in
    return right


def _is_full(last: Line, line: Line, usual: Typography) -> bool:
    """Whether a line ends where those around it do, though not at the margin: beside a picture, or set in."""
    in_quote = usual.right(last) - (last.x0 - usual.margin(last))
    return abs(last.x1 - line.x1) < _JUSTIFIED or (last.x0 == line.x0 and abs(last.x1 - in_quote) < _JUSTIFIED)
