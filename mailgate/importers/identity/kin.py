"""What tells a paragraph from those that are made like it: rows of one pattern, twins. Pure.

"Recommendation 12: accepted." and "Recommendation 31: accepted." are alike in nearly every character and are not the
same paragraph. What all of a kind have says nothing; what few of them have says which it is.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from mailgate.importers.identity.wording import weight

_RAREST = 12  # words by which kin are looked for
_NEAREST = 40  # paragraphs with such a word that are looked at, the nearest first
_FIGURES = 0.3  # what the lack of a figure says, of what that of another word as rare would
_MOST = 0.6  # share of what tells a paragraph from its kin that is most of it
_YEAR, _YEARS = 4, range(1300, 2700)  # digits of a year, and the years of the calendars in use
_SPAN = 60  # years that the rows of one table are apart, at most
_COUNTED = 3  # rows of which it is seen that a figure counts them
_OWN = 18  # weight of the words of a row's own by which it is told, whatever its year
_BESIDE = 3  # words from a year to the quarter or the month that is named with it, at most
# A point or a comma in a figure, and where a figure meets letters: the number of a note stands at a word's end.
_POINT = re.compile(r"(?<![\d.,])(\d+)[.,](\d+)(?![.,]?\d)")
_IN_FIGURE = "\ue000"
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_SHARED = 0.5  # share of the words of both that kin have in common


class _Apart(dict[int, str]):
    """For `str.translate`: words stand apart, and so does every character of a script that writes none."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if "\u3040" <= char <= "\u9fff" or char >= "\U00020000":
            found = f" {char} "
        else:
            found = char if char == _IN_FIGURE or unicodedata.category(char)[0] in "LMN" else " "
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
        self._names: dict[int, frozenset[int]] = {}
        self.renamed: frozenset[str] = frozenset()  # words that the other edition has nowhere: they tell nothing

    def words(self, text: str) -> frozenset[str]:
        """Return the words of a text."""
        if text not in self._sets:
            self._sets[text] = frozenset(self._cut(text))
        return self._sets[text]

    def in_order(self, text: str) -> tuple[str, ...]:
        """Return the words of a text as they follow one another."""
        return self._cut(text)

    def where(self, word: str) -> Sequence[int]:
        """Return the old paragraphs that have a word, in order."""
        return self._where.get(word, ())

    def has(self, word: str) -> bool:
        """Return whether any of the paragraphs has a word."""
        return word in self._where

    def rename(self, words: frozenset[str]) -> None:
        """Take it that these words are written otherwise all over the other edition, as names are that it hides."""
        self.renamed = words
        self._telling.clear()

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
        is_row = self.is_row(old, text)  # in another row of the table, figures that are the same are chance
        found = sum(worth for word, worth in telling.items() if word in words and (is_row or not is_figure(word)))
        missing = sum(_lack(word, worth) for word, worth in telling.items() if word not in words)
        return found / (found + missing) if found else 0.0

    def is_like(self, old: int, text: str) -> bool:
        """Return whether a text is made like an old paragraph."""
        return _are_alike(self._words[old], self._cut(text))

    def has_words(self, old: int, text: str) -> bool:
        """Return whether a text has most of what tells an old paragraph from its kin, but for figures."""
        telling = {word: worth for word, worth in self._of(old).items() if not is_figure(word)}
        words = self.words(text)
        found = sum(worth for word, worth in telling.items() if word in words)
        return found >= _MOST * sum(telling.values())

    def is_row(self, old: int, text: str) -> bool:
        """Return whether a text has the years, and the count, by which an old paragraph is told from its kin, if any.

        The second quarter of another year is another row. But what has words of its own is told by those, whatever year
        it now is due; and what only counts the rows changes with their number, where any word tells which it is.
        """
        row, other = self._words[old], self._cut(text)
        missing = [place for place in self._names_of(old) if not _has(row, place, other)]
        is_other_year = any(_is_year(row[place]) for place in missing) or self._is_later(old, other)
        if not missing and not is_other_year:
            return True
        own = {word for word, telling in self._of(old).items() if telling and not is_figure(word)}
        kept = weight("".join(own & self.words(text)))
        return kept >= (_OWN if is_other_year else 1)

    def is_another_count(self, old: int, text: str) -> bool:
        """Return whether a text says in the words of an old paragraph how many there were of something else."""
        row, other = self._words[old], self._cut(text)
        if not _is_but_for_figures((row, other)):
            return False
        figures = {word for word in row if is_figure(word)}
        return bool(figures) and figures.isdisjoint(other)

    def are_swapped(self, one: tuple[int, str], two: tuple[int, str]) -> bool:
        """Return whether two old paragraphs, told apart by nothing but figures, may each be what the other became.

        A table may have been sorted as well as brought up to date: then a figure is nearer to what it was.
        """
        (old, text), (other, other_text) = one, two
        rows = self._words[old], self._words[other], self._cut(text), self._cut(other_text)
        if not _is_but_for_figures(rows):
            return False
        straight = _distance(rows[0], rows[2]) + _distance(rows[1], rows[3])
        return _distance(rows[0], rows[3]) + _distance(rows[1], rows[2]) < straight

    def _is_later(self, old: int, other: Sequence[str]) -> bool:
        """Whether a table went on to another year, and this row with it: a quarter's or a month's, named with its year.

        A year that stands apart from what tells the row is brought up to date as other figures are.
        """
        row = self._words[old]
        if len(row) != len(other) or not self.alike(old):
            return False
        telling = self._of(old)
        places = (place for place, pair in enumerate(zip(row, other, strict=True)) if _are_years(*pair))
        beside = ((row[max(0, place - _BESIDE) : place], row[place + 1 : place + 1 + _BESIDE]) for place in places)
        return any(
            any(telling.get(word) and (len(word) < _YEAR - 1 or not is_figure(word)) for word in before)
            or any(telling.get(word) and not is_figure(word) for word in after)
            for before, after in beside
        )

    def _names_of(self, old: int) -> frozenset[int]:
        """Return the places of the figures that name a row of a table: its years, and what counts the rows."""
        if old not in self._names:
            rows = [self._words[each] for each in self.alike(old)]
            around = [self._words[each] for each in self._run(old)] if rows else []
            self._names[old] = frozenset(
                place
                for place, word in enumerate(self._words[old])
                if is_figure(word)
                and (any(_are_years(word, each) for each in _column(rows, place)) or _is_count(_column(around, place)))
            )
        return self._names[old]

    def _run(self, old: int) -> range:
        """Return the rows of the table around an old paragraph: its kin that follow one another."""
        kin = frozenset(self.alike(old))
        start = end = old
        while start - 1 in kin:
            start -= 1
        while end + 1 in kin:
            end += 1
        return range(start, end + 1)

    def _of(self, old: int) -> dict[str, float]:
        if old not in self._telling:
            kin = [place for place in self.alike(old) if self._words[place] != self._words[old]]
            having = {word: frozenset(each for each in kin if word in self._words[each]) for word in self._words[old]}
            phrases = Counter(having.values())  # words that go together say one thing
            self._telling[old] = {
                word: math.log((len(kin) + 1) / (1 + len(those))) ** 2 / (phrases[those] if those else 1)
                for word, those in having.items()
                if word not in self.renamed
            }
        return self._telling[old]

    def _rarity(self, word: str) -> tuple[int, str]:
        return len(self._where[word]), word

    def _nearest(self, word: str, old: int) -> Sequence[int]:
        places = self._where[word]
        middle = bisect_left(places, old)
        return places[max(0, middle - _NEAREST // 2) : middle + _NEAREST // 2 + 1]

    def _cut(self, text: str) -> tuple[str, ...]:
        text = _POINT.sub(rf"\1{_IN_FIGURE}\2", text).translate(self._apart)
        return tuple(_GLUED.sub(" ", text).split())


def is_figure(word: str) -> bool:
    """Return whether a word is a number in figures, which an edition brings up to date where it keeps the rest."""
    return word[0].isdecimal()


def _is_year(word: str) -> bool:
    return len(word) == _YEAR and word.isdecimal() and int(word) in _YEARS


def _are_years(one: str, other: str) -> bool:
    """Return whether these are two years, of any calendar, that one table may have."""
    return one != other and _is_year(one) and _is_year(other) and abs(int(one) - int(other)) <= _SPAN


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] if place < len(row) else "" for row in rows]


def _is_count(column: Sequence[str]) -> bool:
    """Return whether figures count the rows that they stand in: one step from each to the next."""
    if len(column) < _COUNTED or not all(word.isdecimal() for word in column):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(column)}
    return len(steps) == 1 and 0 not in steps


def _is_but_for_figures(rows: Iterable[Sequence[str]]) -> bool:
    """Return whether all of these are the same in all their words."""
    return len({tuple(word for word in row if not is_figure(word)) for row in rows}) == 1


def _distance(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how far the figures of two rows are from each other, by how many times one is the other."""
    pairs = zip(one, other, strict=False)
    return sum(abs(math.log((_value(a) + 1) / (_value(b) + 1))) for a, b in pairs if is_figure(a) and is_figure(b))


def _value(figure: str) -> float:
    return float(figure.replace(_IN_FIGURE, "."))


def _has(row: Sequence[str], place: int, other: Sequence[str]) -> bool:
    """Return whether another row has what stands in this place of one: there, or anywhere if it is made otherwise."""
    return other[place] == row[place] if len(row) == len(other) else row[place] in other


def _lack(word: str, worth: float) -> float:
    return worth * _FIGURES if is_figure(word) else worth


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    least = _SHARED * (max(len(one), len(other)) - 1)
    if min(len(one), len(other)) < least:
        return False  # most of those that are looked at: nothing need be compared
    return LCSseq.similarity(one, other, score_cutoff=math.ceil(least)) >= least
