"""How much likelier the words of two paragraphs are if one became the other than if something else stands there. Pure.

As records are linked (Fellegi and Sunter, 1969): a word of the old paragraph that is found speaks for the pair by how
seldom others have it, all over the report, near the paragraph, and among those made like it, whichever is most; a word
that is missing speaks against it. Words that always go together there, as those of a table's status do, are one.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from mailgate.importers.identity.kin import Kin, is_figure

AGREES = 3.0  # what a neighbour, or a number, that agrees is worth
AGREED = 1.5  # neighbours that agree, from which it stands in its place
SURE = 6.0  # what must speak for a link
_ALIKE = 0.2  # and how alike they must be as texts,
_SHARE = 0.15  # or in one place the share that it must be of what all the words would say
_PLAIN = 0.55  # how alike texts must be if no share of the words need be kept; the less they are, the larger it is,
_MOST_KEPT = 0.45  # up to this one
_LITTLE = 1.0  # what all words together say at least, if a share of it is to say anything
_KEPT = 0.7  # chance that a word is still there in what a paragraph became
_KEPT_FIGURE = 0.3  # the same of a figure: those are what an edition brings up to date
_TELLS = 1.5  # what the words of one stretch must say
_NEAR = 8  # paragraphs on either side that are of its kind, if any are

# A word, and what it says where it is found, and where it is not.
_Said = tuple[str, float, float]


class Odds:
    """What the words of each old paragraph say; in nats, above 0 for a pair and below 0 against it."""

    def __init__(self, old: Sequence[str], new: Sequence[str], kin: Kin) -> None:
        self._old = old
        self._new = new
        self._kin = kin
        self._said: dict[int, tuple[_Said, ...]] = {}
        self._known: dict[tuple[int, tuple[int, ...], tuple[int, ...]], float] = {}

    def of(self, old: int, news: tuple[int, ...], besides: tuple[int, ...] = ()) -> float:
        """Return what the words of an old paragraph say for its having become these new ones.

        Words that these other old paragraphs have too say nothing.
        """
        pair = (old, news, besides)
        if pair not in self._known:
            there, theirs = self._words(self._new, news), self._words(self._old, besides)
            own = (said for said in self._of(old) if said[0] not in theirs)
            self._known[pair] = sum(yes if word in there else no for word, yes, no in own)
        return self._known[pair]

    def forget(self) -> None:
        """Weigh all words again: it was told which are renamed."""
        self._said.clear()
        self._known.clear()

    def are_enough(
        self, old: int, news: tuple[int, ...], support: float, strength: float, but: tuple[int, ...] = ()
    ) -> bool:
        """Return whether the words and the neighbours say enough for a link. Of a pair `are_kept` is asked, too.

        Of two long texts of one report words alone say more than is true, since its phrases come again: those must be
        alike as texts, too, or stand in one place and have more of the words. `but`: other old paragraphs of a merge.
        """
        odds = self.of(old, news, but)
        is_told = strength >= _ALIKE or (support >= AGREED and odds >= _SHARE * self.most(old))
        return is_told and 0 < odds >= SURE - AGREES * support

    def are_kept(self, old: int, new: int, strength: float) -> bool:
        """Return whether a new paragraph has more of an old one's words than another statement in its place would.

        That of the same witness keeps the name, and in a short report "told us that" is as rare as a name is; so words
        and neighbours that say enough in sum do not do: it must be a share of the words, or the texts must be alike.
        """
        least = min(_MOST_KEPT, 1 - strength / _PLAIN)
        return strength >= _PLAIN or self.of(old, (new,)) >= least * self.most(old)

    def share(self, old: int, news: tuple[int, ...], besides: tuple[int, ...] = ()) -> float:
        """Return which share that is of what the words would say if every one were found; 1 where they say nothing."""
        theirs = self._words(self._old, besides)
        most = sum(yes for word, yes, _ in self._of(old) if word not in theirs)
        return self.of(old, news, besides) / most if most >= _LITTLE else 1.0

    def stretches(self, old: int, new: int) -> int:
        """Return in how many stretches that stand apart, and in order, a new paragraph has an old one's telling words.

        Each says by itself that one was made of the other: who rewrites a paragraph leaves some words all along it,
        where another that is made like it, or of the same witness, has a beginning, a name and an end. A word that
        comes again, as a name does, is counted once.
        """
        one, other = self._kin.in_order(self._old[old]), self._kin.in_order(self._new[new])
        telling = self.telling(old)
        found = 0
        for code in Indel.opcodes(one, other):
            if code.tag == "equal":
                said = [telling.pop(word, 0.0) for word in one[code.src_start : code.src_end]]
                found += sum(said) >= _TELLS
        return found

    def telling(self, old: int) -> dict[str, float]:
        """Return the words of an old paragraph, and what each says where it is found."""
        return {word: yes for word, yes, _ in self._of(old)}

    def words_of_new(self, new: int) -> frozenset[str]:
        """Return the words of a new paragraph."""
        return self._kin.words(self._new[new])

    def words(self, old: int, new: int) -> int:
        """Return how many words the longer of two paragraphs has."""
        return max(len(self._kin.in_order(self._old[old])), len(self._kin.in_order(self._new[new])))

    def most(self, old: int) -> float:
        """Return what the words of an old paragraph would say if every one were found."""
        return sum(yes for _, yes, _ in self._of(old))

    def _words(self, texts: Sequence[str], places: Iterable[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self._kin.words(texts[each]) for each in places))

    def _of(self, old: int) -> tuple[_Said, ...]:
        if old not in self._said:
            self._said[old] = tuple(self._worth(old))
        return self._said[old]

    def _worth(self, old: int) -> Iterator[_Said]:
        for each in self._together(old):
            for word, chance in each:
                kept = _KEPT_FIGURE if is_figure(word) else _KEPT
                yield word, math.log(1 - kept + kept / chance) / len(each), math.log(1 - kept) / len(each)

    def _together(self, old: int) -> Iterable[list[tuple[str, float]]]:
        """Return the words of an old paragraph by what they say, each with the chance that another paragraph has it."""
        kin = frozenset(self._kin.alike(old))
        near = min(len(self._old), old + _NEAR + 1) - max(0, old - _NEAR)  # with itself, for what comes by chance
        found: defaultdict[frozenset[int] | str, list[tuple[str, float]]] = defaultdict(list)
        for word in self._kin.words(self._old[old]) - self._kin.renamed:
            where = self._kin.where(word)
            anywhere = (len(where) - 0.5) / len(self._old)
            beside = where[bisect_left(where, old - _NEAR) : bisect_left(where, old + _NEAR + 1)]
            likes = kin.intersection(where)
            among = (len(beside) - 1 + anywhere) / near, (len(likes) + anywhere) / (len(kin) + 1)
            others = likes.union(beside)
            found[others if len(others) > 1 else word].append((word, max(anywhere, *among)))
        return found.values()
