"""How many columns and rows each cell of a table covers, as HTML allows: none lies on another or beyond the last row.

Tables of reports say more than there is (`colspan="100%"`, a heading over ten columns of a table with three): browsers
draw what there is, and so do we. Pure.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mailgate.importers.tree import Element

_MOST = 1_000  # columns that a cell may cover, as HTML has it


class Span(NamedTuple):
    """The columns and rows of one cell, counted from its own."""

    columns: int
    rows: int


class _Placed(NamedTuple):
    cell: Element
    column: int
    columns: int
    rows: int


def fitted(groups: Iterable[Sequence[Sequence[Element]]]) -> dict[int, Span]:
    """Return the span of each cell by its id; `groups` are those of rows.

    A row or column in which no cell begins is none: spans count those in which one does.
    """
    placed = [cell for group in groups for cell in _placed(group)]
    columns = sorted({cell.column for cell in placed})
    spans = {}
    for cell in placed:
        end = bisect_left(columns, cell.column + cell.columns)
        spans[id(cell.cell)] = Span(end - bisect_left(columns, cell.column), cell.rows)
    return spans


def _placed(group: Sequence[Sequence[Element]]) -> Iterator[_Placed]:
    free_from: dict[int, int] = {}  # by columns: the first row that no cell from above covers
    begun = [row for row, cells in enumerate(group) if cells]
    for row, cells in enumerate(group):
        column = 0
        for cell in cells:
            while free_from.get(column, 0) > row:
                column += 1
            wanted, columns = _number(cell.get("colspan"), _MOST), 1
            while columns < wanted and free_from.get(column + columns, 0) <= row:
                columns += 1
            left = len(group) - row
            rows = left if cell.get("rowspan").strip() == "0" else min(_number(cell.get("rowspan"), left), left)
            free_from.update(dict.fromkeys(range(column, column + columns), row + rows))
            yield _Placed(cell, column, columns, bisect_left(begun, row + rows) - bisect_left(begun, row))
            column += columns


def _number(text: str, most: int) -> int:
    """Return a whole number from 1 to the most there may be; 1 for anything else."""
    text = text.strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1
