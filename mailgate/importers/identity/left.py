"""What an old paragraph that found no other may have become after all. Pure.

It is gone where nothing that is left over, and nothing that others became, holds more of it than paragraphs that are
surely others' do by chance.
"""

from collections.abc import Iterator
from itertools import chain

from mailgate.importers.identity.evidence import Evidence
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.wording import weight

_PERHAPS = 0.25  # likeness from which one left over may be what another left over became, whatever strangers share
_FAINT = 0.05  # the same where it stands out from the strangers
_OUT = 0.05  # by which it must
_LIKELY = 0.2  # likeness from which it is the likeliest
_TOLD = 0.4  # and of what tells the one from others made like it, the share that the other must have
_SHORT = 60  # weight up to which what stands alone in its place is asked for, however unlike
_HELD = 0.4  # share of it, beside what is the others' own, in what others became, from which it may be merged into it
_HELD_BESIDE = 0.2  # the same of what a neighbour became
_HELD_GROWN = 0.06  # the same where that has grown
_GROWN = 0.4  # by this much of it
_LONG = 150  # weight from which there must be some of it in it
_HELD_BY = 0.1  # by which it must stand out from what strangers hold


class Left:
    """The old paragraphs without a link."""

    def __init__(self, evidence: Evidence) -> None:
        self._known = evidence
        self._links = evidence.links
        self._in_place = self._places()

    def proposals(self) -> Iterator[tuple[int, list[int]]]:
        """Yield for each what it may have become, the likeliest first. Likely ones become links that are not sure."""
        found: list[tuple[float, int, list[tuple[float, int]]]] = []
        for old in sorted(self._known.left_old):
            scored = sorted([*self._direct(old), *self._merged(old)], reverse=True)
            if scored:
                found.append((scored[0][0], old, scored))
        for best, old, scored in sorted(found, reverse=True):
            news = [new for _, new in scored]
            if best >= _LIKELY and self._is_told(old, news[0]):
                self._suppose(old, news[0])
            yield old, news

    def _is_told(self, old: int, new: int) -> bool:
        told = self._known.like.told(old, new)
        return told is None or told >= _TOLD

    def _places(self) -> dict[int, set[int]]:
        places: dict[int, set[int]] = {}
        for gap in self._links.gaps():
            news = set(chain.from_iterable(gap.news)) & self._known.left_new
            places |= dict.fromkeys(gap.old, news)
        return places

    def _direct(self, old: int) -> Iterator[tuple[float, int]]:
        here = self._in_place.get(old, set())
        like = self._known.like
        strangers = max((like.of(old, new) for new in self._known.strangers_of(old, ())), default=0.0)
        is_short = weight(self._known.old[old]) < _SHORT
        for new in {*here, *(self._known.left_new.intersection(self._known.news_like(old)))}:
            strength, stands = like.of(old, new), strangers + (0.0 if new in here else _OUT)
            is_alone = is_short and here == {new} and self._is_alone(old)
            is_like = strength >= _PERHAPS or (strength >= _FAINT and strength > stands)
            if is_like or is_alone or (new in here and like.plainly(old, new) >= _PERHAPS):
                yield strength, new
            elif (share := like.held(old, new)) >= _HELD:
                yield share / 2, new

    def _is_alone(self, old: int) -> bool:
        return {old - 1, old + 1}.isdisjoint(self._known.left_old)

    def _merged(self, old: int) -> Iterator[tuple[float, int]]:
        links, like = self._links, self._known.like
        beside = {new for each in (old - 1, old + 1) if each in links.of_old for new in links.of_old[each].new}
        others = dict.fromkeys((*beside, *self._known.strangers_of(old, ())))
        held = {new: like.held(old, new, links.of_new[new].old) for new in others}
        is_long = weight(self._known.old[old]) >= _LONG
        for new, share in held.items():
            by_chance = max((each for other, each in held.items() if other != new), default=0.0)
            has_grown = new in beside and self._has_grown(old, new)
            least = _HELD if new not in beside else _HELD_GROWN if has_grown else _HELD_BESIDE
            stands_out = share >= least and share > by_chance + min(_HELD_BY, least)
            if stands_out or (has_grown and not is_long):
                yield share / 2, new

    def _has_grown(self, old: int, new: int) -> bool:
        """Whether what others became is longer than they were, by so much that this one may be in it."""
        was = sum(len(self._known.old[each]) for each in self._links.of_new[new].old)
        return len(self._known.new[new]) - was >= _GROWN * len(self._known.old[old])

    def _suppose(self, old: int, new: int) -> None:
        link = self._links.of_new.get(new)
        if link is None:
            self._links.add(Link(old=(old,), new=(new,), strength=self._known.like.of(old, new), is_sure=False))
        elif len(link.new) == 1:
            self._links.add(
                Link(old=tuple(sorted((*link.old, old))), new=link.new, strength=link.strength, is_sure=False)
            )
