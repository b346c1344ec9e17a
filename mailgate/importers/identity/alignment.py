"""The best alignment of a gap: old and new paragraphs in order, one to one, one to some, some to one. Pure.

What is maximised is the text that is shared, less a price for all that is claimed to belong together: so a link must be
well above chance to pay, and a paragraph joins a split or a merge only if it brings what the others lack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailgate.importers.identity.likeness import Likeness
from mailgate.importers.identity.links import along
from mailgate.importers.identity.outcome import Link

PRICE = 0.12  # likeness below which nothing is a link
# How many old paragraphs become how many new ones; the simplest first, for of equals the first stays.
_STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
_TOGETHER = 2.0  # what it is worth that a link follows one at once, in characters


@dataclass(frozen=True, slots=True)
class _Cell:
    """The best way to this corner of the gap, and the link it ends with, if any."""

    worth: float
    back: tuple[int, int]
    link: Link | None


def align(
    texts: tuple[Sequence[str], Sequence[str]], olds: Sequence[int], news: Sequence[int], like: Likeness
) -> list[Link]:
    """Return links between these old paragraphs and these new ones, which rise but may have holes.

    `texts`: those of both editions, whole.
    """
    grid = _Grid(texts, olds, news, like)
    grid.fill()
    return _read_back(grid.cells, (len(olds), len(news)))


class _Grid:
    """The corners of a gap: so many of the old paragraphs and so many of the new ones are behind us."""

    def __init__(
        self, texts: tuple[Sequence[str], Sequence[str]], olds: Sequence[int], news: Sequence[int], like: Likeness
    ) -> None:
        self._old, self._new = texts
        self._olds = olds
        self._news = news
        self._like = like
        self.cells: dict[tuple[int, int], _Cell] = {(0, 0): _Cell(0.0, (0, 0), None)}

    def fill(self) -> None:
        for row in range(len(self._olds) + 1):
            for column in self._columns(row):
                ways = [*self._skips(row, column), *self._links(row, column)]
                if ways:
                    self.cells[row, column] = max(ways, key=lambda cell: cell.worth)

    def _columns(self, row: int) -> range:
        return along(len(self._olds), len(self._news), row)

    def _skips(self, row: int, column: int) -> Iterator[_Cell]:
        for back in ((row - 1, column), (row, column - 1)):
            if back in self.cells:
                yield _Cell(self.cells[back].worth, back, None)

    def _links(self, row: int, column: int) -> Iterator[_Cell]:
        for high, wide in _STEPS:
            back = row - high, column - wide
            if back not in self.cells:
                continue
            ours, theirs = self._olds[row - high : row], self._news[column - wide : column]
            if theirs[-1] - theirs[0] != wide - 1 or ours[-1] - ours[0] != high - 1:
                continue
            strength = self._strength(ours, theirs)
            if strength > PRICE:
                mass = sum(len(self._old[place]) for place in ours) + sum(len(self._new[place]) for place in theirs)
                is_together = self.cells[back].link is not None or back == (0, 0)
                worth = self.cells[back].worth + mass * (strength - PRICE) + _TOGETHER * is_together
                yield _Cell(worth, back, Link(old=tuple(ours), new=tuple(theirs), strength=strength))

    def _strength(self, ours: Sequence[int], theirs: Sequence[int]) -> float:
        if len(ours) == len(theirs) == 1:
            return self._like.of(ours[0], theirs[0])
        return self._like.of_runs(ours[0], ours[-1] + 1, theirs[0], theirs[-1] + 1)


def _read_back(grid: dict[tuple[int, int], _Cell], end: tuple[int, int]) -> list[Link]:
    found: list[Link] = []
    while end != (0, 0) and end in grid:
        cell = grid[end]
        if cell.link is not None:
            found.append(cell.link)
        end = cell.back
    return found[::-1]
