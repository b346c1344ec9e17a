"""Footnotes of pages: the lines in small type at the foot of a column, and where each note begins. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from mailgate.importers.pdf.model import Line

_SMALL = 0.94  # of the size of the text
_MARK = re.compile(r"[\[(]?(\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?[.,;:]?")
_NUMBER = re.compile(r"(\d{1,4}|[*†‡§¶]{1,3})[.)]?")


@dataclass(slots=True, eq=False)
class Note:
    """A note: its mark, the page that it begins on, and its lines without the mark."""

    mark: str
    page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def last_page(self) -> int:
        """The page that it ends on."""
        return self.lines[-1].page if self.lines else self.page


def take_out(pages: Sequence[Sequence[Line]], body: float) -> tuple[list[list[Line]], list[Note]]:
    """Return the lines of each page that are no notes, and the notes. `body`: the size of the text."""
    notes: list[Note] = []
    kept: list[list[Line]] = []
    for lines in pages:
        rest: list[Line] = []
        for _, column in groupby(lines, key=lambda line: (line.left, line.right)):
            whole = list(column)
            foot = _foot(whole, body, notes)
            rest += whole[: len(whole) - len(foot)]
            _read(foot, notes)
        kept.append(rest)
    return kept, notes


def _foot(column: Sequence[Line], body: float, notes: Sequence[Note]) -> list[Line]:
    start = len(column)
    while start > 0 and _is_small(column[start - 1], body):
        start -= 1
    zone = list(column[start:])
    first = next((place for place, line in enumerate(zone) if _begins(line, None)), None)
    goes_on = bool(zone) and bool(notes) and 0 <= zone[0].page - notes[-1].last_page <= 1
    if first is None:
        return zone if goes_on and not zone[0].text[:1].isupper() else []
    return zone if goes_on else zone[first:]


def _is_small(line: Line, body: float) -> bool:
    alone = all(word.raised or len(word.text) <= 4 for word in line.words) and line.size < 0.8 * body
    return line.size < _SMALL * body or alone


def _begins(line: Line, last: Note | None) -> str | None:
    """Return the mark that a note begins with here: raised, or the next number at the start of a line."""
    first = line.words[0]
    if first.raised or first.size < 0.85 * line.size:
        match = _MARK.fullmatch(first.text)
        return match[1] if match else None
    if len(line.words) < 2 or not (match := _NUMBER.fullmatch(first.text)):
        return None
    if last is None or not last.mark.isdecimal() or not match[1].isdecimal():
        return match[1]
    return match[1] if int(match[1]) in {int(last.mark) + 1, int(last.mark) + 2, 1} else None


def _read(foot: Sequence[Line], notes: list[Note]) -> None:
    last: Note | None = notes[-1] if notes else None
    for line in foot:
        mark = _begins(line, last)
        if mark is not None:
            last = Note(mark, line.page)
            notes.append(last)
            line.words = line.words[1:]
        if last is not None and line.words:
            line.words[0].glued = False
            last.lines.append(line)
