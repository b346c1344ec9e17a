"""Which new paragraphs an old one may have become, by the rare runs of characters they share. Pure.

Every paragraph is compared with a few others only, so that ten thousand against ten thousand stays quick.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import accumulate

from mailgate.importers.identity.wording import is_ideographic, runs

_LENGTH = 6
_LENGTH_IDEOGRAPHIC = 3
_LONG = 200  # characters from which a text has runs enough at the beginnings of its words
_COMMON = 40  # a run of characters in more paragraphs than this says little
_LOOKED_AT = 40
_CANDIDATES = 5


def candidates(
    old: Sequence[str], new: Sequence[str], olds: Collection[int], news: Collection[int]
) -> dict[int, list[int]]:
    """Return for each of these old paragraphs the likeliest of these new ones, the best first."""
    length = _LENGTH_IDEOGRAPHIC if is_ideographic("".join(old[place][:60] for place in olds)) else _LENGTH
    seen: Counter[str] = Counter()
    for place in olds:
        seen.update(_cut(old[place], length))
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place in news:
        for shingle in _cut(new[place], length):
            if shingle in seen:
                where[shingle].append(place)
    return {place: _best(_cut(old[place], length), seen, where) for place in olds}


def _cut(text: str, length: int) -> frozenset[str]:
    """Return the runs of a text; of a long one with words those at their beginnings, which are enough and a sixth."""
    if len(text) < _LONG or length == _LENGTH_IDEOGRAPHIC:
        return runs(text, length)
    starts = accumulate(len(word) + 1 for word in text.split(" "))
    return frozenset([text[start : start + length] for start in (0, *starts) if start + length <= len(text)])


def _best(shingles: frozenset[str], seen: Counter[str], where: dict[str, list[int]]) -> list[int]:
    shared = [(seen[each] * len(where[each]), each) for each in shingles if each in where]
    votes: defaultdict[int, float] = defaultdict(float)
    for rarity, shingle in sorted(shared)[:_LOOKED_AT]:
        if len(where[shingle]) <= _COMMON:
            for place in where[shingle]:
                votes[place] += 1 / rarity
    return sorted(votes, key=lambda place: (-votes[place], place))[:_CANDIDATES]
