"""What a comparison of two editions gives. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """These old paragraphs became those new ones: places in either edition, rising. One side has exactly one.

    `strength`: how much more than by chance they have in common, 1 for equal texts. `is_sure`: nobody need be asked.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    strength: float
    is_sure: bool = True

    @property
    def is_join(self) -> bool:
        """Whether several were put together, or one was cut."""
        return len(self.old) > 1 or len(self.new) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An old paragraph of which it is not sure what became. `news`: all that it may have become.

    `likeliest`: what the map has for it, several where it was split, none where it is gone; that may always be said.
    """

    old: int
    news: tuple[int, ...]
    likeliest: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The map from one edition to the next. An old paragraph without a link is gone, a new one without is new.

    A paragraph in doubt has no link, or the likeliest.
    """

    links: tuple[Link, ...]
    doubts: tuple[Doubt, ...]
    changes: tuple[Change, ...]  # for each new paragraph

    @property
    def was(self) -> dict[int, tuple[int, ...]]:
        """The old paragraphs that each new one was, where there are any."""
        return {new: link.old for link in self.links for new in link.new}

    @property
    def became(self) -> dict[int, tuple[int, ...]]:
        """The new paragraphs that each old one became, where it is not gone."""
        return {old: link.new for link in self.links for old in link.old}


def moved(links: Sequence[Link]) -> set[int]:
    """Return the places, in these links sorted by their old paragraphs, of those that are out of order.

    The most that are in order stay: a longest rising run of their new places.
    """
    ends: list[int] = []  # the smallest last new place of a run of each length
    tails: list[int] = []  # the link it ends with
    before: list[int] = []
    for place, link in enumerate(links):
        length = bisect_left(ends, link.new[0])
        ends[length : length + 1] = [link.new[0]]
        tails[length : length + 1] = [place]
        before.append(tails[length - 1] if length else -1)
    stays: set[int] = set()
    place = tails[-1] if tails else -1
    while place >= 0:
        stays.add(place)
        place = before[place]
    return set(range(len(links))) - stays


def changes(links: Sequence[Link], old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return what each new paragraph is, by links sorted by their old paragraphs and the folded texts."""
    found = [Change.NEW] * len(new)
    out_of_order = moved(links)
    for place, link in enumerate(links):
        change = Change.SAME if old[link.old[0]] == new[link.new[0]] else Change.EDITED
        if place in out_of_order:
            change = Change.MOVED
        if len(link.new) > 1:
            change = Change.SPLIT
        elif len(link.old) > 1:
            change = Change.MERGED
        for each in link.new:
            found[each] = change
    return tuple(found)
