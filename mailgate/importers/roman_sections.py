"""Sections of a numbered report whose paragraphs have Roman numbers of their own, as those of an annex. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from mailgate.importers.numbers_read import Candidate, Line, count_from_one

_FEW = 3
_PROSE = 80  # letters of a paragraph: an item of a list is shorter


def numbered(
    found: Sequence[tuple[int, Candidate]], lines: Sequence[Line], chosen: Collection[int]
) -> dict[int, Candidate]:
    """Return the Roman numbers that count from (i) in a section that begins with it and has no other numbers.

    A sentence before the first of them introduces a list.
    """
    boundaries = [place for place, line in enumerate(lines) if line.is_boundary]
    taken = sorted(chosen)
    starts = [place for place, _ in found]
    kept: dict[int, Candidate] = {}
    for index, (first, candidate) in enumerate(found):
        if candidate.parts != (1,) or not lines[first].is_boundary:
            continue
        after = bisect_right(boundaries, first)
        end = boundaries[after] if after < len(boundaries) else len(lines)
        own = found[index : bisect_left(starts, end)]
        prose = all(len(lines[place].text) > _PROSE for place, _ in own)
        alone = bisect_right(taken, first) == bisect_right(taken, end - 1)
        if count_from_one(own) and prose and alone and len(own) >= _FEW:
            kept.update(own)
    return kept
