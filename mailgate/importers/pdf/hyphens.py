"""Words that a line's end has parted: which hyphens the report has, and which only the typesetter. Pure.

The report itself is the dictionary: the words that stand inside its lines.
"""

import re
from collections import Counter
from collections.abc import Iterable

from mailgate.importers.pdf.model import Line

_EDGES = re.compile(r"^\W+|\W+$")
_PREFIXES = frozenset(
    {"self", "non", "ex", "co", "pre", "post", "anti", "semi", "quasi", "cross", "vice", "all", "half"}
)


class Vocabulary:
    """The words of a report, in lower case, with how often each is there."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            words = line.text.split()
            self._counts.update(_EDGES.sub("", word).casefold() for word in words[:-1])
            if words and not words[-1].endswith("-"):
                self._counts[_EDGES.sub("", words[-1]).casefold()] += 1

    def join(self, first: str, second: str) -> str:
        """Return two halves as one word; `first` ends with the hyphen."""
        stem = first[:-1]
        start = _EDGES.sub("", stem.rsplit(maxsplit=1)[-1]).casefold() if stem.split() else ""
        end = _EDGES.sub("", second.split(maxsplit=1)[0]).casefold() if second.split() else ""
        return first + second if self._is_kept(stem, start, second, end) else stem + second

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
        return (start in _PREFIXES or self._counts[start] > 1) and len(start) > 2 and self._counts[end] > 1
