"""Letters that an edition writes otherwise all over: Chinese in its other script, a reformed spelling. Pure.

No table of any script is needed: such a letter is nowhere any more, and one that was nowhere stands in its place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

Spelling = dict[int, str]  # for `str.translate`

_MANY = 0.03  # share of an edition's letters that must be gone, if it is one that is spelt otherwise
_LETTERS = 8  # different letters, at least: fewer are a name that is no longer there, and another that came
_NOWHERE = 0.05  # share of the times that a letter stands in one edition, up to which it is as good as not in the other
_TIMES = 2  # pairs in which the same letter stands instead


def spelling(old: Sequence[str], new: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Spelling:
    """Return the letters of the old edition that the new one spells otherwise; mostly none. `pairs`: places in them."""
    before, after = Counter("".join(old)), Counter("".join(new))
    gone = _missing(before, after)
    if sum(before[each] for each in gone) < _MANY * sum(before.values()):
        return {}
    come = _missing(after, before)
    instead: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, other in pairs:
        for ours, theirs in set(_changed(old[one], new[other])):
            if ours in gone:
                instead[ours][theirs] += 1
    spelt: Spelling = {}
    for ours, found in instead.items():
        theirs, times = found.most_common(1)[0]
        if theirs in come and times >= _TIMES and 2 * times > found.total():
            spelt[ord(ours)] = theirs
    return spelt if len(spelt) >= _LETTERS else {}


def _missing(here: Counter[str], there: Counter[str]) -> frozenset[str]:
    return frozenset(each for each, times in here.items() if each.isalpha() and there[each] <= _NOWHERE * times)


def _changed(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield the letters of two texts that stand instead of each other, one for one."""
    for code in Levenshtein.opcodes(one, other):
        ours, theirs = one[code.src_start : code.src_end], other[code.dest_start : code.dest_end]
        if code.tag == "replace" and len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
