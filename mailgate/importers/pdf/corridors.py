"""Tables whose cells fill their columns: places between them that stay free from the first row to the last. Pure.

In such a table the cells of one row may be no further apart than words are, and hold several lines; what shows the
columns is that no line crosses the places that the first row leaves free. Prose crosses them at once.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.rows import GAP, NEXT_LINE, Cell, are_aligned, cells, is_row
from mailgate.importers.pdf.typography import Typography, column

_LEAST = 3  # columns: a number, a name or a term before its text makes two
_ROWS = 3  # with several cells
_CLEAR = 2  # if its columns are far apart in all lines
_NARROW = 0.5  # of the size of type: a corridor, at least
_CLOSE = 0.9  # of the usual distance of lines: nearer ones are of one row
_FAR = 2.6  # and further ones of two tables
Corridor = tuple[float, float]


def run(lines: Sequence[Line], usual: Typography, above: Line | None) -> tuple[int, list[float]]:
    """Return how many lines from the first one on are such a table, and where its columns end.

    `above`: what stands before them; a table at the end of a page or column may go on here.
    """
    seed = _head(lines, usual)
    rest = _between(above, lines[0]) if above is not None and column(above) != column(lines[0]) else []
    own = [(one[-1].x1, other[0].x0) for one, other in pairwise(cells(seed))] if is_row(seed) else []
    for free, least in ((rest, 1), (own, _ROWS)):
        if len(free) < _LEAST - 1:
            continue
        count, left = _as_far_as(lines, free, usual)
        borders = [(begin + end) / 2 for begin, end in left]
        rows = [parted(line, borders) for line in lines[:count]]
        while count and len(rows[count - 1]) < 2 and not _is_rest(lines, count - 1, borders, usual):
            count -= 1
        several = [row for row in rows[:count] if len(row) > 1]
        bold_head = count > 0 and seed.is_bold and not lines[count - 1].is_bold
        clear = bold_head or all(end - begin >= GAP * seed.size for begin, end in left)
        if len(several) >= min(least, _CLEAR if clear else _ROWS) and are_aligned(several):
            return count, borders
    return 0, []


def _between(table: Line, line: Line) -> list[Corridor]:
    """Return the places between the columns of a table, as far from the margin of its rest as from its own."""
    shift = line.left - table.left
    columns = [
        [word for cell in each for part in cell for word in part.words] for each in zip(*table.rows, strict=True)
    ]
    if not all(columns):
        return []
    sides = [(min(word.x0 for word in words), max(word.x1 for word in words)) for words in columns]
    found = [(end + shift, begin + shift) for (_, end), (begin, _) in pairwise(sides)]
    return found if all(begin < end for begin, end in found) else []


def _as_far_as(lines: Sequence[Line], free: list[Corridor], usual: Typography) -> tuple[int, list[Corridor]]:
    """Return how many lines leave these places free, and as far as they all do."""
    for place, line in enumerate(lines):
        left = [_narrowed(corridor, line) for corridor in free]
        is_apart = bool(place) and not _is_below(line, lines[place - 1], usual)
        if line.rows or not all(left) or is_apart or (place >= _CLEAR and _hangs(line, lines[:place])):
            return place, free
        free = [corridor for corridor in left if corridor]
    return len(lines), free


def _hangs(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line begins with a number before the place where all rows above begin: that of the next paragraph."""
    number = len(line.words) > 1 and markers.may_be(line.words[0].text)
    return number and line.x0 < min(row.x0 for row in rows) - line.size


def _head(lines: Sequence[Line], usual: Typography) -> Line:
    """Return the first line as one with the next ones, as far as they are of the same row."""
    near = takewhile(lambda pair: _is_below(pair[1], pair[0], usual, most=_CLOSE), pairwise(lines))
    words = [word for line in (lines[0], *(line for _, line in near)) for word in line.words]
    return Line(sorted(words, key=lambda word: word.x0), lines[0].page, lines[0].left, lines[0].right)


def _is_below(line: Line, before: Line, usual: Typography, *, most: float = _FAR) -> bool:
    apart = before.y - line.y
    return column(line) == column(before) and 0 <= apart < most * usual.leading(line.size)


def _narrowed(corridor: Corridor, line: Line) -> Corridor | None:
    """Return the widest part of a corridor that a line leaves free; None where that is too narrow."""
    begin, end = corridor
    places = [begin, *(x for word in line.words for x in (word.x0, word.x1) if begin < x < end), end]
    free = [
        (a, b) for a, b in pairwise(sorted(places)) if not any(word.x0 < (a + b) / 2 < word.x1 for word in line.words)
    ]
    widest = max(free, key=lambda each: each[1] - each[0], default=(begin, begin))
    return widest if widest[1] - widest[0] >= _NARROW * line.size else None


def parted(line: Line, borders: Sequence[float]) -> list[Cell]:
    """Return the words of a line parted where columns end."""
    found: dict[int, Cell] = {}
    for word in line.words:
        found.setdefault(sum(border < (word.x0 + word.x1) / 2 for border in borders), []).append(word)
    return list(found.values())


def _is_rest(lines: Sequence[Line], place: int, borders: Sequence[float], usual: Typography) -> bool:
    """Whether a line with one cell is the rest of a row: just below it, and not at the margin if it is long."""
    line, before = lines[place], lines[place - 1]
    near = bool(place) and _is_below(line, before, usual, most=NEXT_LINE)
    return near and (line.x0 > borders[0] or before.x0 < borders[0])
