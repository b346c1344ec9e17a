"""How much two texts have in common, beyond what any two paragraphs of the report share by chance. Pure.

Two measures, of which the better counts: the longest common subsequence of characters, and the rare runs of characters
that both have in any order, for where sentences changed places. In an alphabet two strangers share about two letters in
five, in Chinese one in seven, in a report of formulas more: so chance is measured on the report itself, for pairs as
long as each other and for pairs that are not.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise

from rapidfuzz.distance import Indel

from mailgate.importers.identity.grams import Grams
from mailgate.importers.identity.kin import Kin, is_figure
from mailgate.importers.identity.odds import AGREED, SURE, Odds
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.wording import TELLING, weight

_BINS = 5
_SAMPLES = 400
_UNKNOWN = (0.15, 0.3, 0.4, 0.43, 0.45)  # where a report is too small to measure
_UNKNOWN_GRAMS = (0.05, 0.08, 0.1, 0.1, 0.1)
_SPREAD = 0.6  # short texts share more, now and then: by this through the root of their length
_RAISED = 1.5  # times a likeness, at most, for what tells: one word that both have makes no strangers alike
_THROUGHOUT = 3  # pairs that lost a word which is nowhere any more, from which it is taken to be renamed
_PART = 0.85  # share of the words of a part that must be in the whole
_NOT_EQUAL = 0.99  # likeness of texts that have every run of characters in common, and not as often: lines of dashes
_CLEAR = 0.6  # likeness in order from which nobody asks for the other


class Likeness:
    """Compares runs of old paragraphs with runs of new ones, given as first place and place behind the last."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old = old
        self._new = new
        self.grams = Grams([*old, *new])
        self.kin = Kin(old)
        self.odds = Odds(old, new, self.kin)
        self._kin_back = Kin(new)
        # What the words of a new paragraph say for its having been an old one.
        self.back = Odds(new, old, self._kin_back)
        self._in_order = _chance(old, Indel.normalized_similarity, _UNKNOWN)
        self._in_any = _chance(old, self.grams.alike, _UNKNOWN_GRAMS)
        self._known: dict[tuple[int, int], float] = {}
        self._known_runs: dict[tuple[int, int, int, int], float] = {}

    def learn(self, links: Iterable[Link]) -> None:
        """Learn from what is linked which words are written otherwise all over the new edition.

        Those say nothing of one pair: what an edition calls "Witness A" throughout, no paragraph of it has lost.
        """
        pairs = [link for link in links if len(link.old) == len(link.new) == 1 and _CLEAR <= link.strength < 1]
        ours = Counter(chain.from_iterable(self.kin.words(self._old[link.old[0]]) for link in pairs))
        theirs = Counter(chain.from_iterable(self._kin_back.words(self._new[link.new[0]]) for link in pairs))
        gone = frozenset(each for each, times in ours.items() if _is_over(times, each, self._kin_back))
        come = frozenset(each for each, times in theirs.items() if _is_over(times, each, self.kin))
        if gone or come:
            self.kin.rename(gone)
            self._kin_back.rename(come)
            self.odds.forget()
            self.back.forget()
            self._known.clear()

    def of(self, old: int, new: int) -> float:
        """Return how alike two paragraphs are: 1 is equal, 0 no more than chance, or less.

        Where others are made like the old one, what tells it from them counts most.
        """
        place = (old, new)
        if place not in self._known:
            strength = self.plainly(old, new)
            told = None if strength in (0, 1) else self.told(old, new)
            if told is not None:
                strength = min((strength + 2 * told) / 3, _RAISED * strength)
            self._known[place] = strength
        return self._known[place]

    def plainly(self, old: int, new: int) -> float:
        """Return how alike two paragraphs are, whatever else is made like them."""
        one, other = self._old[old], self._new[new]
        strength = self.of_runs(old, old + 1, new, new + 1)
        if strength < _CLEAR and one and other:
            in_any = _beyond(self.grams.alike(one, other), self._in_any, one, other)
            strength = max(strength, min(in_any, _NOT_EQUAL))
        return strength

    def told(self, old: int, new: int) -> float | None:
        """Return the share of what tells an old paragraph from others made like it that a new one has, if any are."""
        return self.kin.told(old, self._new[new])

    def said(self, old: int, news: tuple[int, ...]) -> float:
        """Return what the words say for an old paragraph's having become these new ones.

        Where only something was left out, it was not left out word by word: the words that stayed say it.
        """
        said = self.odds.of(old, news)
        return max(said, self.back.of(news[0], (old,))) if len(news) == 1 and self.is_part(old, news[0]) else said

    def is_part(self, old: int, new: int) -> bool:
        """Return whether a new paragraph is an old one of which something was left out, and next to nothing put in."""
        return len(self._new[new]) < len(self._old[old]) and self.back.of(new, (old,)) >= _PART * self.back.most(new)

    def is_enough(self, old: int, new: int, support: float, strength: float) -> bool:
        """Return whether the words of a pair, and its neighbours, say enough for it."""
        if self.is_part(old, new):
            return self.back.of(new, (old,)) >= SURE or (support >= AGREED and self.is_within(old, new))
        return self.odds.are_enough(old, (new,), support, strength)

    def is_within(self, old: int, new: int) -> bool:
        """Return whether the shorter of the two says enough and stands in the other as it is."""
        one, other = sorted((self._old[old], self._new[new]), key=len)
        return weight(one) >= TELLING and one in other

    def is_whole(self, old: int, new: int, support: float) -> bool:
        """Return whether all of the shorter of the two is in the other, so that how long that is says nothing.

        In one place it may have been edited; elsewhere it must stand in the other as it is, and be like nothing else.
        """
        if support < AGREED:
            return self.is_within(old, new) and max(self.odds.of(old, (new,)), self.back.of(new, (old,))) >= 2 * SURE
        return self.is_within(old, new) or (self.is_part(old, new) and self.back.of(new, (old,)) >= SURE)

    def of_runs(self, old: int, old_end: int, new: int, new_end: int) -> float:
        """Return how alike two runs of paragraphs are in order, each read as one text."""
        place = (old, old_end, new, new_end)
        if place not in self._known_runs:
            one, other = " ".join(self._old[old:old_end]), " ".join(self._new[new:new_end])
            self._known_runs[place] = self._ordered(one, other)
        return self._known_runs[place]

    def held(self, old: int, new: int, besides: Sequence[int] = ()) -> float:
        """Return the share of an old paragraph, less what these other old ones have too, that a new one holds."""
        return self.grams.held(self._old[old], self._new[new], [self._old[each] for each in besides])

    def held_back(self, new: int, old: int, besides: Sequence[int] = ()) -> float:
        """Return the share of a new paragraph, less what these other new ones have too, that an old one held."""
        return self.grams.held(self._new[new], self._old[old], [self._new[each] for each in besides])

    def _ordered(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        if not one or not other:
            return 0.0
        return _beyond(Indel.normalized_similarity(one, other), self._in_order, one, other)


def _is_over(times: int, word: str, other: Kin) -> bool:
    return times >= _THROUGHOUT and not is_figure(word) and not other.has(word)


def _beyond(share: float, chances: Sequence[float], one: str, other: str) -> float:
    shorter, longer = sorted((len(one), len(other)))
    chance = chances[_bin(shorter, longer)] + _SPREAD / math.sqrt(shorter)
    return max(0.0, (share - chance) / (1 - min(chance, 0.9)))


def _bin(shorter: int, longer: int) -> int:
    return min(_BINS - 1, shorter * _BINS // longer)


def _chance(texts: Sequence[str], measure: Callable[[str, str], float], where_unknown: Sequence[float]) -> list[float]:
    """Measure what strangers in this report have in common: pairs from all over it, by how their lengths compare."""
    found: list[list[float]] = [[] for _ in range(_BINS)]
    long = [text for text in texts if len(text) >= 40]
    step = max(1, len(long) * 4 // _SAMPLES)
    for apart in (7, 31, 101, 211):
        for one, other in zip(long[::step], long[apart::step], strict=False):
            shorter, longer = sorted((len(one), len(other)))
            if one != other:
                found[_bin(shorter, longer)].append(measure(one, other))
    chance = [
        sum(each) / len(each) if len(each) >= 5 else unknown for each, unknown in zip(found, where_unknown, strict=True)
    ]
    for place, (less, more) in enumerate(pairwise(chance), start=1):
        chance[place] = max(less, more)  # the more alike their lengths, the more two texts can share
    return chance
