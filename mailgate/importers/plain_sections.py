"""Sections that count 1, 2, 3 in a report with numbers such as `1.1`: a summary before it, or an annex. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from mailgate.importers import number_forms
from mailgate.importers.note_signs import ZONE_HEADING
from mailgate.importers.numbers_read import Candidate, Line

_FEW = 3


def numbered(
    found: Sequence[tuple[int, Candidate]], lines: Sequence[Line], chosen: Mapping[int, Candidate]
) -> dict[int, Candidate]:
    """Return the printed numbers that count from 1, sentence by sentence, below a heading and before the next number.

    A list in a paragraph stands in a section that has other numbers; notes have a heading of their own.
    """
    taken = sorted(chosen)
    if any(candidate.family == "int" for candidate in chosen.values()):
        return {}
    printed = [(place, c) for place, c in found if not (c.is_ordinal or c.is_bare or lines[place].is_quoted)]
    kept: dict[int, Candidate] = {}
    for index, (first, candidate) in enumerate(printed):
        if candidate.parts != (1,) or first in kept or not _begins_section(first, lines, taken):
            continue
        after = bisect_left(taken, first)
        end = taken[after] if after < len(taken) else len(lines)
        run = list(_run(printed[index:], end))
        if len(run) >= _FEW and all(number_forms.is_prose(place, c, lines) for place, c in run):
            kept.update(run)
    return kept


def _begins_section(first: int, lines: Sequence[Line], taken: Sequence[int]) -> bool:
    """Whether a heading stands just above, or above what introduces a section; and none of the notes'."""
    after = bisect_left(taken, first)
    last = taken[after - 1] if after else -1
    edge = next((place for place in range(first, last, -1) if lines[place].is_boundary), None)
    if edge is None or any(lines[place].text.endswith((":", "：")) for place in range(edge, first)):
        return False
    above = next((lines[place].text for place in range(edge - 1, last, -1) if lines[place].is_heading), "")
    return not ZONE_HEADING.fullmatch(above)


def _run(found: Sequence[tuple[int, Candidate]], end: int) -> Iterator[tuple[int, Candidate]]:
    before = takewhile(lambda item: item[0] < end, found)
    for number, (place, candidate) in enumerate(before, 1):
        if candidate.parts != (number,):
            return
        yield place, candidate
