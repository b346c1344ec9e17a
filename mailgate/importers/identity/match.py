"""Two editions → what became of each paragraph. Pure.

In this order, the surest first: equal texts that occur once; what was put together or cut word for word; pairs that are
alike and like nothing else, wherever they stand; what lies between such neighbours, aligned in order; pieces beside a
link that belong to it; pairs of which the words say enough. What remains was left out, or is new.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mailgate.importers.identity.alignment import align
from mailgate.importers.identity.doubt import Judge
from mailgate.importers.identity.evidence import Evidence, numbers_of
from mailgate.importers.identity.joins import joins
from mailgate.importers.identity.likeness import Likeness
from mailgate.importers.identity.links import Gap, Links, in_place, runs
from mailgate.importers.identity.odds import AGREES
from mailgate.importers.identity.outcome import Link, Outcome, changes
from mailgate.importers.identity.rewritten import rewritten
from mailgate.importers.identity.shingles import candidates
from mailgate.importers.identity.spelling import Spelling, spelling
from mailgate.importers.identity.wording import TELLING, Wording, bare, folded, weight

_ALIKE = 0.35  # strength of a pair that is taken wherever it stands
_APART = 0.15  # by which it is more alike than any other pair of the two
_ROOMY = 0.5  # share of an old paragraph for which there must be room in what it is merged into
_SOME = 0.1  # share of a piece of a merge, beside the others, below which it is not in it
_GROWS = 0.5  # share of a piece, beside what the others have too, that must be found in what it joins


def compare(old: Sequence[Wording], new: Sequence[Wording]) -> Outcome:
    """Return what became of each paragraph of the old edition."""
    comparison = _begun(old, new, {})
    if spelt := comparison.spelt_otherwise():
        comparison = _begun(old, new, spelt)
    comparison.like.learn(comparison.links.all())
    comparison.take_alike()
    comparison.grow()
    comparison.let_go()
    comparison.take_elsewhere()
    comparison.let_go()
    comparison.take_repeated()
    comparison.take_told()
    comparison.take_rewritten()
    comparison.grow()
    comparison.go_over()
    numbers = numbers_of(old), numbers_of(new)
    evidence = Evidence(comparison.links, comparison.like, (comparison.old, comparison.new), numbers)
    links, doubts = Judge(evidence).verdict()
    return Outcome(links=tuple(links), doubts=tuple(doubts), changes=changes(links, *comparison.folded))


def _begun(old: Sequence[Wording], new: Sequence[Wording], spelt: Spelling) -> "_Comparison":
    """Return the comparison as far as texts and places tell, with these letters of the old edition spelt otherwise."""
    comparison = _Comparison(old, new, spelt)
    comparison.take_equal()
    comparison.take_joined()
    comparison.take_alike()
    comparison.take_placed()
    comparison.take_gaps()
    return comparison


class _Comparison:
    """The two editions, folded and bare, and the links found so far."""

    def __init__(self, old: Sequence[Wording], new: Sequence[Wording], spelt: Spelling) -> None:
        self.folded = [folded(each.text) for each in old], [folded(each.text) for each in new]
        self.old, self.new = (list(map(bare, texts)) for texts in self.folded)
        if spelt:
            self.old = [text.translate(spelt) for text in self.old]
        self.like = Likeness(self.old, self.new)
        self.links = Links(len(old), len(new))
        self.candidates: dict[int, list[int]] = {}

    def spelt_otherwise(self) -> Spelling:
        """Return how the new edition spells what the old one spelt otherwise, by what is linked."""
        return spelling(self.old, self.new, ((link.old[0], link.new[0]) for link in self.links.all()))

    def take_equal(self) -> None:
        """Link texts that occur once in either edition and say enough: as they are, then without accents."""
        for olds, news in (self.folded, (self.old, self.new)):
            there = _places(news)
            for text, places in _places(olds).items():
                pair = (*places, *there.get(text, ()))
                if len(places) == 1 and len(pair) == 2 and weight(text) >= TELLING and self._are_free(*pair):
                    self.links.add(Link(old=(pair[0],), new=(pair[1],), strength=1.0))

    def take_joined(self) -> None:
        """Link what was put together, or cut, word for word."""
        for link in joins(self.old, self.new, self.links):
            self.links.add(link)

    def _are_free(self, old: int, new: int) -> bool:
        return old not in self.links.of_old and new not in self.links.of_new

    def take_alike(self) -> None:
        """Link pairs without a link that are alike and, each of the two, like no other."""
        olds, news = self.links.left_old(), self.links.left_new()
        self.candidates = candidates(self.old, self.new, olds, news)
        scores = {(one, other): self.like.of(one, other) for one in olds for other in self.candidates[one]}
        by_old, by_new = _rivals(scores, 0), _rivals(scores, 1)
        for (one, other), strength in scores.items():
            rival = max(_second(by_old[one], strength), _second(by_new[other], strength))
            if strength >= _ALIKE and strength - rival >= _APART:
                self.links.add(Link(old=(one,), new=(other,), strength=strength))

    def take_placed(self) -> None:
        """Link equal texts, though they occur often, where a linked neighbour says which is which, and so on."""
        while claims := self._claims():
            for old, new in claims:
                self.links.add(Link(old=(old,), new=(new,), strength=1.0))

    def _claims(self) -> list[tuple[int, int]]:
        claims: defaultdict[int, list[int]] = defaultdict(list)
        for old in self.links.left_old():
            beside = [new for new in self.links.beside(old) if self.new[new] == self.old[old]]
            if len(beside) == 1:
                claims[beside[0]].append(old)
        return [(olds[0], new) for new, olds in claims.items() if len(olds) == 1]

    def take_gaps(self) -> None:
        """Align what lies between linked neighbours."""
        for gap in self.links.gaps():
            for link in align((self.old, self.new), gap.old, self._free(gap), self.like):
                self.links.add(link)

    def _free(self, gap: Gap) -> list[int]:
        return [place for run in gap.news for place in run if place not in self.links.of_new]

    def grow(self) -> None:
        """Let a link take in what stands beside it, without a link, and holds what it lacks: a split, or a merge."""
        for link in self.links.all():
            if link.strength < 1:
                self._grow(link)

    def _grow(self, link: Link) -> None:
        grown: Link | None = self._measured(link)
        while grown is not None:
            link = grown
            grown = max((*self._split(link), *self._merged(link)), key=lambda each: each.strength, default=None)
            if grown is not None:
                self.links.add(grown)

    def _split(self, link: Link) -> Iterator[Link]:
        for place in (link.new[0] - 1, link.new[-1] + 1) if len(link.old) == 1 else ():
            if not 0 <= place < len(self.new) or place in self.links.of_new:
                continue
            grown = self._measured(replace(link, new=tuple(sorted((*link.new, place)))))
            if grown.strength > link.strength and self.like.held_back(place, link.old[0], link.new) >= _GROWS:
                yield grown

    def _merged(self, link: Link) -> Iterator[Link]:
        for place in (link.old[0] - 1, link.old[-1] + 1) if len(link.new) == 1 else ():
            if not 0 <= place < len(self.old) or place in self.links.of_old:
                continue
            grown = self._measured(replace(link, old=tuple(sorted((*link.old, place)))))
            is_held = grown.strength > link.strength and self.like.held(place, link.new[0], link.old) >= _GROWS
            if is_held or self._is_in_it(place, link):
                yield grown

    def _is_in_it(self, old: int, link: Link) -> bool:
        """Whether there is room for an old paragraph beside the others, and its own words say that it is there."""
        room = len(self.new[link.new[0]]) - sum(len(self.old[each]) for each in link.old)
        return room >= _ROOMY * len(self.old[old]) and self.like.odds.of(old, link.new, link.old) >= AGREES

    def _measured(self, link: Link) -> Link:
        strength = self.like.of_runs(link.old[0], link.old[-1] + 1, link.new[0], link.new[-1] + 1)
        return replace(link, strength=strength)

    def let_go(self) -> None:
        """Take out of merges the old paragraphs of which nothing is there: they were left out between the others."""
        for link in self.links.all():
            stay = [place for place in link.old if len(link.old) == 1 or self._is_some_there(place, link)]
            if len(stay) < len(link.old):
                self.links.drop(link)
            if 0 < len(stay) < len(link.old):
                strength = self.like.of(stay[0], link.new[0]) if len(stay) == 1 else link.strength
                self.links.add(replace(link, old=tuple(stay), strength=strength))

    def _is_some_there(self, old: int, link: Link) -> bool:
        others = tuple(each for each in link.old if each != old)
        is_said = self.like.odds.of(old, link.new, others) >= 0
        return is_said or self.like.held(old, link.new[0], others) >= _SOME

    def go_over(self) -> None:
        """Put an old paragraph that has only its smaller part to the neighbour that took in the larger one.

        It was cut, and joined. A link has one paragraph on one side; the comments go where most of the text went.
        """
        for link in self.links.all():
            if len(link.old) == len(link.new) == 1 and link.strength < 1 and (other := self._larger_part(link)):
                self.links.add(self._measured(replace(other, old=tuple(sorted((*other.old, *link.old))))))

    def _larger_part(self, link: Link) -> Link | None:
        old, new = link.old[0], link.new[0]
        here = self.like.held(old, new)
        for step in (-1, 1):
            other, beside = self.links.of_new.get(new + step), self.links.of_old.get(old + step)
            if other is not None and other is beside and len(other.new) == 1 and other.strength < 1:
                there = self.like.held(old, new + step, other.old)
                if there >= max(_GROWS, here) and len(self.new[new]) < _GROWS * len(self.old[old]):
                    return other
        return None

    def take_elsewhere(self) -> None:
        """Align what is left with what is left elsewhere and shares rare runs with it: moved, and split or merged."""
        olds, news = self.links.left_old(), self.links.left_new()
        self.candidates = candidates(self.old, self.new, olds, news)
        old_runs, new_runs = _run_of(olds), _run_of(news)
        strangers: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()  # runs that gave no link
        for old in olds:
            for new in self.candidates[old][:2]:
                if old in self.links.of_old or new in self.links.of_new:
                    continue
                here = tuple(place for place in old_runs[old] if place not in self.links.of_old)
                there = tuple(place for place in new_runs[new] if place not in self.links.of_new)
                if (here, there) in strangers:
                    continue
                aligned = align((self.old, self.new), here, there, self.like)
                found = [link for link in aligned if link.strength >= _ALIKE]
                for link in found:
                    self.links.add(link)
                if not found:
                    strangers.add((here, there))

    def take_repeated(self) -> None:
        """Link equal texts that are left, where they are as many on either side: moved, or too short to tell."""
        olds = _places(self.old, self.links.left_old())
        news = _places(self.new, self.links.left_new())
        for text, places in olds.items():
            there = news.get(text, [])
            if len(there) == len(places):
                for one, other in zip(places, there, strict=True):
                    self.links.add(Link(old=(one,), new=(other,), strength=1.0))

    def take_told(self) -> None:
        """Link what is left where the words and the neighbours say enough, the surest first."""
        pairs = {(old, new) for old in self.links.left_old() for new in self.candidates.get(old, ())}
        for gap in self.links.gaps():
            pairs.update((old, new) for old, news in in_place(gap.old, self._free(gap)) for new in news)
        said = sorted(((self._said(old, new), old, new) for old, new in pairs), reverse=True)
        for _, old, new in said:
            if old in self.links.of_old or new in self.links.of_new:
                continue
            strength = self.like.of(old, new)
            if self.like.is_enough(old, new, self.links.support(old, new), strength):
                self.links.add(Link(old=(old,), new=(new,), strength=strength))

    def take_rewritten(self) -> None:
        """Link what is left over, wherever it stands, where words of one stand all along the other."""
        for old, new in rewritten(self.links.left_old(), self.links.left_new(), self.like.odds):
            if self._are_free(old, new):
                self.links.add(Link(old=(old,), new=(new,), strength=self.like.of(old, new)))

    def _said(self, old: int, new: int) -> float:
        return self.like.said(old, (new,)) + AGREES * self.links.support(old, new)


def _run_of(places: Sequence[int]) -> dict[int, range]:
    return {place: run for run in runs(places) for place in run}


def _places(texts: Sequence[str], among: Iterable[int] | None = None) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(texts)) if among is None else among:
        found[texts[place]].append(place)
    return found


def _rivals(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """Return for each paragraph of one side its two best scores."""
    best: dict[int, list[float]] = {}
    for pair, score in scores.items():
        best[pair[side]] = sorted((*best.get(pair[side], ()), score), reverse=True)[:2]
    return best


def _second(best: Sequence[float], own: float) -> float:
    """Return the best score of any other pair."""
    if best[0] > own:
        return best[0]
    return best[1] if len(best) > 1 else 0.0
