"""Tables of a PDF whose cells have lines drawn around them: the lines say where each cell is. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailgate.importers.pdf.model import Line, Rule, Word

_TOUCH = 2.5  # points: lines that are nearer meet
_MOST = 100_000  # pairs of lines that are looked at on a page
_LEAST = 3  # lines down, and lines across: two columns, and two rows
_FILLED = 3  # cells with text


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that are drawn and meet: where they run from left to right, and from the bottom up."""

    levels: list[float]
    sides: list[float]
    uprights: list[Rule]

    @property
    def box(self) -> Rule:
        """How far it reaches."""
        return Rule(self.sides[0], self.levels[0], self.sides[-1], self.levels[-1])

    def holds(self, line: Line) -> bool:
        """Whether a line stands within."""
        inside = self.levels[0] < line.y < self.levels[-1]
        return inside and self.sides[0] - _TOUCH < line.x0 and line.x1 < self.sides[-1] + _TOUCH


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids on a page."""
    levels = [rule for rule in rules if rule.is_level]
    uprights = [rule for rule in rules if not rule.is_level]
    if len(levels) * len(uprights) > _MOST:
        return []
    found: list[tuple[set[Rule], list[Rule]]] = []
    for upright in uprights:
        across, down = {level for level in levels if _meet(level, upright)}, [upright]
        apart: list[tuple[set[Rule], list[Rule]]] = []
        for each in found:
            if across.isdisjoint(each[0]):
                apart.append(each)
            else:
                across |= each[0]
                down += each[1]
        found = [*apart, (across, down)]
    made = [
        Grid(_places([rule.y0 for rule in across]), _places([rule.x0 for rule in down]), down) for across, down in found
    ]
    return [grid for grid in made if min(len(grid.levels), len(grid.sides)) >= _LEAST]


def _meet(level: Rule, upright: Rule) -> bool:
    beside = level.x0 - _TOUCH < upright.x0 < level.x1 + _TOUCH
    return beside and upright.y0 - _TOUCH < level.y0 < upright.y1 + _TOUCH


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return places


def table(lines: Sequence[Line], grid: Grid) -> Line | None:
    """Return the lines within a grid as one that holds its cells; None where it is no table."""
    rows: list[list[list[Line]]] = [[[] for _ in grid.sides[1:]] for _ in grid.levels[1:]]
    for line in lines:
        row = rows[-bisect_right(grid.levels, line.y)]
        for words in _parted(line, grid):
            column = min(max(bisect_right(grid.sides, words[0].x0 + _TOUCH) - 1, 0), len(row) - 1)
            row[column].append(Line(words, line.page, line.left, line.right))
    if sum(bool(cell) for row in rows for cell in row) < _FILLED:
        return None
    whole = Line([word for line in lines for word in line.words], lines[0].page, lines[0].left, lines[0].right)
    whole.rows = [row for row in rows if any(row)]
    return whole


def _parted(line: Line, grid: Grid) -> Iterator[list[Word]]:
    """Yield the words of a line up to each line that is drawn between them."""
    words: list[Word] = []
    for word in line.words:
        if words and any(
            words[-1].x1 - _TOUCH < rule.x0 < word.x0 + _TOUCH and rule.y0 < line.y < rule.y1 for rule in grid.uprights
        ):
            yield words
            words = []
        words.append(word)
    yield words
