"""Whether a pair is the only one of its kind between sure neighbours: then its place says which it is. Pure.

"We agree." stands below many a recommendation, and each recommendation again in a list at the end. The words cannot
tell such from one another. But where as many of the kind stand between two sure neighbours as did before, the first is
the first of them, and so on.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from mailgate.importers.identity.evidence import Evidence
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.wording import TELLING, weight

_SURE = 0.6  # how alike the texts of a neighbour must be that is sure,
_LONG = 60  # and the least weight of such a text
_TRIED = 3  # sure neighbours on either side that are tried: the nearest may have moved
_REACH = 24  # paragraphs between that are looked at, at most,
_GROWTH = 2  # and in the new edition so many times as many
_NEARLY = 0.5  # how alike the texts of a pair must be, whatever else is made like them


class Between:
    """The pairs that are sure whatever stands around them, and what lies between."""

    def __init__(self, known: Evidence) -> None:
        self._known = known
        self._links = known.links
        sure = [link for link in self._links.all() if self._is_sure(link)]
        self._old = [-1, *(link.old[0] for link in sure), len(known.old)]
        self._new = [-1, *(link.new[0] for link in sure), len(known.new)]

    def is_alone(self, link: Link) -> bool:
        """Return whether a pair is nearly equal and the only one that its neighbours leave for either of the two."""
        if link.is_join:
            return False
        old, new = link.old[0], link.new[0]
        around = self._around(old, new)
        if around is None or not self._is_nearly(link):
            return False
        olds = [each for each in around[0] if each == old or self._is_one_of(old, self._known.old[each], link)]
        news = [each for each in around[1] if each == new or self._is_one_of(old, self._known.new[each], link)]
        if len(olds) != len(news) or olds.index(old) != news.index(new):
            return False
        return link.strength == 1 or self._is_up_to_date(list(zip(olds, news, strict=True)))

    def run_of(self, link: Link) -> range:
        """Return the run of new paragraphs equal to a pair's that it stands in, if one was left out of it or put in.

        Of ten lines that are blacked out alike, nine are left: which one went their neighbours, each other, do not say.
        """
        if link.is_join or link.strength < 1:
            return range(0)
        olds, news = _run(self._known.old, link.old[0]), _run(self._known.new, link.new[0])
        return news if len(olds) != len(news) else range(0)

    def _is_sure(self, link: Link) -> bool:
        if link.is_join:
            return False
        least = TELLING if self._known.is_only(link.old[0], link.new[0]) else _LONG
        is_itself = link.strength >= _SURE and weight(self._known.old[link.old[0]]) >= least
        return is_itself and not self._known.like.kin.alike(link.old[0])

    def _around(self, old: int, new: int) -> tuple[range, range] | None:
        """Return what lies between the nearest sure neighbours that have both of a pair between them."""
        place = bisect_left(self._old, old)
        end = place + (place < len(self._old) and self._old[place] == old)
        before = next((each for each in self._tried(place - 1, -1) if self._new[each] < new), None)
        after = next((each for each in self._tried(end, 1) if self._new[each] > new), None)
        if before is None or after is None:
            return None
        olds = range(self._old[before] + 1, self._old[after])
        news = range(self._new[before] + 1, self._new[after])
        return (olds, news) if len(olds) <= _REACH and len(news) <= _GROWTH * _REACH else None

    def _tried(self, place: int, step: int) -> Iterator[int]:
        return islice(iter(range(place, -1 if step < 0 else len(self._old), step)), _TRIED)

    def _is_nearly(self, link: Link) -> bool:
        """Whether the texts are equal, or of a length that tells, and differ in nothing but figures that tell."""
        if link.strength == 1:
            return True
        old, new = link.old[0], link.new[0]
        if weight(self._known.old[old]) < TELLING or self._known.like.plainly(old, new) < _NEARLY:
            return False
        return self._known.like.kin.has_words(old, self._known.new[new])

    def _is_one_of(self, old: int, text: str, link: Link) -> bool:
        return text == self._known.old[old] if link.strength == 1 else self._known.like.kin.is_like(old, text)

    def _is_up_to_date(self, pairs: list[tuple[int, int]]) -> bool:
        """Whether figures are what the edition changed in most of these: otherwise they are what tells them apart.

        Years always are, and what counts the rows: that of another year is another row.
        """
        if not all(self._known.like.kin.is_row(old, self._known.new[new]) for old, new in pairs):
            return False
        if any(self._links.of_old.get(old) is not self._links.of_new.get(new) for old, new in pairs):
            return False
        rows = [(old, self._known.new[new]) for old, new in pairs]
        if any(self._known.like.kin.are_swapped(one, other) for one, other in combinations(rows, 2)):
            return False
        changed = sum(self._known.old[old] != self._known.new[new] for old, new in pairs)
        return changed * 2 > len(pairs)


def _run(texts: Sequence[str], place: int) -> range:
    """Return the places around one that have the same text, without a gap."""
    start, end = place, place + 1
    while start and texts[start - 1] == texts[place]:
        start -= 1
    while end < len(texts) and texts[end] == texts[place]:
        end += 1
    return range(start, end)
