"""Footnotes of pages: the lines in small type at the foot of a column, and where each note begins. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from mailgate.importers.note_signs import ZONE_HEADING
from mailgate.importers.pdf.model import Line, Rule

_SMALL = 0.96  # of the size of the text
_LONE = 0.75  # of the size of the text
_NEAR = 6.0  # points
_SHORTEST, _LONGEST = 20.0, 0.75  # points, and of the width of a column: the rule above notes as large as the text
_LEVEL = 2.0  # points
_UNDER = 0.3  # of the size of type: a line that is nearer is below a word, to stress it
_FEW = 3  # marks that prove nothing
_YEAR = 4  # digits
_SAME = 0.35  # points between sizes of type that look the same
_MARK = re.compile(r"[\[(]?(\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?[.,;:]?")
BEHIND = r"(?:[^\W\d_]{2}[.,;:?!”’)]{0,2}|[)”’»“][.,;:?!]?)"  # what a mark that is not raised may stand behind
_ENDS_IN = re.compile(rf".*{BEHIND}(\d{{1,3}})")
_NUMBER = re.compile(r"(\d{1,4}|[*†‡§¶]{1,3})[.)]?")


@dataclass(slots=True, eq=False)
class Note:
    """A note: its mark, the page that it begins on, its lines without the mark, and whether it may be far from it."""

    mark: str
    page: int
    lines: list[Line] = field(default_factory=list)
    is_far: bool = False

    @property
    def last_page(self) -> int:
        """The page that it ends on."""
        return self.lines[-1].page if self.lines else self.page


def take_out(
    pages: Sequence[Sequence[Line]], rules: Sequence[Sequence[Rule]], body: float
) -> tuple[list[list[Line]], list[Note]]:
    """Return the lines of each page that are no notes, and the notes. `body`: the size of the text."""
    notes: list[Note] = []
    kept: list[list[Line]] = []
    sizes = _sizes(pages, body)
    raised = [_raised(lines, body) for lines in pages]
    in_list = False
    text = next((at + 1 for at in reversed(range(len(pages))) if not _is_small(pages[at], body)), 0)
    for place, lines in enumerate(pages):
        rest: list[Line] = []
        near = set().union(*raised[max(0, place - 1) : place + 2])
        for _, column in groupby(lines, key=lambda line: (line.left, line.right)):
            whole = list(column)
            _raise_lone(whole, body)
            foot = _below_rule(whole, rules[place], body, notes) or _foot(whole, body, sizes, notes)
            in_list = _is_in_list(whole, foot, in_list=in_list)
            if in_list:
                foot = []
            is_far = place >= text and len(foot) == len(whole) and _is_list(foot, notes)
            if not _is_referred_to(foot, set().union(*raised) if is_far else near, notes):
                foot = []
            rest += whole[: len(whole) - len(foot)]
            _read(foot, notes, is_far=is_far)
        kept.append(rest)
    return kept, notes


def _is_in_list(column: Sequence[Line], foot: Sequence[Line], *, in_list: bool) -> bool:
    """Whether what seem to be notes of a page are a list with a heading, as behind chapters, or go on with one."""
    if not foot:
        return False
    if len(foot) == len(column):
        return in_list
    return bool(ZONE_HEADING.fullmatch(column[-len(foot) - 1].text.strip(" .:")))


def _is_small(lines: Sequence[Line], body: float) -> bool:
    """Whether all of a page is in small type, as lists of notes behind the text are."""
    return all(line.size < _SMALL * body for line in lines)


def _is_list(foot: Sequence[Line], notes: Sequence[Note]) -> bool:
    """Whether these are notes that all stand behind the text: no note stands below it, or only the first of these."""
    marks = [mark for line in foot if (mark := _begins(line, None)) and mark.isdecimal()]
    begins = not notes and marks[:1] == ["1"]
    return len(marks) >= _FEW and (begins or (bool(notes) and notes[0].is_far))


def _raised(lines: Sequence[Line], body: float) -> set[str]:
    """Return the numbers that are raised in the text of a page, also where a line begins with one for want of room.

    Fonts may have no raised digits for a maker that asks for them: `north5`.
    """
    texts = [line.words[line.size < _SMALL * body :] for line in lines]
    words = (word.text for text in texts for word in text if word.raised)
    ends = (_ENDS_IN.fullmatch(word.text) for text in texts for word in text)
    return {part for text in words for part in re.split(r"[,;.\s\[\]()]+", text)} | {end[1] for end in ends if end}


def _is_referred_to(foot: Sequence[Line], near: set[str], notes: Sequence[Note]) -> bool:
    """Whether the marks of these notes are in the text near them; those of a list of notes are far away.

    Of a few it is believed, but not of a year that begins a line of a quote.
    """
    marks = [mark for line in foot if (mark := _begins(line, None)) and mark.isdecimal()]
    fused = [text for text in near if len(text) > 3 and text.isdecimal()]  # 1112 refers to 11 and 12
    both = {mark for pair in pairwise(marks) if "".join(pair) in near for mark in pair}  # and 45 to 4 and 5
    told = [
        mark
        for mark in marks
        if mark in near or mark in both or any(text.startswith(mark) or text.endswith(mark) for text in fused)
    ]
    last = int(notes[-1].mark) if notes and notes[-1].mark.isdecimal() else 0
    if marks and not told and all(len(mark) == _YEAR and not 0 < int(mark) - last <= _FEW for mark in marks):
        return False
    return len(marks) < _FEW or len(told) >= len(marks) / 2


def _raise_lone(column: Sequence[Line], body: float) -> None:
    """A mark may have a line of its own, where what follows is too long to be parted."""
    for line in column:
        if len(line.words) == 1 and line.words[0].text.isdecimal() and line.size < _LONE * body:
            line.words[0].raised = True


def _below_rule(column: Sequence[Line], rules: Sequence[Rule], body: float, notes: Sequence[Note]) -> list[Line]:
    """Return the lines below a rule at the left, the first of which begins or goes on with a note.

    The rule is short, or all below it is in small type.
    """
    left, width = min(line.x0 for line in column), column[0].right - column[0].left
    for rule in rules:
        long = rule.x1 - rule.x0
        if not rule.is_level or abs(rule.x0 - left) > _NEAR or long < _SHORTEST:
            continue
        is_short = long < _LONGEST * width
        if any(_is_parallel(rule, other) and (is_short or other.y0 < rule.y0) for other in rules):
            continue
        start = next((place for place, line in enumerate(column) if line.y < rule.y0), len(column))
        foot = list(column[start:])
        if not foot or not start or any(line.y > rule.y0 for line in foot):
            continue
        if not is_short and any(line.size > _SMALL * body for line in foot):
            continue
        underlined = column[start - 1].y - rule.y0 < _UNDER * column[start - 1].size
        goes_on = _may_go_on(foot[0], notes) and _is_alike(foot[0], notes[-1])
        if not underlined and (_begins(foot[0], None) or (goes_on and any(_begins(line, None) for line in foot))):
            return foot
    return []


def _is_parallel(rule: Rule, other: Rule) -> bool:
    """Whether two lines are drawn between the same sides, one below the other: those of a table."""
    sides = max(abs(rule.x0 - other.x0), abs(rule.x1 - other.x1))
    return other.is_level and sides < _LEVEL and abs(rule.y0 - other.y0) > _LEVEL


def _is_alike(line: Line, note: Note) -> bool:
    """Whether a line is as large as those of a note."""
    return not note.lines or abs(note.lines[-1].size - line.size) < _SAME


def _sizes(pages: Sequence[Sequence[Line]], body: float) -> set[float]:
    """Return the sizes of type that notes are set in: quotes may be small too, and stand at the foot of a page."""
    votes: Counter[float] = Counter()
    for lines in pages:
        for _, column in groupby(lines, key=lambda line: (line.left, line.right)):
            whole = list(column)
            size = next((line.size for line in reversed(whole) if not _is_mark(line, body)), body)
            zone = _small_end(whole, body, {size})
            if size < _SMALL * body and zone and any(_begins(line, None) for line in zone):
                votes[size] += 1 + 2 * (_begins(zone[0], None) is not None)
    most = max(votes.values(), default=0)
    return {size for size, count in votes.items() if count > 0.3 * most}


def _small_end(column: Sequence[Line], body: float, sizes: Iterable[float]) -> list[Line]:
    start = len(column)
    while start > 0 and (
        _is_mark(column[start - 1], body) or any(abs(column[start - 1].size - size) < _SAME for size in sizes)
    ):
        start -= 1
    return list(column[start:])


def _foot(column: Sequence[Line], body: float, sizes: set[float], notes: Sequence[Note]) -> list[Line]:
    zone = _small_end(column, body, sizes)
    first = next((place for place, line in enumerate(zone) if _begins(line, None)), None)
    goes_on = bool(zone) and _may_go_on(zone[0], notes)
    if first is None:
        return zone if goes_on and not zone[0].text[:1].isupper() else []
    return zone if goes_on else zone[first:]


def _may_go_on(line: Line, notes: Sequence[Note]) -> bool:
    """Whether the last note may go on with a line: it ends on the same page, or on the one before."""
    return bool(notes) and 0 <= line.page - notes[-1].last_page <= 1


def _is_mark(line: Line, body: float) -> bool:
    return all(word.raised or len(word.text) <= 4 for word in line.words) and line.size < 0.8 * body


def _begins(line: Line, last: Note | None) -> str | None:
    """Return the mark that a note begins with here: raised, or the next number at the start of a line."""
    first = line.words[0]
    if first.raised or first.size < 0.85 * line.size:
        match = _MARK.fullmatch(first.text)
        return match[1] if match else None
    is_row = all(word.text.isdecimal() for word in line.words)  # the years over the columns of a table
    if len(line.words) < 2 or is_row or not (match := _NUMBER.fullmatch(first.text)):
        return None
    if last is None or not last.mark.isdecimal() or not match[1].isdecimal():
        return match[1]
    return match[1] if int(match[1]) in {int(last.mark) + 1, int(last.mark) + 2, 1} else None


def _read(foot: Sequence[Line], notes: list[Note], *, is_far: bool) -> None:
    last = notes[-1] if foot and _may_go_on(foot[0], notes) else None
    for line in foot:
        mark = _begins(line, last)
        if mark is not None:
            last = Note(mark, line.page, is_far=is_far)
            notes.append(last)
            line.words[0].labels = True
            line.words = line.words[1:]
        if last is not None and line.words:
            line.words[0].glued = False
            last.lines.append(line)
