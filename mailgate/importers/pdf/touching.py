"""Marks of items that their text touches, as `(iii)The`, for want of room: they become words of their own. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mailgate.importers.pdf.model import Page, Word

_TOUCHING = re.compile(r"(\((?:[ivxl]{1,5}|[a-z]|\d{1,2})\))([“‘\"']?[^\W\d_a-z].*)")
_NARROW = frozenset("()ijlI.,'")
_ROOM = 0.6  # of the size of type: what would have been between the two
_FAR = 3.0  # of the size of type: to the words of another column


def part(pages: Sequence[Page]) -> None:
    """Part such words where a line begins with them."""
    for page in pages:
        if any(_TOUCHING.fullmatch(word.text) for word in page.words):
            levels = _levels(page)
            page.words = [each for word in page.words for each in _parts(word, levels)]


def _levels(page: Page) -> dict[int, list[Word]]:
    levels: dict[int, list[Word]] = defaultdict(list)
    for word in page.words:
        levels[round(word.y)].append(word)
    return levels


def _parts(word: Word, levels: dict[int, list[Word]]) -> list[Word]:
    match = _TOUCHING.fullmatch(word.text)
    if match is None or any(_is_before(other, word) for other in _near(word, levels)):
        return [word]
    middle = word.x0 + (word.x1 - word.x0) * _width(match[1]) / _width(word.text)
    return [
        replace(word, text=match[1], x1=middle - _ROOM * word.size),
        replace(word, text=match[2], x0=middle, glued=False),
    ]


def _width(text: str) -> int:
    """Return about how wide a text is, by the letters that are half as wide as the others."""
    return sum(1 if letter in _NARROW else 2 for letter in text)


def _is_before(other: Word, word: Word) -> bool:
    return other.x0 < word.x0 < other.x1 + _FAR * word.size


def _near(word: Word, levels: dict[int, list[Word]]) -> list[Word]:
    return [other for at in (-1, 0, 1) for other in levels.get(round(word.y) + at, ()) if other is not word]
