"""Tables of a PDF: rows of words that stand in columns of their own, with or without lines drawn between them. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from mailgate.importers.pdf import corridors, grids
from mailgate.importers.pdf.model import Line, Rule, Word
from mailgate.importers.pdf.openings import is_contents
from mailgate.importers.pdf.rows import NEAR, NEXT_LINE, Cell, are_aligned, cells, is_rest, is_row
from mailgate.importers.pdf.typography import Typography, column

_LEAST = 3  # rows with several cells
_SAME_ROW = 0.9  # of the usual distance of lines: nearer ones are of one row


def gather(pages: Iterable[tuple[Sequence[Line], Sequence[Rule]]], usual: Typography) -> list[Line]:
    """Return the lines of all pages, those of a table as one that holds it, though it goes on on the next page."""
    found: list[Line] = []
    for lines, rules in pages:
        found += _on_page(lines, rules, usual, found[-1] if found else None)
    return _joined(found)


def _on_page(lines: Sequence[Line], rules: Sequence[Rule], usual: Typography, last: Line | None) -> list[Line]:
    drawn = grids.grids(rules)
    found: list[Line] = []
    place = 0
    while place < len(lines):
        count, whole = (1, lines[place]) if lines[place].rows else _gridded(lines[place:], drawn)
        if whole is None:
            count, whole = _spaced(lines[place:], found, last, rules, usual)
        last = whole or lines[place]
        found.append(last)
        place += max(1, count)
    return found


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Return lines with tables whole that go on over the end of a page or column; a head that is repeated goes."""
    found: list[Line] = []
    for line in lines:
        if found and _goes_on(line, found[-1]):
            again = [_texts(rows[0]) for rows in (found[-1].rows, line.rows)]
            found[-1].rows = [*found[-1].rows, *line.rows[again[0] == again[1] :]]
            found[-1].words = [*found[-1].words, *line.words]
        else:
            found.append(line)
    return found


def _goes_on(line: Line, before: Line) -> bool:
    if not line.rows or not before.rows or not 1 < len(line.rows[0]) == len(before.rows[0]):
        return False
    last = next(line for cell in reversed(before.rows[-1]) for line in cell)
    return column(line) != column(last) and line.page - last.page in {0, 1}


def _texts(row: Sequence[Sequence[Line]]) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def _gridded(lines: Sequence[Line], drawn: Sequence[grids.Grid]) -> tuple[int, Line | None]:
    """Return how many lines from the first one on stand in one grid, and the table that they are."""
    grid = next((each for each in drawn if each.holds(lines[0])), None)
    if grid is None:
        return 0, None
    inside = list(takewhile(grid.holds, lines))
    whole = grids.table(inside, grid)
    return (len(inside), whole) if whole is not None else (0, None)


def _spaced(
    lines: Sequence[Line], found: list[Line], last: Line | None, rules: Sequence[Rule], usual: Typography
) -> tuple[int, Line | None]:
    """Return how many lines from the first one on are a table by their spaces, and that table, with its head."""
    count, borders = corridors.run(lines, usual, last)
    if any(map(is_contents, lines[:count])):
        count = 0  # marks and titles stand apart in a table of contents, too
    if (wide := _run(lines, usual)) > count:
        count, borders = wide, []
    if not count:
        return 0, None
    head = _over_columns(found, lines[:count], borders, usual) if borders else _head(found, lines[:count], usual)
    del found[len(found) - len(head) :]
    rows = [*head, *lines[:count]]
    return count, _table(rows, borders or _borders(rows), rules, usual)


def _run(lines: Sequence[Line], usual: Typography) -> int:
    """Return how many lines from the first one on are a table."""
    if len(cells(lines[0])) < 2 or not is_row(lines[0]):
        return 0
    celled = [0]
    for place in range(1, len(lines)):
        line, before = lines[place], lines[place - 1]
        apart = before.y - line.y
        if (line.left, line.right) != (before.left, before.right) or not 0 <= apart < 2.6 * usual.leading(line.size):
            break
        if is_row(line):
            celled.append(place)
        elif not _may_be_in(line, [lines[each] for each in celled]) or place - celled[-1] > 3:
            break
    last = celled[-1]
    while last + 1 < len(lines) and is_rest(lines[last + 1], lines[last], usual):
        last += 1
    rows = [lines[place] for place in celled]
    return last + 1 if len(rows) >= _LEAST and are_aligned([cells(row) for row in rows]) else 0


def _head(above: Sequence[Line], rows: Sequence[Line], usual: Typography) -> list[Line]:
    """Return the lines just above the first row that head its columns; a caption stands at the margin."""
    celled = [row for row in rows if len(cells(row)) > 1]
    first = min(row.x0 for row in celled)
    start = len(above)
    below = rows[0]
    while (
        start
        and not above[start - 1].rows
        and (above[start - 1].left, above[start - 1].right) == (below.left, below.right)
    ):
        line = above[start - 1]
        if not 0 < line.y - below.y < 1.6 * usual.leading(line.size) or not _may_be_in(line, celled):
            break
        start, below = start - 1, line
    while start < len(above) and abs(above[start].x0 - first) < NEAR:
        start += 1
    return list(above[start:])


def _over_columns(
    above: Sequence[Line], rows: Sequence[Line], borders: Sequence[float], usual: Typography
) -> list[Line]:
    """Return the line just above the first row, where it says something over every column, however near."""
    line, first = above[-1] if above else rows[0], rows[0]
    apart = line.y - first.y
    if line.rows or column(line) != column(first) or not 0 < apart < 1.6 * usual.leading(first.size):
        return []
    heads = corridors.parted(line, borders)
    full = [row for each in rows if len(row := corridors.parted(each, borders)) == len(borders) + 1]
    if len(heads) <= len(borders) or not full:
        return []
    sides = [[(row[at][0].x0, row[at][-1].x1) for row in full] for at in range(len(heads))]
    aligned = (
        any(abs(head[0].x0 - x0) < NEAR or abs(head[-1].x1 - x1) < NEAR for x0, x1 in cells_)
        for head, cells_ in zip(heads, sides, strict=True)
    )
    return [line] if all(aligned) else []


def _may_be_in(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line of one cell stands where cells of the table do, and is as short as one."""
    starts = [cell[0].x0 for row in rows for cell in cells(row)]
    width = line.right - line.left
    return line.x1 - line.x0 < 0.5 * width and any(abs(line.x0 - start) < NEAR for start in starts)


def _table(lines: Sequence[Line], borders: Sequence[float], rules: Sequence[Rule], usual: Typography) -> Line:
    drawn = _drawn(lines, rules)
    rows: list[list[list[Word]]] = []
    before: Line | None = None
    for line in lines:
        if before is None or _starts_row(rows[-1], (before, line), borders, drawn, usual):
            rows.append([[] for _ in range(len(borders) + 1)])
        for word in line.words:
            rows[-1][_column(word, borders)].append(word)
        before = line
    words = [word for line in lines for word in line.words]
    whole = Line(words, lines[0].page, lines[0].left, lines[0].right)
    whole.rows = [[list(_lines(cell, whole)) for cell in row] for row in rows]
    return whole


def _lines(cell: Sequence[Word], whole: Line) -> Iterator[Line]:
    current: list[Word] = []
    for word in cell:
        if current and abs(current[-1].stands - word.stands) > 0.5 * word.size:
            yield Line(current, whole.page, whole.left, whole.right)
            current = []
        current.append(word)
    if current:
        yield Line(current, whole.page, whole.left, whole.right)


def _borders(lines: Sequence[Line]) -> list[float]:
    """Return where columns end: places that nearly no cell of a row crosses."""
    spans = sorted((cell[0].x0, cell[-1].x1) for line in lines if len(cells(line)) > 1 for cell in cells(line))
    few = 0.1 * len(lines)
    edges = sorted({edge for span in spans for edge in span})
    free = [
        (a, b) for a, b in pairwise(edges) if sum(x0 < (a + b) / 2 < x1 for x0, x1 in spans) <= few and b - a > NEAR
    ]
    merged: list[tuple[float, float]] = []
    for a, b in free:
        if merged and a <= merged[-1][1] + NEAR:
            merged[-1] = merged[-1][0], b
        else:
            merged.append((a, b))
    return [(a + b) / 2 for a, b in merged]


def _column(word: Word, borders: Sequence[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(border < middle for border in borders)


def _drawn(lines: Sequence[Line], rules: Sequence[Rule]) -> list[float]:
    """Return the heights of level lines between rows, where there is one for most of them."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = lines[0].y, lines[-1].y
    level = [rule for rule in rules if rule.is_level and bottom < rule.y0 < top]
    heights = sorted({round(rule.y0) for rule in level if rule.x1 > left and rule.x0 < right})
    apart = [height for place, height in enumerate(heights) if not place or height - heights[place - 1] > NEAR]
    least = 2.0 if any(line.ruled for line in lines) else max(2.0, len(lines) / 4)
    return [float(height) for height in apart] if len(apart) >= least else []


def _starts_row(
    row: Sequence[Cell], pair: tuple[Line, Line], borders: Sequence[float], drawn: Sequence[float], usual: Typography
) -> bool:
    """Whether the second of two lines begins a row; `row`: the one that the first is of."""
    before, line = pair
    if drawn:
        return any(line.y < height < before.y for height in drawn)
    apart = (before.y - line.y) / usual.leading(line.size)
    if apart < _SAME_ROW:
        return False
    above, taken = ({_column(word, borders) for word in each.words} for each in pair)
    again = 0 in above or bool(row[0])  # its first cell has text
    return apart > NEXT_LINE or (len(taken) > 1 and 0 in taken and again)
