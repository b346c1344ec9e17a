"""Words that a line's end has parted: which hyphens the report has, and which only the typesetter. Pure.

The report itself is the dictionary: the words that stand inside its lines.
"""

import re
from collections import Counter
from collections.abc import Iterable

from mailgate.importers.pdf.model import Line

_PIECES = re.compile(r"[\W_]+")
_EDGES = re.compile(r"^\W+|\W+$")
_FIRST = frozenset(  # words that have a hyphen behind them more often than not
    [
        "self",
        "non",
        "ex",
        "co",
        "pre",
        "post",
        "anti",
        "semi",
        "quasi",
        "cross",
        "vice",
        "all",
        "half",
        "mid",
        "far",
        "wide",
        "well",
        "ill",
        "long",
        "short",
        "high",
        "low",
        "full",
        "part",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "ten",
        "first",
        "second",
        "third",
        "fast",
        "so",
        "day",
        "state",
    ]
)
_LAST = frozenset(  # words that have one before them
    [
        "based",
        "led",
        "wide",
        "term",
        "free",
        "run",
        "driven",
        "making",
        "maker",
        "holder",
        "blowing",
        "checking",
        "owned",
        "like",
        "related",
        "level",
        "style",
        "scale",
        "ranging",
        "reaching",
        "looking",
        "standing",
        "sized",
        "market",
        "gathering",
        "operation",
        "wing",
        "class",
        "date",
    ]
)


_CLOSED = frozenset({"out", "over", "under", "news"})  # outcome, overleaf, understand
_SYLLABLE = 4  # letters: what is shorter may be the start of a word


class Vocabulary:
    """The words of a report, in lower case, with how often each is there."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts: Counter[str] = Counter()
        self._firsts: Counter[str] = Counter()  # words before a hyphen
        parted = False
        for line in lines:
            words = line.text.split()[parted:]  # without the half of a word
            parted = line.text.endswith("-")
            whole = [_EDGES.sub("", word).casefold() for word in words[:-1]]
            self._counts.update(whole)
            self._firsts.update(word.split("-", 1)[0] for word in whole if "-" in word[_SYLLABLE:])
            if words and not words[-1].endswith("-"):
                self._counts[_EDGES.sub("", words[-1]).casefold()] += 1

    def join(self, first: str, second: str) -> str:
        """Return two halves as one word; `first` ends with the hyphen."""
        stem = first[:-1]
        start = _EDGES.sub("", stem.rsplit(maxsplit=1)[-1]).casefold() if stem.split() else ""
        end = _EDGES.sub("", second.split(maxsplit=1)[0]).casefold() if second.split() else ""
        return first + second if self._is_kept(stem, start, second, end) else stem + second

    def parts_address(self, before: str, after: str) -> bool:
        """Return whether the hyphen at a line's end within an address of the web is only the typesetter's."""
        start, end = _PIECES.split(before[:-1])[-1].casefold(), _PIECES.split(after, maxsplit=1)[0].casefold()
        return self._counts[start + end] > 0

    def _is_kept(self, stem: str, start: str, second: str, end: str) -> bool:
        if not start or not end or not second[:1].isalpha() or not stem[-1:].isalpha():
            return True
        if second[:1].isupper() and not (stem[-2:].isupper() and second[:2].isupper()):
            return True
        joined, parted = self._counts[start + end], self._counts[f"{start}-{end}"]
        if joined or parted:
            return parted > joined
        last = start.rsplit("-", 1)[-1]
        if "-" in start:  # state-of-the-art: what has one hyphen has another
            return self._counts[last] > 0 and self._counts[end] > 0 and self._counts[last + end] == 0
        return self._is_compound(start, end)

    def _is_compound(self, start: str, end: str) -> bool:
        """Whether two words make one that is written with a hyphen, as far as the report's words tell."""
        if start in _FIRST or self._firsts[start]:
            return self._counts[end] > 0 or end in _LAST
        if start in _CLOSED or len(start) < 3:
            return False
        return self._counts[start] > 0 and (end in _LAST or min(self._counts[start], self._counts[end]) > 1)
