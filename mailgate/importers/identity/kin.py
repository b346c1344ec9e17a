"""What tells a paragraph from those that are made like it: rows of one pattern, twins. Pure.

"Recommendation 12: accepted." and "Recommendation 31: accepted." are alike in nearly every character and are not the
same paragraph. What all of a kind have says nothing; what few of them have says which it is.
"""

import math
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

_RAREST = 12  # words by which kin are looked for
_NEAREST = 40  # paragraphs with such a word that are looked at, the nearest first
_FIGURES = 0.3  # what the lack of a figure says, of what that of another word as rare would
_MOST = 0.6  # share of what tells a paragraph from its kin that is most of it
_YEAR, _YEARS = 4, range(1300, 2700)  # digits of a year, and the years of the calendars in use
_SPAN = 60  # years that the rows of one table are apart, at most
_SHARED = 0.5  # share of the words of both that kin have in common


class _Apart(dict[int, str]):
    """For `str.translate`: words stand apart, and so does every character of a script that writes none."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if "\u3040" <= char <= "\u9fff" or char >= "\U00020000":
            found = f" {char} "
        else:
            found = char if unicodedata.category(char)[0] in "LMN" else " "
        self[point] = found
        return found


class Kin:
    """The old paragraphs, each with those that are made like it."""

    def __init__(self, old: Sequence[str]) -> None:
        self._apart = _Apart()
        self._words = [self._cut(text) for text in old]
        self._sets: dict[str, frozenset[str]] = {}
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in set(words):
                self._where[word].append(place)
        self._found: dict[int, list[int]] = {}
        self._telling: dict[int, dict[str, float]] = {}
        self._years: dict[int, frozenset[str]] = {}

    def words(self, text: str) -> frozenset[str]:
        """Return the words of a text."""
        if text not in self._sets:
            self._sets[text] = frozenset(self._cut(text))
        return self._sets[text]

    def where(self, word: str) -> Sequence[int]:
        """Return the old paragraphs that have a word, in order."""
        return self._where[word]

    def alike(self, old: int) -> list[int]:
        """Return the old paragraphs that are made like one, or equal to it."""
        if old not in self._found:
            words = self._words[old]
            rarest = sorted(set(words), key=self._rarity)[:_RAREST]
            near = {place for word in rarest for place in self._nearest(word, old)}
            self._found[old] = [place for place in near if place != old and _are_alike(words, self._words[place])]
        return self._found[old]

    def told(self, old: int, text: str) -> float | None:
        """Return the share of what tells an old paragraph from its kin that a text has; None: it has no kin."""
        telling = self._of(old)
        if not any(telling.values()):
            return None
        words = self.words(text)
        is_of_year = self.has_years(old, text)  # in the row of another year, figures that are the same are chance
        found = sum(weight for word, weight in telling.items() if word in words and (is_of_year or not is_figure(word)))
        missing = sum(_lack(word, weight) for word, weight in telling.items() if word not in words)
        return found / (found + missing) if found else 0.0

    def is_like(self, old: int, text: str) -> bool:
        """Return whether a text is made like an old paragraph."""
        return _are_alike(self._words[old], self._cut(text))

    def has_words(self, old: int, text: str) -> bool:
        """Return whether a text has most of what tells an old paragraph from its kin, but for figures."""
        telling = {word: weight for word, weight in self._of(old).items() if not is_figure(word)}
        words = self.words(text)
        found = sum(weight for word, weight in telling.items() if word in words)
        return found >= _MOST * sum(telling.values())

    def has_years(self, old: int, text: str) -> bool:
        """Return whether a text has the years by which an old paragraph is told from its kin, if there are any."""
        if old not in self._years:
            rows = [self._words[each] for each in self.alike(old)]
            self._years[old] = frozenset(
                word
                for place, word in enumerate(self._words[old])
                if is_figure(word) and any(place < len(row) and _are_years(word, row[place]) for row in rows)
            )
        return self._years[old] <= self.words(text)

    def _of(self, old: int) -> dict[str, float]:
        if old not in self._telling:
            kin = [place for place in self.alike(old) if self._words[place] != self._words[old]]
            having = {word: frozenset(each for each in kin if word in self._words[each]) for word in self._words[old]}
            phrases = Counter(having.values())  # words that go together say one thing
            self._telling[old] = {
                word: math.log((len(kin) + 1) / (1 + len(those))) ** 2 / (phrases[those] if those else 1)
                for word, those in having.items()
            }
        return self._telling[old]

    def _rarity(self, word: str) -> tuple[int, str]:
        return len(self._where[word]), word

    def _nearest(self, word: str, old: int) -> Sequence[int]:
        places = self._where[word]
        middle = bisect_left(places, old)
        return places[max(0, middle - _NEAREST // 2) : middle + _NEAREST // 2 + 1]

    def _cut(self, text: str) -> tuple[str, ...]:
        return tuple(text.translate(self._apart).split())


def is_figure(word: str) -> bool:
    """Return whether a word is a number in figures, which an edition brings up to date where it keeps the rest."""
    return word.isdecimal()


def _are_years(one: str, other: str) -> bool:
    """Return whether these are two years, of any calendar, that one table may have."""
    if len(one) != _YEAR or len(other) != _YEAR or one == other or not is_figure(other):
        return False
    return int(one) in _YEARS and abs(int(one) - int(other)) <= _SPAN


def _lack(word: str, weight: float) -> float:
    return weight * _FIGURES if is_figure(word) else weight


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    least = _SHARED * (max(len(one), len(other)) - 1)
    if min(len(one), len(other)) < least:
        return False  # most of those that are looked at: nothing need be compared
    return LCSseq.similarity(one, other, score_cutoff=math.ceil(least)) >= least
