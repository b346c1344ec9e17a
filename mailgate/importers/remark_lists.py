"""Lists that a numbered recommendation introduces: `Recommendation 2: The chair should:` over `1.` and `2.`. Pure."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from mailgate.importers.numbers_read import Candidate, Line
from mailgate.importers.sequence import follows

_COLONS = (":", "：")
_FEW_WORDS = 4  # of a line that introduces something, with its number: no heading


def without(
    found: list[tuple[int, Candidate]], lines: Sequence[Line], remarks: Collection[int]
) -> list[tuple[int, Candidate]]:
    """Return plain numbers without those of lists that a recommendation introduces.

    Such a list counts from 1, and the numbers of the report do not go on from it. `remarks`: where those are.
    """
    if not any(place < min(remarks, default=0) for place, _ in found):
        return found  # nothing else has numbers: what these are is told by how much of the text they have
    listed: set[int] = set()
    places = [place for place, _ in found]
    for index, (place, candidate) in enumerate(found):
        if candidate.parts != (1,) or place - 1 not in remarks or not _introduces(lines[place - 1].text):
            continue
        ends = next((at for at in range(place, len(lines)) if at in remarks or lines[at].is_boundary), len(lines))
        end = bisect_left(places, ends)
        below, after = found[index:end], found[end : end + 1]
        counts = [each.parts for _, each in below] == [(number,) for number in range(1, len(below) + 1)]
        if counts and not any(follows(each.parts, below[-1][1].parts) for _, each in after):
            listed |= {at for at, _ in below}
    return [item for item in found if item[0] not in listed]


def _introduces(text: str) -> bool:
    return text.rstrip().endswith(_COLONS) and len(text.split()) >= _FEW_WORDS
