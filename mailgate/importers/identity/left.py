"""What an old paragraph that found no other may have become after all. Pure.

It is gone where neither its words nor its neighbours say enough for anything that is left over, or for its having been
merged into what others became.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from mailgate.importers.identity.evidence import Evidence
from mailgate.importers.identity.links import in_place
from mailgate.importers.identity.odds import AGREES, SURE
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.wording import weight

_PERHAPS = -1.0  # what must speak for a pair of which the operator is asked,
_SHARE = 0.25  # and elsewhere, of what all words would say;
_ALIKE = 0.18  # or how alike they are, whatever the words say
_LIKE = 0.35  # the same of what is perhaps another's
_SHORT = 36  # weight below which what took the place of a paragraph may be it, whatever is in it,
_BOTH = 2.0  # if both neighbours agree
_LIKELY = 3.0  # what must speak for the likeliest answer
_ROOMY = 0.4  # share of a paragraph for which there must be room in what it was merged into
_NEAR = 3  # neighbours that are looked at, for the first that was not left out
_HELD = 0.2  # share of it that must be in what a neighbour became, if the rest of it is not
_NEARLY_ALL = 0.7  # share of what its words say that must be in what it was merged into, to be sure
# What it adds that a neighbour became that, and that there is room in it: neither, one of the two, both.
_MERGED = (-2 * AGREES, -AGREES, 2 * AGREES)
_PERHAPS_MERGED = (1.0, 1.0, _PERHAPS)  # and what must speak then: of texts that did not grow there are many


class Left:
    """The old paragraphs without a link."""

    def __init__(self, evidence: Evidence) -> None:
        self._known = evidence
        self._links = evidence.links
        self._in_place = self._places()
        self._news_of: defaultdict[str, list[int]] = defaultdict(list)
        for new, text in enumerate(evidence.new):
            self._news_of[text].append(new)

    def proposals(self) -> Iterator[tuple[int, list[int]]]:
        """Yield for each what it may have become, the likeliest first. Likely ones become links that are not sure."""
        found: list[tuple[float, int, list[tuple[float, int]]]] = []
        for old in sorted(self._known.left_old):
            scored = sorted([*self._direct(old), *self._merged(old)], reverse=True)
            if scored:
                found.append((scored[0][0], old, scored))
        for best, old, scored in sorted(found, reverse=True):
            news = [new for _, new in scored]
            second = max((worth for worth, _ in scored[1:]), default=0.0)
            is_sure = best - second >= 2 * SURE and self._is_in(old, news[0])
            if best >= _LIKELY:
                self._suppose(old, news[0], is_sure=is_sure)
            if not is_sure:
                yield old, news

    def _places(self) -> dict[int, set[int]]:
        places: dict[int, set[int]] = {}
        for gap in self._links.gaps():
            news = [new for new in chain.from_iterable(gap.news) if new in self._known.left_new]
            places |= {old: set(there) for old, there in in_place(gap.old, news)}
        return places

    def _direct(self, old: int) -> Iterator[tuple[float, int]]:
        for new in {*self._in_place.get(old, ()), *self._known.left_new.intersection(self._known.news_like(old))}:
            worth = self._known.of(old, new)
            may_be = (worth >= _PERHAPS and self._may_be(old, new)) or self._known.like.of(old, new) >= _ALIKE
            if may_be or self._are_short(old, new):
                yield worth, new
        near = {*self._news_of.get(self._known.old[old], ()), *self._known.news_like(old), *self._links.places_of(old)}
        for new in near - self._known.left_new:
            link = self._links.of_new.get(new)
            if link is not None and not link.is_sure and (self._is_of_its_like(old, new) or self._are_short(old, new)):
                yield 0.0, new  # another has it, perhaps

    def _is_of_its_like(self, old: int, new: int) -> bool:
        return self._known.like.of(old, new) >= _LIKE

    def _are_short(self, old: int, new: int) -> bool:
        """Whether one stands in the place of the other, and both are too short for their words to say anything."""
        letters = max(weight(self._known.old[old]), weight(self._known.new[new]))
        return letters < _SHORT and self._links.support(old, new) == _BOTH

    def _may_be(self, old: int, new: int) -> bool:
        odds = self._known.like.odds
        said = self._known.like.said(old, (new,))
        is_here = self._links.support(old, new) >= 1
        return (is_here or said >= _SHARE * odds.most(old)) and (said > 0 or self._known.is_sized((old,), (new,)))

    def _merged(self, old: int) -> Iterator[tuple[float, int]]:
        links = self._links
        beside = {new for step in (-1, 1) for new in self._became_beside(old, step)}
        for new in dict.fromkeys((*beside, *self._known.strangers_of(old, ()))):
            others = links.of_new[new].old
            room = len(self._known.new[new]) - sum(len(self._known.old[each]) for each in others)
            is_roomy = room >= _ROOMY * len(self._known.old[old])
            is_there = self._is_within(old, new, others) or (new in beside and self._is_held(old, new, others))
            speaks = 2 if is_there else (new in beside) + is_roomy
            worth = self._known.like.odds.of(old, (new,), others) + _MERGED[speaks]
            if worth > _PERHAPS_MERGED[speaks] or (speaks == 2 and self._is_held(old, new, others)):
                yield worth, new

    def _became_beside(self, old: int, step: int) -> tuple[int, ...]:
        """Return what the next neighbour that is not left out became."""
        near = (self._links.of_old.get(old + step * apart) for apart in range(1, _NEAR + 1))
        return next((link.new for link in near if link is not None), ())

    def _is_within(self, old: int, new: int, others: tuple[int, ...]) -> bool:
        """Whether a paragraph stands, as it is, in what others became, and stood in none of those."""
        text = self._known.old[old]
        return text in self._known.new[new] and not any(text in self._known.old[each] for each in others)

    def _is_held(self, old: int, new: int, others: tuple[int, ...]) -> bool:
        """Whether a neighbour has much of a paragraph that it did not have: the rest of it was struck in a merge."""
        return self._known.like.held(old, new, others) >= _HELD

    def _is_in(self, old: int, new: int) -> bool:
        """Whether nearly all that sets a paragraph apart is in what others surely became: it was merged."""
        link, odds = self._links.of_new.get(new), self._known.like.odds
        if link is None or not link.is_sure or len(link.new) > 1:
            return False
        return odds.of(old, link.new, link.old) >= 2 * SURE and odds.share(old, link.new, link.old) >= _NEARLY_ALL

    def _suppose(self, old: int, new: int, *, is_sure: bool) -> None:
        link = self._links.of_new.get(new)
        if link is None:
            self._links.add(Link(old=(old,), new=(new,), strength=self._known.like.of(old, new), is_sure=False))
        elif len(link.new) == 1:
            olds = tuple(sorted((*link.old, old)))
            self._links.add(Link(old=olds, new=link.new, strength=link.strength, is_sure=is_sure))
