"""The recitals of a resolution or an agreement, `A. whereas …`, that stand before its numbered paragraphs. Pure."""

from collections.abc import Collection, Sequence

from mailgate.importers.numbers_read import Candidate, Line, lettered

_FEW = 3
_PROSE = 60  # letters of a recital, more than half of the time: an item of a list, or a heading, is shorter
_SHORT = 40  # letters of a line such as `Whereas:`, that stands before the first
_LISTED = (",", ";")  # how a line of what the resolution has regard to ends


def numbered(lines: Sequence[Line], chosen: Collection[int]) -> dict[int, Candidate]:
    """Return the lines before the first number of the report that count A, B, C without a gap, to C at least.

    The first stands below a heading, a short line or the list of what was had regard to: letters below a sentence that
    ends with a colon are a list's.
    """
    until = min(chosen, default=0)
    found = [(place, each) for place, line in enumerate(lines[:until]) if (each := lettered(line))]
    first = next(
        (at for at, (place, each) in enumerate(found) if each.parts == (1,) and _may_begin(lines, place)), None
    )
    if first is None:
        return {}
    run = found[first:]
    counts = [each.parts for _, each in run] == [(number,) for number in range(1, len(run) + 1)]
    prose = sum(len(lines[place].text) > _PROSE for place, _ in run)
    return dict(run) if counts and len(run) >= _FEW and prose * 2 > len(run) else {}


def _may_begin(lines: Sequence[Line], place: int) -> bool:
    before = lines[place - 1].text if place else ""
    return lines[place].is_boundary or len(before) < _SHORT or before.endswith(_LISTED)
