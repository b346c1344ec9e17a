"""What is left over of which words of one stand all along the other: rewritten by more than half, perhaps moved. Pure.

As texts such two are hardly more alike than strangers are, and runs of characters do not find them. But where nothing
else is left that either may be, words in several stretches, apart and in order, are seldom chance.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mailgate.importers.identity.odds import Odds

_COMMON = 40  # left paragraphs that have a word, above which it says little
_LOOKED_AT = 3
_WHERE_SAID = 3  # stretches that are looked for where the words speak for a pair,
_WHERE_NOT = 4  # and where they do not,
_ONE_IN = 10  # words of the longer text to one stretch, at most
_LEAST = -10.0  # down to this


def rewritten(olds: Sequence[int], news: Sequence[int], odds: Odds) -> list[tuple[int, int]]:
    """Return pairs of an old paragraph and a new one, of these, that may be each other, the likeliest first."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for new in news:
        for word in odds.words_of_new(new):
            where[word].append(new)
    found = [
        (stretches, odds.of(old, (new,)), old, new) for old in olds for stretches, new in _likely(old, where, odds)
    ]
    return [(old, new) for *_, old, new in sorted(found, reverse=True)]


def _likely(old: int, where: dict[str, list[int]], odds: Odds) -> Iterator[tuple[int, int]]:
    shared: Counter[int] = Counter()
    for word, said in odds.telling(old).items():
        places = where.get(word, ())
        if len(places) <= _COMMON:
            shared.update(dict.fromkeys(places, said))
    for new, _ in shared.most_common(_LOOKED_AT):
        said = odds.of(old, (new,))
        stretches = odds.stretches(old, new) if said > _LEAST else 0
        least = _WHERE_SAID if said > 0 else _WHERE_NOT
        if stretches >= max(least, odds.words(old, new) / _ONE_IN):
            yield stretches, new
