"""What is usual in a report: sizes, distances, margins, looking at all its pages. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from mailgate.importers.pdf.model import Line

_SPREAD = 1.5  # of the size of type, between two words
_KNOWN = 12  # lines set in alike: enough to know where they end
_MANY = 0.15  # of the lines end at one place: they are made to end alike
_EVEN, _MOST = 0.3, 0.5  # of the size of type, and of the lines: where they are stretched
_STRAYS = 40  # one of so many may stand out
_RAGGED = 5.0  # of the size of type: how far before the margin full lines end
_LOOSE = 1.2  # times the distance of the lines of the text, to the size of type: as far as lines of another size are


class Typography:
    """What is usual in a report: the size of its text, the distance of lines, the margins of each column."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        lines = [line for page in pages for line in page]
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.body = max(sizes, key=lambda size: sizes[size], default=10.0)
        self._leading = self._leadings(pages)
        self._starts: dict[int, Counter[int]] = {0: Counter(), 1: Counter()}
        for line in lines:
            if abs(line.size - self.body) < 1:
                self._starts[line.page % 2][round(line.x0)] += 1
        self._margins: dict[tuple[int, float, float], float] = {}
        ends: dict[tuple[int, int, int], list[float]] = defaultdict(list)
        for line in [line for line in lines if not _is_spread(line)] or lines:
            ends[self._kind(line)].append(line.x1)
        self._rights = {kind: _margin(found) for kind, found in ends.items()}
        self._justified = {kind for kind, found in ends.items() if _are_even(found, self._rights[kind], self.body)}
        self._ends = self._alike(lines)

    def _kind(self, line: Line) -> tuple[int, int, int]:
        """Return which of the columns of a report this is: those that begin alike, and are about as wide."""
        return line.page % 2, round(self.margin(line) / 4), round((line.right - line.left) / 40)

    def _alike(self, lines: Sequence[Line]) -> dict[tuple[int, int, int, int], float]:
        """Return where lines that are set in alike end, if most end about there: quotes have a margin of their own."""
        ends: dict[tuple[int, int, int, int], list[float]] = defaultdict(list)
        for line in lines:
            ends[self._step(line)].append(line.x1)
        found = {}
        for step, places in ends.items():
            last = sorted(places, reverse=True)[len(places) // _STRAYS]
            full = sum(last - _RAGGED * self.body < place for place in places)
            if step[-1] and len(places) >= _KNOWN and full >= 0.5 * len(places):
                found[step] = last
        return found

    def _step(self, line: Line) -> tuple[int, int, int, int]:
        return *self._kind(line), round((line.x0 - self.margin(line)) / 3)

    def _leadings(self, pages: Sequence[Sequence[Line]]) -> dict[float, float]:
        gaps: dict[float, Counter[float]] = defaultdict(Counter)
        for page in pages:
            for one, other in pairwise(page):
                if column(one) == column(other) and abs(one.size - other.size) < 0.2:
                    gap = round((one.y - other.y) * 2) / 2
                    if 0.8 * one.size < gap < 2.6 * one.size:
                        gaps[round(one.size, 1)][gap] += 1
        return {size: _lower_mode(counts) for size, counts in gaps.items()}

    def leading(self, size: float) -> float:
        """Return the usual distance of lines of this size."""
        usual = self._leading.get(round(self.body, 1), 1.25 * self.body)
        alike = usual * size / self.body
        return min(self._leading.get(round(size, 1), alike), _LOOSE * alike)  # else: of paragraphs of one line each

    def margin(self, line: Line) -> float:
        """Return where lines of a line's column begin: where most do in it, looking at all pages of its side."""
        place = column(line)
        if place not in self._margins:
            starts = self._starts[line.page % 2]
            near = range(round(line.left) - 2, round(line.left + 0.35 * (line.right - line.left)))
            counted = {x: starts[x - 1] + starts[x] + starts[x + 1] for x in near}
            most = max(counted.values(), default=0)
            best = max(counted, key=lambda x: (counted[x], starts[x]), default=round(line.left))
            self._margins[place] = float(best) if most >= 4 else line.left
        return self._margins[place]

    def is_justified(self, line: Line) -> bool:
        """Whether lines of columns like this one are stretched, so that all but the last of a paragraph end alike."""
        return self._kind(line) in self._justified

    def right(self, line: Line) -> float:
        """Return where the longest line of columns like this one ends; few may stand out of them."""
        right = self._rights.get(self._kind(line), line.right)
        return min(right, self._ends.get(self._step(line), right))


def _are_even(ends: Sequence[float], right: float, size: float) -> bool:
    """Whether most lines end at the margin, but for the last ones of paragraphs."""
    full = sum(abs(end - right) < _EVEN * size for end in ends)
    return len(ends) >= _KNOWN and full > _MOST * len(ends)


def _margin(ends: Sequence[float]) -> float:
    """Return where lines end at most: where many do, though some stand out, else where the longest ones do."""
    places = Counter(round(end) for end in ends)
    many = [place for place, count in places.items() if count >= _MANY * len(ends)]
    if len(ends) >= _KNOWN and many:
        return max(end for end in ends if abs(end - max(many)) < 1)
    return sorted(ends, reverse=True)[len(ends) // 100]


def _is_spread(line: Line) -> bool:
    """Whether words stand far apart in a line: a row of a table may reach further than the text does."""
    return any(after.x0 - before.x1 > _SPREAD * line.size for before, after in pairwise(line.words[1:]))


def _lower_mode(counts: Counter[float]) -> float:
    most = max(counts.values())
    return min(gap for gap, count in counts.items() if count >= 0.5 * most)


def column(line: Line) -> tuple[int, float, float]:
    """Return which column of which page a line stands in."""
    return line.page, line.left, line.right
