"""The links found so far, and what lies between them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailgate.importers.identity.outcome import Link

_LARGEST = 2_500  # pairs; a larger gap is looked at along its diagonal only
_BAND = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of old paragraphs without a link, and the new ones without a link that lie beside its neighbours'."""

    old: range
    news: tuple[range, ...]  # the run behind what the old neighbour before became; and, if another, before the next


def along(height: int, width: int, row: int) -> range:
    """Return which corners of a row of a gap are looked at: all, or in a large gap those along its diagonal."""
    if height * width <= _LARGEST:
        return range(width + 1)
    middle, reach = row * width // height, _BAND + width // height
    return range(max(0, middle - reach), min(width, middle + reach) + 1)


def in_place(olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield each old paragraph of a gap with the new ones that may stand in its place."""
    for row, old in enumerate(olds):
        corners = along(len(olds), len(news), row)
        yield old, news[corners.start : corners.stop]


class Links:
    """Who became whom, from either side."""

    def __init__(self, olds: int, news: int) -> None:
        self.olds = olds
        self.news = news
        self.of_old: dict[int, Link] = {}
        self.of_new: dict[int, Link] = {}

    def add(self, link: Link) -> None:
        """Add a link, in the place of any that its paragraphs had."""
        for place in link.old:
            self.drop(self.of_old.get(place))
        for place in link.new:
            self.drop(self.of_new.get(place))
        self.of_old.update(dict.fromkeys(link.old, link))
        self.of_new.update(dict.fromkeys(link.new, link))

    def drop(self, link: Link | None) -> None:
        """Take a link away."""
        if link is not None:
            for place in link.old:
                del self.of_old[place]
            for place in link.new:
                del self.of_new[place]

    def all(self) -> list[Link]:
        """Return every link, by its first old paragraph."""
        return [link for place, link in sorted(self.of_old.items()) if link.old[0] == place]

    def left_old(self) -> list[int]:
        """Return the old paragraphs without a link."""
        return [place for place in range(self.olds) if place not in self.of_old]

    def left_new(self) -> list[int]:
        """Return the new paragraphs without a link."""
        return [place for place in range(self.news) if place not in self.of_new]

    def gaps(self) -> Iterator[Gap]:
        """Yield the gaps that have something on both sides. Links may be added on the way."""
        for run in list(runs(self.left_old())):
            before = self.of_old[run.start - 1].new[-1] + 1 if run.start else 0
            after = self.of_old[run.stop].new[0] if run.stop < self.olds else self.news
            forward = range(before, self._free_until(before))
            backward = range(self._free_from(after), after)
            news = (forward,) if forward == backward else (forward, backward)
            kept = tuple(each for each in news if each)
            if kept:
                yield Gap(run, kept)

    def _free_until(self, place: int) -> int:
        while place < self.news and place not in self.of_new:
            place += 1
        return place

    def _free_from(self, place: int) -> int:
        while place > 0 and place - 1 not in self.of_new:
            place -= 1
        return place

    def beside(self, old: int) -> set[int]:
        """Return the new paragraphs without a link that stand where a linked neighbour would have this old one."""
        found: set[int] = set()
        if (before := self.of_old.get(old - 1)) is not None or old == 0:
            found.add(before.new[-1] + 1 if before is not None else 0)
        if (after := self.of_old.get(old + 1)) is not None or old == self.olds - 1:
            found.add(after.new[0] - 1 if after is not None else self.news - 1)
        return {new for new in found if 0 <= new < self.news and new not in self.of_new}

    def places_of(self, old: int) -> set[int]:
        """Return the new paragraphs at, and beside, what the neighbours of an old one became."""
        found: set[int] = set()
        if (before := self.of_old.get(old - 1)) is not None:
            found |= {before.new[-1], before.new[-1] + 1, before.new[-1] + 2}
        if (after := self.of_old.get(old + 1)) is not None:
            found |= {after.new[0] - 2, after.new[0] - 1, after.new[0]}
        return found

    def support_of(self, link: Link) -> float:
        """Return how well the neighbours agree with a link: 0 to 2."""
        return self._side(link.old[0], link.new[0], -1) + self._side(link.old[-1], link.new[-1], 1)

    def support(self, old: int, new: int, *, without: Link | None = None) -> float:
        """Return how well the neighbours would agree if these two were linked, in the place of a link there is."""
        return self._side(old, new, -1, without) + self._side(old, new, 1, without)

    def _side(self, old: int, new: int, step: int, without: Link | None = None) -> float:
        """One side: 1 where the next neighbours are linked or both at the edge, less for each that lies between."""
        for apart in range(1, 4):
            other = old + step * apart
            if not 0 <= other < self.olds:
                edge = -1 if step < 0 else self.news
                return _near(new + step - edge, apart - 1)
            link = self.of_old.get(other)
            if link is not None and link is not without:
                end = link.new[-1] if step < 0 else link.new[0]
                return _near(new + step - end, apart - 1) if (new - end) * step < 0 else 0.0
        return 0.0


def _near(*skipped: int) -> float:
    return 1 / (1 + sum(abs(each) for each in skipped))


def runs(places: Sequence[int]) -> Iterator[range]:
    """Yield the runs of places, which rise, that follow each other."""
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            yield range(places[start], places[end - 1] + 1)
            start = end
