"""Numbers of pages that are printed in a margin beside the text, and not above or below it. Pure.

They stand at one height on most pages, further out than all else, and count along with the pages.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nlargest, nsmallest
from typing import NamedTuple

from mailgate.importers.pdf.model import Page, Word
from mailgate.importers.pdf.page_numbers import is_count, value

_PAGES = 3  # at least
_MOST = 0.5  # of the pages with text
_LEVEL = 2.0  # points
_OUT = 0.5  # of the size of type: between a number and all that is printed beside it
_ZONE = 0.06  # of the height of a page: above and below it headers and footers are


class _Number(NamedTuple):
    page: int
    word: Word
    is_left: bool
    is_level: bool  # a line of the text begins or ends beside it


def take_out(pages: Sequence[Page]) -> list[list[Word]]:
    """Take the numbers out of pages that have them in a margin; return them, page by page."""
    heights: dict[int, list[_Number]] = defaultdict(list)
    for page in pages:
        for number in _outside(page):
            heights[round(number.word.y / _LEVEL)].append(number)
    found: list[list[Word]] = [[] for _ in pages]
    full = sum(bool(page.words) for page in pages)
    for height, here in list(heights.items()):
        same = _that_count([*here, *heights.get(height + 1, ())])
        if len(same) >= max(_PAGES, _MOST * full) and not any(found[each.page] for each in same):
            for each in same:
                found[each.page].append(each.word)
    for page, numbers in zip(pages, found, strict=True):
        page.words = [word for word in page.words if word not in numbers] if numbers else page.words
    return found


def _outside(page: Page) -> list[_Number]:
    """Return the numbers of a page to the left, or to the right, of all that stands between its header and footer."""
    inner = [word for word in page.words if _ZONE * page.height < word.y < (1 - _ZONE) * page.height]
    if len(inner) <= 1:
        return []
    starts, ends = nsmallest(2, (word.x0 for word in inner)), nlargest(2, (word.x1 for word in inner))
    found = []
    for word in (word for word in inner if is_count(word.text)):
        room = _OUT * word.size
        is_left = word.x1 + room < starts[word.x0 == starts[0]]
        if is_left or ends[word.x1 == ends[0]] + room < word.x0:
            is_level = any(abs(other.y - word.y) < 1 for other in inner if other is not word)
            found.append(_Number(page.number, word, is_left, is_level))
    return found


def _that_count(numbers: Sequence[_Number]) -> list[_Number]:
    """Return those that count along with the pages, and are no paragraphs': on both sides, or at no line's height."""
    shifts = Counter(value(each.word.text) - each.page for each in numbers)
    usual = {shift for shift, count in shifts.items() if count >= _PAGES}
    same = [each for each in numbers if value(each.word.text) - each.page in usual]
    both = len({each.is_left for each in same}) > 1
    level = sum(each.is_level for each in same)
    return same if both or level < _MOST * len(same) else []
