"""Which links are not sure enough to be made without asking, and what else they may be. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mailgate.importers.identity.likeness import Likeness
from mailgate.importers.identity.links import Gap, Links
from mailgate.importers.identity.outcome import Doubt, Link
from mailgate.importers.identity.shingles import candidates
from mailgate.importers.identity.wording import Wording, weight

_ENOUGH = 0.5  # strength from which a link is believed wherever it stands
_EASED = 0.25  # by which each neighbour that agrees lowers that
_TELLING = 60  # weight from which a text's strength counts in full
_SHORT = 80  # weight up to which a text that was left out may be the one that was put in its place
_NEAR = 2  # places around a link in which a rival is looked for, whatever it shares
_NEARLY = 0.12  # a rival that is left over and fits worse by less than this contests a link
_BETTER = 0.4  # support by which a link stands against such a rival
_PERHAPS = 0.25  # strength from which one left over may have become another left over
_HERE = 0.08  # the same between the same neighbours
_GROWN = 0.5  # share of a text by which a neighbour has grown that may have taken it in
_HELD = 0.2  # share of one that seems left out, found in what a neighbour became beside the neighbour's own words
_FAINT = 0.05  # strength from which one left over, wherever it stands, may be what another left over became
_SMALL = 60  # weight below which one that seems left out is asked about, unless its neighbours now stand side by side
_TINY = 20  # weight below which it is asked about in any case
_SHOWN = 3  # of what it may have become
_LOOKED_AT = 250_000  # pairs left over that are all compared
_STEADY = 0.9  # share of links with the same number from which numbers are evidence


class Judge:
    """Weighs each link against its neighbours and its rivals."""

    def __init__(
        self,
        links: Links,
        like: Likeness,
        texts: tuple[Sequence[str], Sequence[str]],
        numbers: tuple[Sequence[str | None], Sequence[str | None]],
    ) -> None:
        self._links = links
        self._like = like
        self._old, self._new = texts
        self._numbers = numbers
        self._times = Counter(self._old)
        self._left_old, self._left_new = set(links.left_old()), set(links.left_new())
        self._are_steady = self._steady()
        self._rival_olds, self._rival_news = self._rivals()

    def verdict(self) -> tuple[list[Link], list[Doubt]]:
        """Return the links, each sure or not, and the doubts, by old paragraph."""
        open_to: defaultdict[int, list[int]] = defaultdict(list)
        links: list[Link] = []
        for link in self._links.all():
            rivals = list(self._contest(link))
            is_sure = not rivals and self._is_believed(link)
            links.append(link if is_sure else replace(link, is_sure=False))
            if not is_sure:
                for old in link.old:
                    open_to[old][:0] = link.new
                for old, new in rivals:
                    open_to[old].append(new)
        for old in sorted(self._left_old):
            open_to[old] += [new for new in self._rival_news.get(old, ()) if self._like.of(old, new) >= _PERHAPS]
        for gap in self._links.gaps():
            for old, new in self._may_be(gap):
                open_to[old].append(new)
        for old in sorted(self._left_old):
            open_to[old] += self._swollen(old)
            open_to[old] += self._lost(old) if not open_to[old] else ()
        doubts = [Doubt(old=old, news=tuple(dict.fromkeys(news))) for old, news in sorted(open_to.items()) if news]
        return links, doubts

    def _is_believed(self, link: Link) -> bool:
        old, new = link.old[0], link.new[0]
        support = self._links.support_of(link) + self._by_number(old, new)
        if link.strength == 1 and support >= 1:
            return True
        text = min((self._old[old], self._new[new]), key=len)
        is_one_of_many = link.strength < 1 and self._times[self._old[old]] > 1 and weight(text) < _SHORT
        if is_one_of_many and support <= 1 and any(self._like.of(old, other) >= _PERHAPS for other in self._left_new):
            return False
        telling = math.sqrt(min(1.0, weight(text) / _TELLING))
        return link.strength * telling >= max(0.0, _ENOUGH - _EASED * support)

    def _may_be(self, gap: Gap) -> Iterator[tuple[int, int]]:
        """Yield pairs left over between the same neighbours that may be one: little is enough for short ones."""
        news = [new for run in gap.news for new in run]
        is_alone = len(gap.old) == len(news) == 1
        for old in gap.old:
            for new in news:
                is_short = weight(min(self._old[old], self._new[new], key=len)) < _SHORT
                if self._like.of(old, new) > (0.0 if is_short else _HERE) or (is_short and is_alone):
                    yield old, new

    def _swollen(self, old: int) -> Iterator[int]:
        """Yield what a neighbour became where it has grown by so much that this one may be in it."""
        for beside in (old - 1, old + 1):
            link = self._links.of_old.get(beside)
            if link is not None and len(link.new) == 1:
                grown = len(self._new[link.new[0]]) - sum(len(self._old[place]) for place in link.old)
                if grown >= _GROWN * len(self._old[old]):
                    yield link.new[0]

    def _lost(self, old: int) -> list[int]:
        """Return what one that seems left out may have become after all: a neighbour's that holds some of it, one left
        over that is a little like it; for a short one, of which so little can be seen, whatever is left over near it.
        """
        held = [new for new, gained in self._gains(old) if gained >= _HELD]
        olds, news = len(self._left_old), sorted(self._left_new)
        looked_at = news if olds * len(news) <= _LOOKED_AT else self._rival_news.get(old, ())
        scored = sorted(((self._like.of(old, new), new) for new in looked_at), reverse=True)
        alike = [new for strength, new in scored if strength >= _FAINT][:_SHOWN]
        size = weight(self._old[old])
        if held or alike or size >= _SMALL or (size >= _TINY and self._is_closed(old)):
            return held + alike
        return [new for _, new in scored][:_SHOWN] or [new for new, _ in self._gains(old)]

    def _gains(self, old: int) -> Iterator[tuple[int, float]]:
        """Yield what each neighbour became, and the share of this one that it holds beside what is the neighbour's."""
        for beside in (old - 1, old + 1):
            link = self._links.of_old.get(beside)
            if link is not None and len(link.new) == 1 and self._old[old]:
                new, run = link.new[0], (min(link.old[0], old), max(link.old[-1], old) + 1)
                both = self._like.shared(*run, new, new + 1)
                yield new, (both - self._like.shared(link.old[0], link.old[-1] + 1, new, new + 1)) / len(self._old[old])

    def _is_closed(self, old: int) -> bool:
        """Whether its neighbours stand side by side in the new edition."""
        before, after = self._links.of_old.get(old - 1), self._links.of_old.get(old + 1)
        return before is not None and after is not None and after.new[0] == before.new[-1] + 1

    def _contest(self, link: Link) -> Iterator[tuple[int, int]]:
        """Yield pairs that would do nearly as well as this link: one of its own with one that is left over."""
        if len(link.old) > 1 or len(link.new) > 1:
            return
        old, new = link.old[0], link.new[0]
        stands = self._support(old, new, link) - _BETTER
        near_news = self._left_new & set(range(new - _NEAR, new + _NEAR + 1))
        near_olds = self._left_old & set(range(old - _NEAR, old + _NEAR + 1))
        pairs = [(old, rival) for rival in dict.fromkeys((*self._rival_news.get(old, ()), *sorted(near_news)))]
        pairs += [(rival, new) for rival in dict.fromkeys((*self._rival_olds.get(new, ()), *sorted(near_olds)))]
        for pair in pairs:
            if self._like.of(*pair) > link.strength - _NEARLY and self._support(*pair, link) > stands:
                yield pair

    def _support(self, old: int, new: int, without: Link) -> float:
        return self._links.support(old, new, without=without) + self._by_number(old, new)

    def _by_number(self, old: int, new: int) -> float:
        number = self._numbers[0][old]
        return float(self._are_steady and number is not None and number == self._numbers[1][new])

    def _steady(self) -> bool:
        pairs = [(self._numbers[0][link.old[0]], self._numbers[1][link.new[0]]) for link in self._links.all()]
        numbered = [one == other for one, other in pairs if one is not None]
        return bool(numbered) and sum(numbered) >= _STEADY * len(numbered)

    def _rivals(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return for new paragraphs the old ones left over that resemble them, and for old ones the new ones."""
        olds = _turned(self._resembling(sorted(self._left_old), range(self._links.news)))
        return olds, self._resembling(range(self._links.olds), sorted(self._left_new))

    def _resembling(self, olds: Sequence[int], news: Sequence[int]) -> dict[int, list[int]]:
        if not olds or not news:
            return {}
        found = candidates(self._old, self._new, olds, news)
        equal: defaultdict[str, list[int]] = defaultdict(list)
        for new in news:
            equal[self._new[new]].append(new)
        return {old: list(dict.fromkeys((*equal.get(self._old[old], ())[:20], *found[old]))) for old in olds}


def _turned(found: dict[int, list[int]]) -> dict[int, list[int]]:
    turned: defaultdict[int, list[int]] = defaultdict(list)
    for old, news in found.items():
        for new in news:
            turned[new].append(old)
    return turned


def numbers_of(edition: Iterable[Wording]) -> list[str | None]:
    """Return the printed numbers of an edition."""
    return [each.number for each in edition]
