"""Numbers of paragraphs in the margin to the right of the text, as on the right pages of books. Pure.

They count on from one to the next, each at the height of a line. They are set before that line, where the numbers of
other books stand, so that nothing after this need know of them. Numbers behind formulas stay where they are: lines of
formulas are short, and the first of a paragraph seldom is.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from operator import attrgetter
from typing import NamedTuple

from mailgate.importers import numbers_read, sequence
from mailgate.importers.pdf import side_notes
from mailgate.importers.pdf.model import Page, Word

_LEAST = 3  # numbers
_MOST = 0.7  # of them are the next of the one before, on a page
_OUT = 0.3  # of the size of type: between the text and a number
_LEVEL = 0.35  # of the size of type: between what a number and its line stand on
_APART, _FEW = 0.9, 0.2  # of the size of type: between columns; and of the lines that a word of crosses there
_STEP = 2  # points between the places that are tried
_BEFORE, _THIN = 0.2, 0.1  # of the size of type, and points: between a number and its line, and how wide it is then
_SHORT, _FULL = 0.15, 0.5  # of the width of a page: before the end of the text; and of the lines, that go further
_ZONE = 0.06  # of the height of a page: above and below it headers and footers are


class _Number(NamedTuple):
    page: Page
    word: Word
    parts: tuple[int, ...]
    first: Word | None  # of the line that it stands at
    is_full: bool  # that line ends where the text does, or not long before


def set_before(pages: Sequence[Page]) -> None:
    """Set such numbers before the lines that they stand at."""
    found = [number for side in (0, 1) for number in _outside([page for page in pages if page.number % 2 == side])]
    found.sort(key=lambda number: (number.page.number, -number.word.y))
    beside = [number for number in found if number.first is not None]
    are_full = sum(number.is_full for number in beside) >= _FULL * len(beside)
    if len(beside) >= max(_LEAST, _MOST * len(found)) and are_full and _count(beside):
        for word, first in ((number.word, number.first) for number in beside if number.first is not None):
            word.x1 = first.x0 - _BEFORE * first.size  # it takes no room: that between columns may be narrow
            word.x0, word.y, word.base, word.leads = word.x1 - _THIN, first.stands, 0.0, True


def _count(numbers: Sequence[_Number]) -> bool:
    """Whether numbers count on from one to the next, where two stand on one page; else from page to page."""
    pairs = [(one, other) for one, other in pairwise(numbers) if one.page is other.page]
    next_ = sum(sequence.follows(other.parts, one.parts) for one, other in pairs)
    on = sum(other.parts > one.parts for one, other in pairwise(numbers))
    return next_ >= _MOST * len(pairs) and on >= _MOST * (len(numbers) - 1)


def _outside(pages: Sequence[Page]) -> Iterator[_Number]:
    """Yield the numbers to the right of the text of these pages."""
    words = [word for page in pages for word in page.words]
    text = [word for word in words if not _parts(word)]
    if not text:
        return
    right = side_notes.ends(text)
    for page in pages:
        for word in page.words:
            is_out = word.x0 > right + _OUT * word.size and _ZONE * page.height < word.y < (1 - _ZONE) * page.height
            if is_out and (parts := _parts(word)):
                level = _level(word, page)
                is_full = bool(level) and max(each.x1 for each in level) > right - _SHORT * page.width
                yield _Number(page, word, parts, _first(level, word, page), is_full)


def _parts(word: Word) -> tuple[int, ...]:
    """Return what a word counts, if it is a number and nothing else."""
    if not word.text[-1:].isdecimal() and word.text[-1:] not in ".)]":
        return ()
    if not numbers_read.is_number(word.text):
        return ()
    found = numbers_read.candidates(numbers_read.Line(text=word.text))
    return found[0].parts if found else ()


def _level(number: Word, page: Page) -> list[Word]:
    """Return the words that stand at the height of a number, before it."""
    level = [word for word in page.words if word.x1 < number.x0 and abs(word.stands - number.y) < _LEVEL * number.size]
    return sorted(level, key=attrgetter("x0"))


def _first(level: Sequence[Word], number: Word, page: Page) -> Word | None:
    """Return the first word, in its column, of the line that a number stands at."""
    for before, word in reversed(list(pairwise(level))):
        places = range(ceil(before.x1), ceil(word.x0), _STEP) if word.x0 - before.x1 > _APART * number.size else ()
        if any(_is_free(place, page) for place in places):
            return word
    return level[0] if level else None


def _is_free(place: float, page: Page) -> bool:
    """Whether few lines of a page have a word at a place: it is between columns."""
    lines = len({round(word.y) for word in page.words})
    return sum(word.x0 < place < word.x1 for word in page.words) < _FEW * lines
