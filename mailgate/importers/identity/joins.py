"""Paragraphs that were put together, or cut, and not changed otherwise. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mailgate.importers.identity.links import Links, runs
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.wording import TELLING, weight

_MOST = 3  # paragraphs that make one


def joins(old: Sequence[str], new: Sequence[str], links: Links) -> Iterator[Link]:
    """Yield a link for each text without one that is its neighbours of the other edition, one behind the other.

    Only where no other is: of set phrases that come again and again the place says which is which.
    """
    for pieces, whole in _joined(old, links.left_old(), new, links.left_new()):
        yield Link(old=pieces, new=(whole,), strength=1.0)
    for pieces, whole in _joined(new, links.left_new(), old, links.left_old()):
        yield Link(old=(whole,), new=pieces, strength=1.0)


def _joined(
    parts: Sequence[str], left: Sequence[int], wholes: Sequence[str], others: Iterable[int]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield runs of parts with the only whole that they make."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    for place in others:
        known[_closed(wholes[place])].append(place)
    found: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for run in runs(left):
        for start in run:
            for end in range(start + 2, min(start + _MOST, run.stop) + 1):
                places = known.get("".join(_closed(parts[each]) for each in range(start, end)), ())
                if len(places) == 1 and all(weight(parts[each]) >= TELLING for each in range(start, end)):
                    found[places[0]].append(tuple(range(start, end)))
    for whole, ways in found.items():
        if len(ways) == 1:
            yield ways[0], whole


def _closed(text: str) -> str:
    """Return a text without the spaces that stand between sentences in some scripts."""
    return text.replace(" ", "")
