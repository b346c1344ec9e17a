"""How much two texts have in common, beyond what any two paragraphs of the report share by chance. Pure.

The measure is the longest common subsequence of characters. In an alphabet two strangers share about two letters in
five, in Chinese one in seven, in a report of formulas more: so chance is measured on the report itself, for pairs as
long as each other and for pairs that are not.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

_BINS = 5
_SAMPLES = 400
_UNKNOWN = (0.15, 0.3, 0.4, 0.43, 0.45)  # where a report is too small to measure
_SPREAD = 0.6  # short texts share more, now and then: by this through the root of their length


class Likeness:
    """Compares runs of old paragraphs with runs of new ones, given as first place and place behind the last."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old = old
        self._new = new
        self._chance = _chance(old)
        self._known: dict[tuple[int, int, int, int], float] = {}

    def of(self, old: int, new: int) -> float:
        """Return how alike two paragraphs are: 1 is equal, 0 no more than chance, or less."""
        return self.of_runs(old, old + 1, new, new + 1)

    def of_runs(self, old: int, old_end: int, new: int, new_end: int) -> float:
        """Return how alike two runs of paragraphs are, each read as one text."""
        place = (old, old_end, new, new_end)
        if place not in self._known:
            self._known[place] = self.between(" ".join(self._old[old:old_end]), " ".join(self._new[new:new_end]))
        return self._known[place]

    def shared(self, old: int, old_end: int, new: int, new_end: int) -> int:
        """Return how many characters two runs share, in order."""
        return LCSseq.similarity(" ".join(self._old[old:old_end]), " ".join(self._new[new:new_end]))

    def between(self, one: str, other: str) -> float:
        """Return how alike two texts are."""
        if one == other:
            return 1.0
        shorter, longer = sorted((len(one), len(other)))
        if not shorter:
            return 0.0
        chance = self._chance[_bin(shorter, longer)] + _SPREAD / math.sqrt(shorter)
        share: float = Indel.normalized_similarity(one, other)
        return max(0.0, (share - chance) / (1 - min(chance, 0.9)))


def _bin(shorter: int, longer: int) -> int:
    return min(_BINS - 1, shorter * _BINS // longer)


def _chance(texts: Sequence[str]) -> list[float]:
    """Measure what strangers in this report have in common: pairs from all over it, by how their lengths compare."""
    found: list[list[float]] = [[] for _ in range(_BINS)]
    long = [text for text in texts if len(text) >= 40]
    step = max(1, len(long) * 4 // _SAMPLES)
    for apart in (7, 31, 101, 211):
        for one, other in zip(long[::step], long[apart::step], strict=False):
            shorter, longer = sorted((len(one), len(other)))
            if one != other:
                found[_bin(shorter, longer)].append(Indel.normalized_similarity(one, other))
    chance = [
        sum(each) / len(each) if len(each) >= 5 else unknown for each, unknown in zip(found, _UNKNOWN, strict=True)
    ]
    for place, (less, more) in enumerate(pairwise(chance), start=1):
        chance[place] = max(less, more)  # the more alike their lengths, the more two texts can share
    return chance
