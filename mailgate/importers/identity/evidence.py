"""What speaks for a pair of an old and a new paragraph: the text, the neighbours, the printed number. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from mailgate.importers.identity.likeness import Likeness
from mailgate.importers.identity.links import Links
from mailgate.importers.identity.odds import AGREES
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.shingles import candidates
from mailgate.importers.identity.wording import Wording

_SIZED = 3.0  # times as long, at most
_ONLY = 3.0  # the same for equal texts that occur once in either edition
_SPREAD = 8  # strangers that are looked at all over the report
_EQUAL = 20  # of many equal texts, how many are looked at
_STEADY = 0.9  # share of links with the same number from which numbers are evidence


_Numbers = tuple[Sequence[str | None], Sequence[str | None]]  # of the old edition, and of the new one


class Evidence:
    """The links found, the texts and the numbers of both editions, and what they say of a pair."""

    def __init__(
        self, links: Links, like: Likeness, texts: tuple[Sequence[str], Sequence[str]], numbers: _Numbers
    ) -> None:
        self.links = links
        self.like = like
        self.old, self.new = texts
        self._numbers = numbers
        self._times = Counter(self.old), Counter(self.new)
        self._are_steady = self._steady()
        self.left_old, self.left_new = set(links.left_old()), set(links.left_new())
        self.loose = [place for place in range(len(self.old)) if not self._is_firm(place)]
        self._resembling = self._resemblances()
        self._resembled = _turned(self._resembling)

    def of(self, old: int, new: int, without: Link | None = None) -> float:
        """Return how much speaks for a pair, in the place of a link there is."""
        support = self.links.support(old, new, without=without) + self._by_number(old, new)
        return self.like.said(old, (new,)) + AGREES * support + _ONLY * self.is_only(old, new)

    def of_link(self, link: Link, old: int) -> float:
        """Return how much speaks for what one of its old paragraphs became by a link."""
        only = len(link.old) == len(link.new) == 1 and self.is_only(link.old[0], link.new[0])
        return self.like.said(old, link.new) + AGREES * self.support(link) + _ONLY * only

    def support(self, link: Link) -> float:
        """Return how many neighbours, and numbers, agree with a link: 0 to 3."""
        return self.links.support_of(link) + self._by_number(link.old[0], link.new[0])

    def is_only(self, old: int, new: int) -> bool:
        """Whether the texts are equal and occur once in either edition."""
        text = self.old[old]
        return text == self.new[new] and self._times[0][text] == self._times[1][text] == 1

    def news_like(self, old: int) -> Sequence[int]:
        """Return the new paragraphs that share the rarest runs with an old one, of all there are."""
        return self._resembling.get(old, ())

    def olds_like(self, new: int) -> Sequence[int]:
        """Return the old paragraphs, of those that are not firm, to which a new one is among the likeliest."""
        return self._resembled.get(new, ())

    def strangers_of(self, old: int, but: Collection[int]) -> Iterator[int]:
        """Yield new paragraphs that are others': those that resemble this old one, and some from all over."""
        spread = range(old % 7, len(self.new), max(1, len(self.new) // _SPREAD))
        for new in dict.fromkeys((*self.news_like(old), *spread)):
            link = self.links.of_new.get(new)
            if link is not None and old not in link.old and new not in but:
                yield new

    def is_sized(self, olds: Sequence[int], news: Sequence[int]) -> bool:
        """Return whether neither of the two is many times as long as the other."""
        one, other = sum(len(self.old[each]) for each in olds), sum(len(self.new[each]) for each in news)
        return max(one, other) <= _SIZED * min(one, other)

    def _is_firm(self, old: int) -> bool:
        link = self.links.of_old.get(old)
        if link is None or link.strength < 1 or not self.is_only(old, link.new[0]):
            return False
        return self.links.support_of(link) >= 1

    def _by_number(self, old: int, new: int) -> float:
        number = self._numbers[0][old]
        return float(self._are_steady and number is not None and number == self._numbers[1][new])

    def _steady(self) -> bool:
        pairs = [(self._numbers[0][link.old[0]], self._numbers[1][link.new[0]]) for link in self.links.all()]
        numbered = [one == other for one, other in pairs if one is not None]
        return bool(numbered) and sum(numbered) >= _STEADY * len(numbered)

    def _resemblances(self) -> dict[int, list[int]]:
        found = candidates(self.old, self.new, self.loose, range(len(self.new)))
        equal: defaultdict[str, list[int]] = defaultdict(list)
        for new in sorted(self.left_new):
            equal[self.new[new]].append(new)
        return {old: list(dict.fromkeys((*equal.get(self.old[old], ())[:_EQUAL], *found[old]))) for old in self.loose}


def _turned(found: dict[int, list[int]]) -> dict[int, list[int]]:
    turned: defaultdict[int, list[int]] = defaultdict(list)
    for old, news in found.items():
        for new in news:
            turned[new].append(old)
    return turned


def numbers_of(edition: Iterable[Wording]) -> list[str | None]:
    """Return the printed numbers of an edition."""
    return [each.number for each in edition]
