"""What was blacked out on a page of a PDF takes the place of its words, so that the sentence around it holds. Pure.

A dark area as high as a line, with no letter on it, is a redaction; pieces of one beside each other are one.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf

from mailgate.importers.pdf.model import Rule, Word, common_size

REDACTED = "███"
_LOWEST, _HIGHEST = 0.55, 1.8  # of the size of type: an area as high as a line
_NARROWEST = 1.2  # of the size of type: less is a bullet or a box to tick
_APART = 2.5  # of the size of type: pieces that are nearer are one, and words that are nearer go on from it
_SPACE = 0.25  # of the size of type
_MARK = 0.85  # of the size of type
_SOME = 3  # lines that begin or end at one place
_DESCENT = 0.12  # of an area's height that is below the line
_NEAR = 0.3  # of the size of type: between an area and what ends it, a comma or a full stop


class _Levels:
    """Words by the height of their middle: a page may have hundreds of dark areas, and thousands of words."""

    def __init__(self, around: Sequence[Word]) -> None:
        self._words = sorted((word.y + 0.3 * word.size, (word.x0 + word.x1) / 2) for word in around)

    def are_on(self, area: Rule) -> bool:
        """Whether the middle of a word is on an area."""
        first, last = bisect_right(self._words, (area.y0, inf)), bisect_left(self._words, (area.y1, -inf))
        return any(area.x0 < middle < area.x1 for _, middle in self._words[first:last])


def words(areas: Sequence[Rule], around: Sequence[Word]) -> list[Word]:
    """Return a word for each redaction on a page; a sign just behind one is joined to it."""
    size = common_size(around)
    if not size:
        return []
    low = [area for area in areas if _LOWEST * size < area.y1 - area.y0 < _HIGHEST * size]
    levels = _Levels(around)
    found = [
        _word(area, around, size)
        for area in _joined(low, levels, size)
        if area.x1 - area.x0 > _NARROWEST * size and not levels.are_on(area)
    ]
    lefts, rights = _edges(around)
    for each in found:
        beside = [word for word in around if word.y == each.y]
        _stretch(each, beside, size)
        _reach(each, beside, lefts, rights, size)
    for word in around:
        word.glued = word.glued or any(
            each.y == word.y and 0 <= word.x0 - each.x1 < _NEAR * size and not word.text[0].isalnum() for each in found
        )
    return found


def _word(area: Rule, around: Sequence[Word], size: float) -> Word:
    """Return a word in the size of the nearest line; a note's mark is none."""
    stands = _stands(area, around)
    nearest = min(around, key=lambda word: (word.size < _MARK * size, abs(word.y - stands)))
    return Word(REDACTED, area.x0, area.x1, stands, nearest.size)


def _edges(around: Sequence[Word]) -> tuple[list[float], list[float]]:
    """Return where lines of the page begin and end: where some do."""
    starts: dict[float, float] = {}
    ends: dict[float, float] = {}
    for word in around:
        starts[word.y] = min(word.x0, starts.get(word.y, word.x0))
        ends[word.y] = max(word.x1, ends.get(word.y, word.x1))
    lefts, rights = (Counter(round(x) for x in found.values()) for found in (starts, ends))
    return [x for x, count in lefts.items() if count >= _SOME], [x for x, count in rights.items() if count >= _SOME]


def _reach(
    redacted: Word, beside: Sequence[Word], lefts: Sequence[float], rights: Sequence[float], size: float
) -> None:
    """Let a redaction at the edge of a line begin or end where lines do."""
    if not any(word.x0 < redacted.x0 for word in beside):
        near = [x for x in lefts if -1 < redacted.x0 - x < _APART * size]
        redacted.x0 = max(near, default=redacted.x0)
    if not any(word.x1 > redacted.x1 for word in beside):
        near = [x for x in rights if -1 < x - redacted.x1 < _APART * size]
        redacted.x1 = min(near, default=redacted.x1)


def _joined(areas: Sequence[Rule], levels: _Levels, size: float) -> Iterator[Rule]:
    """Yield areas at one height as one where nothing stands between them."""
    open_: Rule | None = None
    for area in sorted(areas, key=lambda each: (-round(each.y0), each.x0)):
        if open_ is not None and round(open_.y0) == round(area.y0) and area.x0 - open_.x1 < _APART * size:
            gap = Rule(open_.x1, area.y0, area.x0, area.y1)
            if not levels.are_on(gap):
                open_ = open_._replace(x1=max(open_.x1, area.x1))
                continue
        if open_ is not None:
            yield open_
        open_ = area
    if open_ is not None:
        yield open_


def _stretch(redacted: Word, beside: Sequence[Word], size: float) -> None:
    """Let a redaction go on to the words beside it: its edges may be drawn in another way than its middle."""
    after = min((word.x0 for word in beside if word.x0 >= redacted.x1), default=redacted.x1)
    before = max((word.x1 for word in beside if word.x1 <= redacted.x0), default=redacted.x0)
    if _SPACE * size < after - redacted.x1 < _APART * size:
        redacted.x1 = after - _SPACE * size
    if _SPACE * size < redacted.x0 - before < _APART * size:
        redacted.x0 = before + _SPACE * size


def _stands(area: Rule, around: Sequence[Word]) -> float:
    """Return what the redacted words stood on: what the others of the line do, if there are any."""
    foot = area.y0 + _DESCENT * (area.y1 - area.y0)
    near = [word.y for word in around if area.y0 - 1 < word.y < (area.y0 + area.y1) / 2]
    return min(near, key=lambda y: abs(y - foot), default=foot)
