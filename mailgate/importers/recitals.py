"""The recitals of a resolution or an agreement, `A. whereas …`, that stand before its numbered paragraphs. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from mailgate.importers.numbers_read import Candidate, Line, count_from_one, lettered, letters_of

_FEW = 3
_PROSE = 60  # letters of a recital, more than half of the time: an item of a list, or a heading, is shorter
_SHORT = 40  # letters of a line such as `Whereas:`, that stands before the first
_LISTED = (",", ";")  # how a line of what the resolution has regard to ends


def numbered(lines: Sequence[Line], chosen: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """Return the lines before the first number, and before each later 1, that count A, B, C without a gap.

    The first stands below a heading, a short line or the list of what was had regard to: letters below a sentence that
    ends with a colon are a list's.
    """
    kept: dict[int, Candidate] = {}
    for span in _spans(chosen):
        found = [(place, each) for place in span if (each := lettered(lines[place]))]
        begins = (at for at, (place, each) in enumerate(found) if each.parts == (1,) and _may_begin(lines, place))
        if (first := next(begins, None)) is not None and _are_recitals(found[first:], lines):
            kept.update(found[first:])
    return kept


def _spans(chosen: Mapping[int, Candidate]) -> Iterator[range]:
    """Yield the places before the paragraphs of each resolution, where several are one report."""
    behind = 0
    for place in sorted(chosen):
        if not behind or chosen[place].parts == (1,):
            yield range(behind, place)
        behind = place + 1


def _may_begin(lines: Sequence[Line], place: int) -> bool:
    before = lines[place - 1].text if place else ""
    return lines[place].is_boundary or len(before) < _SHORT or before.endswith(_LISTED)


def _are_recitals(found: Sequence[tuple[int, Candidate]], lines: Sequence[Line]) -> bool:
    prose = sum(letters_of(place, each, lines) - each.letters > _PROSE for place, each in found)
    return count_from_one(found) and len(found) >= _FEW and prose * 2 > len(found)
