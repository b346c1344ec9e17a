"""Whether what leaves two places or more free is a table of sentences, and not text in columns. Pure.

The cells of a row begin at one height, and what is free below them goes through all columns; the paragraphs of columns
end where they like.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.spans import crosses, taken

_COLUMNS = 3  # of two, those of a report in two languages look the same
_ROWS = 3
_FREE = 4.0  # points: between columns, at least
_APART = 1.2  # times the distance of lines: the next row
_MOST = 0.7  # of the rows, and of the cells of each
_LONG, _EVEN = 6, 0.8  # lines; of those of the longest cell
_LEVEL = 3.0  # points
_STRAYS = 0.05  # of the lines may reach into what is free
Span = tuple[float, float]


def is_table(across: Sequence[Line], place: float) -> bool:
    """Whether most of the rows that leave a place free, and have several parts, are of tables."""
    bands = [list(band) for is_wide, band in groupby(across, lambda line: crosses(line, place)) if not is_wide]
    parted = [sum(len(taken(line)) > 1 for line in band) for band in bands]
    return sum(count for band, count in zip(bands, parted, strict=True) if _is_one(band)) > sum(parted) / 2


def _is_one(band: Sequence[Line]) -> bool:
    columns = _columns([line for line in band if len(taken(line)) > 1])
    if len(columns) < _COLUMNS:
        return False
    rows = [cells for row in _rows(band, columns) if len(cells := _cells(row, columns)) > 1]
    return len(rows) >= _ROWS and sum(_is_row(cells) for cells in rows) >= _MOST * len(rows)


def _columns(band: Sequence[Line]) -> list[Span]:
    """Return where the columns of these lines are, by what nearly all of them leave free."""
    edges = sorted((x, step) for line in band for begin, end in taken(line) for x, step in ((begin, 1), (end, -1)))
    found: list[Span] = []
    depth, few = 0, _STRAYS * len(band)
    for (x, step), (following, _) in pairwise(edges):
        depth += step
        if depth <= few:
            continue
        if found and x - found[-1][1] < _FREE:
            found[-1] = found[-1][0], following
        else:
            found.append((x, following))
    return found


def _inside(band: Sequence[Line], column: Span) -> list[Line]:
    """Return what each line has in a column: lines of columns may stand beside each other, and not be level."""
    low, high = column
    words = ([word for word in line.words if low <= (word.x0 + word.x1) / 2 <= high] for line in band)
    return [Line(each, line.page) for each, line in zip(words, band, strict=True) if each]


def _rows(band: Sequence[Line], columns: Sequence[Span]) -> Iterator[list[Line]]:
    """Yield lines up to where more is free below all columns than between lines."""
    pairs = (pair for column in columns for pair in pairwise(_inside(band, column)))
    steps = sorted((above.y - line.y) / line.size for above, line in pairs)
    near = steps[len(steps) // 10] if steps else 0.0  # as cells of a line each are further apart
    row: list[Line] = []
    for line in band:
        top = max(word.stands for word in line.words)
        if row and min(word.stands for word in row[-1].words) - top > _APART * near * line.size:
            yield row
            row = []
        row.append(line)
    yield row


def _cells(row: Sequence[Line], columns: Sequence[Span]) -> list[list[float]]:
    """Return at which heights each column has lines, of those that have more than the number of a row or paragraph."""
    inside = (_inside(row, column) for column in columns)
    return [[line.y for line in cell] for cell in inside if not all(markers.may_be(line.text) for line in cell)]


def _is_row(cells: Sequence[Sequence[float]]) -> bool:
    """Whether most cells begin at one height; columns that are balanced do, and are as long as each other."""
    top = max(cell[0] for cell in cells)
    longest = max(len(cell) for cell in cells)
    even = longest > _LONG and all(len(cell) >= _EVEN * longest for cell in cells)
    return not even and sum(top - cell[0] < _LEVEL for cell in cells) >= _MOST * len(cells)
