"""Where a page is parted into columns: a place that few words cross, with text on both sides of it. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from math import ceil

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line, Word

MIN_ROWS = 8  # of text on either side of a gutter
_MARKER = re.compile(r"[\[(]?(?:[A-Z]?\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivxl]{1,6})[.)\]]{0,2}")
_STEP = 2.0  # points between the places that are tried
_WIDE = 4.0  # points: a gutter, at least
_FILL = 0.55  # of a column's width that its lines fill: cells of tables do not


def gutter(across: Sequence[Line], left: float, right: float, *, least: int = MIN_ROWS) -> float | None:
    """Return where rows are parted into columns: a place that few words cross, with text on both sides of it."""
    width = right - left
    start = left + 0.28 * width
    changes = [0] * (int(0.44 * width / _STEP) + 3)
    for line in across:
        for begin, end in _taken(line):
            first, last = (begin - start) / _STEP, (end - start) / _STEP
            changes[min(max(0, ceil(first)), len(changes) - 1)] += 1
            changes[min(max(0, ceil(last)), len(changes) - 1)] -= 1
    crossed = list(accumulate(changes))[:-2]
    if not crossed:
        return None
    runs = [(start + begin * _STEP, start + (begin + count - 1) * _STEP) for begin, count in _runs(crossed)]
    if not runs:
        return None
    begin, end = max(runs, key=lambda run: run[1] - run[0])
    for before in reversed([run for run in runs if run[1] < begin]):
        if _has_markers(across, before[1], begin):  # of what is in the second column, and hangs out of it
            begin, end = before
    middle = (begin + end) / 2
    return middle if _are_columns(across, middle, left, right, least) else None


def _runs(crossed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where the least crossed places begin, and how many there are side by side, if they could be a gutter."""
    at, fewest = 0, min(crossed)
    for value, same in groupby(crossed):
        count = len(list(same))
        if value == fewest and count >= _WIDE / _STEP:
            yield at, count
        at += count


def _has_markers(across: Sequence[Line], low: float, high: float) -> bool:
    """Whether nothing is printed between two places but what stands before paragraphs: numbers and bullets."""
    between = [w for line in across if not crosses(line, low) for w in line.words if low < w.x0 and w.x1 < high + _STEP]
    return bool(between) and all(word.text in markers.BULLETS or _MARKER.fullmatch(word.text) for word in between)


def _taken(line: Line) -> list[tuple[float, float]]:
    """Return the parts of the width that a line takes; gaps between words are part of them, and so is its table."""
    if line.ruled is not None:
        return [line.ruled]
    parts: list[tuple[float, float]] = []
    size = line.size
    for word in line.words:
        if parts and word.x0 - parts[-1][1] < 0.7 * size:
            parts[-1] = parts[-1][0], max(parts[-1][1], word.x1)
        else:
            parts.append((word.x0, word.x1))
    return parts


def crosses(line: Line, place: float) -> bool:
    return any(begin < place < end for begin, end in _taken(line))


def _are_columns(across: Sequence[Line], place: float, left: float, right: float, least: int) -> bool:
    halves: list[tuple[float, float]] = []
    for line in across:
        if crosses(line, place):
            continue
        before = [word for word in line.words if word.x1 <= place]
        after = [word for word in line.words if word.x0 >= place]
        halves.append((_extent(before), _extent(after)))
    first = [a for a, _ in halves if a]
    second = [b for _, b in halves if b]
    if len(first) < least or len(second) < least or len(halves) < 0.3 * len(across):
        return False
    return _usual(first) >= _FILL * (place - left) and _usual(second) >= _FILL * (right - place)


def _usual(widths: Sequence[float]) -> float:
    return sorted(widths)[int(0.65 * len(widths))]


def _extent(words: Sequence[Word]) -> float:
    """Return how much of the width words fill: cells of a table leave more free than they fill."""
    return sum(end - begin for begin, end in _taken(Line(list(words), 0))) if words else 0.0
