"""Tables that a plain text draws with bars: which lines they are, and their rows. Pure.

+------+------+      | Year | Cost |
| Year | Cost |      |------|------|
+======+======+      | 2011 | 4000 |
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_BORDER = re.compile(r"\s*[+|](?:\s*[-=:]{2,}\s*[+|])+\s*")
_BAR = re.compile(r"\s*\|.*\|\s*")
_LEAST = 2  # lines
_ROWS = 3  # parts between borders, from which each is a row, however many lines it has


def spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where tables begin and end among lines."""
    drawn = [_BAR.fullmatch(line) is not None or _BORDER.fullmatch(line) is not None for line in lines]
    for is_drawn, group in groupby(range(len(lines)), key=drawn.__getitem__):
        places = list(group)
        said = [place for place in places if not _BORDER.fullmatch(lines[place])]
        if is_drawn and said and len(places) >= _LEAST:
            yield places[0], places[-1] + 1


def rows(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of a table, row by row. A line without words in its first cell goes on with the row above."""
    groups = groupby(lines, key=lambda line: _BORDER.fullmatch(line) is not None)
    parts = [[_cells(line) for line in group] for is_border, group in groups if not is_border]
    if len(parts) >= _ROWS:
        return [_one(part) for part in parts]
    return [_one(row) for part in parts for row in _by_line(part)]


def _by_line(lines: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    row: list[list[str]] = []
    for cells in lines:
        if row and cells[0]:
            yield row
            row = []
        row.append(cells)
    yield row


def _one(lines: Sequence[list[str]]) -> list[str]:
    width = max(map(len, lines))
    filled = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    return [" ".join(part for part in column if part) for column in zip(*filled, strict=True)]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]
