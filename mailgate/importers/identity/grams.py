"""Runs of characters of a text, weighed by how rare they are in the report: what two texts share in any order. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from mailgate.importers.identity.wording import is_ideographic, runs

_LENGTH = 5
_LENGTH_IDEOGRAPHIC = 2
_SAMPLED = 800  # paragraphs in which rarity is counted
_OWN = 0.15  # share of a text's weight that must be its own, and not its neighbours' too, to tell anything
_ROOM = 0.7  # of its length, for which there must be room beside the others where it is nearly one of them
_KEPT = 5_000  # texts whose grams are kept


class Grams:
    """The grams of texts, each text's a set, and their weights."""

    def __init__(self, texts: Sequence[str]) -> None:
        some = texts[:: max(1, len(texts) // _SAMPLED)]
        self._is_wide = is_ideographic("".join(text[:60] for text in some))  # then each character is a word, or half
        self._length = _LENGTH_IDEOGRAPHIC if self._is_wide else _LENGTH
        seen = Counter(gram for text in some for gram in self._cut(text))
        self._weights = {gram: math.log(1 + len(some) / times) ** 2 for gram, times in seen.items()}
        self._rarest = math.log(1 + len(some)) ** 2
        self._known: dict[str, tuple[frozenset[str], float]] = {}

    def alike(self, one: str, other: str) -> float:
        """Return how much of both is in both, 0 to 1."""
        (ours, our_weight), (theirs, their_weight) = self._of(one), self._of(other)
        whole = our_weight + their_weight
        return 2 * self._weight(ours & theirs) / whole if whole else 0.0

    def held(self, text: str, inside: str, besides: Sequence[str] = ()) -> float:
        """Return the share of a text, less what these other texts have too, that is inside another text.

        Where it has next to nothing of its own, what tells is whether there is room for it beside the others.
        """
        grams, weight = self._of(text)
        own = grams.difference(*(self._of(each)[0] for each in besides))
        whole = self._weight(own)
        if whole < _OWN * weight:
            return float(len(inside) >= _ROOM * len(text) + sum(map(len, besides)))
        return self._weight(own & self._of(inside)[0]) / whole if whole else 0.0

    def _of(self, text: str) -> tuple[frozenset[str], float]:
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            grams = self._cut(text)
            known = self._known[text] = grams, self._weight(grams)
        return known

    def _cut(self, text: str) -> frozenset[str]:
        text = f" {text} "
        grams = runs(text, self._length)
        return grams.union(text) if self._is_wide else grams

    def _weight(self, grams: Iterable[str]) -> float:
        weights, rarest = self._weights, self._rarest
        return sum([weights.get(gram, rarest) for gram in grams])
