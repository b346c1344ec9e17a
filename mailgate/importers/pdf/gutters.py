"""Where a page is parted into columns: a place that few words cross, with text on both sides of it. Pure."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from math import ceil

from mailgate.importers.pdf import markers, tabular
from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.spans import crosses, taken

MIN_ROWS = 8  # of text on either side of a gutter
DEEPEST = 3  # gutters in what one has parted, if each is found at the edge: four columns
_STEP = 2.0  # points between the places that are tried
_WIDE = 4.0  # points: a gutter, at least
FEW = 0.2  # of the rows
_FILL = 0.55  # of a column's width that its lines fill: cells of tables do not


def gutter(across: Sequence[Line], left: float, right: float, *, least: int = MIN_ROWS) -> float | None:
    """Return where rows are parted into columns: a place that few words cross, with text on both sides of it."""
    width = right - left
    start = left + 0.28 * width
    changes = [0] * (int(0.44 * width / _STEP) + 3)
    for line in across:
        for begin, end in taken(line):
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


def inner(across: Sequence[Line], left: float, right: float, *, least: int = MIN_ROWS) -> float | None:
    """Return where a column is parted again: nearly all of it is, then."""
    place = gutter(across, left, right, least=least)
    if place is None or sum(crosses(line, place) for line in across) > FEW * len(across):
        return None
    return place


def gutters(across: Sequence[Line], left: float, right: float, *, depth: int = 0) -> list[float]:
    """Return all places where rows are parted into columns, from left to right."""
    place = (inner if depth else gutter)(across, left, right) if depth < DEEPEST else None
    if place is None:
        return []
    apart = [line for line in across if not crosses(line, place)]
    first, second = _side(apart, left - _STEP, place), _side(apart, place, right + _STEP)
    return [*gutters(first, left, place, depth=depth + 1), place, *gutters(second, place, right, depth=depth + 1)]


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
    return bool(between) and all(markers.may_be(word.text) for word in between)


def _are_columns(across: Sequence[Line], place: float, left: float, right: float, least: int) -> bool:
    apart = [line for line in across if not crosses(line, place)]
    first = _side(apart, left - _STEP, place)
    second = _side(apart, place, right + _STEP)
    if len(first) < least or len(second) < least or len(apart) < 0.3 * len(across):
        return False
    sides = _is_filled(first, left, place, least) and _is_filled(second, place, right, least)
    return sides and not tabular.is_table(across, place)


def _side(apart: Sequence[Line], left: float, right: float) -> list[Line]:
    """Return what rows have between two places."""
    sides = ([word for word in line.words if left <= word.x0 and word.x1 <= right] for line in apart)
    return [Line(words, line.page) for words, line in zip(sides, apart, strict=True) if words]


def _is_filled(side: Sequence[Line], left: float, right: float, least: int) -> bool:
    """Whether most rows fill one side of a gutter, or the columns that it is parted into itself."""
    widths = sorted(sum(end - begin for begin, end in taken(line)) for line in side)
    usual = widths[int(0.65 * len(widths))]  # cells of a table leave more free than they fill
    return usual >= _FILL * (right - left) or inner(side, left, right, least=least) is not None
