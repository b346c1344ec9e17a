"""Numbers that are printed beside the lines of every page, so that people can refer to a line. Pure.

They stand below each other, apart from the text, and count on from line to line; nearly every line has one, or every
fifth.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from mailgate.importers.pdf.model import Page, Word

_LEAST = 8  # lines on a page
_FEWEST = 4  # numbers below each other
_APART = 0.45  # of the size of type: between a number and the text
_LEVEL = 1.5  # points
_SAME = 0.85  # of the steps from number to number are equal
_LINES = 0.45  # of the lines that are counted: columns side by side have lines at other heights
_PAGES = 0.6  # of those with text
_LONGEST = 5  # digits
_STEPS = frozenset({1, 2, 5, 10})


def take_out(pages: Sequence[Page]) -> list[list[Word]]:
    """Take the numbers of lines out of pages, if most have them; return them, page by page."""
    found = [_numbers(page) for page in pages]
    full = sum(len({round(word.y) for word in page.words}) > 2 * _LEAST for page in pages)
    if not full or sum(map(bool, found)) < _PAGES * full:
        return [[] for _ in pages]
    others = list(chain.from_iterable(found))
    for page, numbers in zip(pages, found, strict=True):
        numbers.extend([] if numbers else _few(page, others))
        taken = set(numbers)
        page.words = [word for word in page.words if word not in taken]
    return found


def _few(page: Page, others: Sequence[Word]) -> list[Word]:
    """Return the numbers of a page with few lines: they end where those of other pages do, and count on from them."""
    ends = {round(word.x1) for word in others}
    counts = {int(word.text) for word in others}
    step = min((after - before for before, after in pairwise(sorted(counts))), default=1)
    return [
        word
        for word in page.words
        if word.text.isdecimal()
        and len(word.text) < _LONGEST
        and round(word.x1) in ends
        and int(word.text) % step == min(counts) % step
        and _is_apart(word, (each for each in page.words if each is not word and abs(each.y - word.y) < _LEVEL))
    ]


def _is_apart(word: Word, beside: Iterable[Word]) -> bool:
    """Whether there is room between a word and those in its line."""
    return all(max(word.x0 - other.x1, other.x0 - word.x1) > _APART * word.size for other in beside)


def _numbers(page: Page) -> list[Word]:
    lines = len({round(word.y) for word in page.words})
    found: list[Word] = []
    for stack in _stacks(page.words):
        step = _step([int(word.text) for word in stack])
        if step in _STEPS and len(stack) * step >= max(_LEAST, _LINES * lines):
            found += stack
    return found


def _stacks(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield numbers that stand below each other and apart from the text, from the top down."""
    levels: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        levels[round(word.y)].append(word)
    by_end: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.text.isdecimal() and len(word.text) < _LONGEST and not word.raised:
            beside = [other for at in (-1, 0, 1) for other in levels.get(round(word.y) + at, ()) if other is not word]
            if _is_apart(word, beside):
                by_end[round(word.x1 / _LEVEL)].append(word)
    for end, stack in list(by_end.items()):
        near = sorted([*stack, *by_end.get(end + 1, ())], key=lambda word: -word.y)
        if len(near) >= _FEWEST and len(stack) >= len(by_end.get(end + 1, ())):
            yield near


def _step(counts: Sequence[int]) -> int:
    """Return by how much numbers count on, each from the one before; 0 where they do not."""
    steps = [after - before for before, after in pairwise(counts)]
    usual = max(set(steps), key=steps.count)
    return usual if steps.count(usual) >= _SAME * len(steps) else 0
