"""Which links are not sure enough to be made without asking, and what else they may be. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from mailgate.importers.identity.belief import Belief
from mailgate.importers.identity.between import Between
from mailgate.importers.identity.evidence import Evidence
from mailgate.importers.identity.left import Left
from mailgate.importers.identity.odds import AGREED, SURE
from mailgate.importers.identity.outcome import Doubt, Link

_NEAR = 2  # places around a link in which a rival is looked for, whatever it shares
_CLEAR = 0.5  # strength from which one that is another's and only stands near is no rival
_NEARLY = 3.0  # what fits worse by less than this contests a link,
_RIVAL = 0.12  # if its words speak for it, or it is so much alike
_HELD = 0.3  # share of a paragraph that must be in what others became, if it is to be a rival of a link
_ANOTHER = 0.2  # share of what tells a paragraph from others made like it, below which it is more likely gone
_LARGER = 0.6  # of its length, above which a part leaves none that is larger
_STAYED = 0.35  # likeness from which what stands in the place of a paragraph may be it, though it seems moved,
_COPIED = 0.5  # and from which anything that is new may be

_Pair = tuple[int, int]


class Judge:
    """Weighs each link against its rivals."""

    def __init__(self, evidence: Evidence) -> None:
        self._known = evidence
        self._links = evidence.links
        self._between = Between(evidence)
        self._belief = Belief(evidence, self._between)
        self._open: dict[tuple[int, ...], list[_Pair]] = {}  # by old paragraphs of a link that is contested: by what

    def verdict(self) -> tuple[list[Link], list[Doubt]]:
        """Return the links, each sure or not, and the doubts, by old paragraph."""
        loose = {self._links.of_old[old].old[0] for old in self._known.loose if old in self._links.of_old}
        links = [self._links.of_old[old] for old in sorted(loose)]
        self._contest_all(links)
        may_be: defaultdict[int, list[int]] = defaultdict(list)
        for link in links:
            doubted = self._doubted(link)
            if doubted:
                told = self._belief.told(link)
                if told is not None and told < _ANOTHER:
                    self._links.drop(link)
                else:
                    self._links.add(replace(link, is_sure=False))
                for old in doubted:
                    may_be[old] += link.new
                for old, new in self._open.get(link.old, ()):
                    may_be[old].append(new)
        for old, news in Left(self._known).proposals():
            may_be[old] += news
        doubts = [self._doubt(old, news) for old, news in sorted(may_be.items())]
        return self._links.all(), doubts

    def _doubted(self, link: Link) -> Sequence[int]:
        """Return the old paragraphs of a link that are to be asked about: of a merge those that are contested."""
        if not self._belief.of(link):
            return link.old
        contested = {old for old, _ in self._open.get(link.old, ())}
        if contested and len(link.old) == 1:
            return link.old
        return [old for old in link.old if old in contested.union(self._belief.outside(link))]

    def _doubt(self, old: int, news: Iterable[int]) -> Doubt:
        link = self._links.of_old.get(old)
        likeliest = () if link is None else link.new
        return Doubt(old=old, news=tuple(dict.fromkeys((*likeliest, *news))), likeliest=likeliest)

    def _contest_all(self, links: Collection[Link]) -> None:
        """Find the contested links. Whom a contested link holds may become another's: so again, until nothing new."""
        found = True
        while found:
            found = False
            for link in links:
                if link.old not in self._open and (pairs := list(self._contest(link))):
                    self._open[link.old] = pairs
                    found = True

    def _contest(self, link: Link) -> Iterator[_Pair]:
        """Yield pairs of one of this link's own with another, which would do nearly as well as things are."""
        if link.strength == 1 and (link.is_join or self._belief.is_alone(link)):
            return
        yield from ((link.old[0], new) for new in self._between.run_of(link) if new != link.new[0])
        for old in link.old:
            now = self._known.of_link(link, old)
            for new in self._rival_news(old, link):
                other = self._links.of_new.get(new)
                if (
                    self._does_as_well(link, now, (old, new), other)
                    or self._may_have_stayed(link, old, new, other)
                    or (other is None and self._is_larger_part(link, old, new))
                ):
                    yield old, new
        if len(link.old) == 1:
            for new in link.new:
                for old in self._rival_olds(new, link):
                    if self._does_as_well(link, now, (old, new), self._links.of_old.get(old)):
                        yield old, new

    def _does_as_well(self, link: Link, now: float, pair: _Pair, other: Link | None) -> bool:
        if not self._is_rival(*pair):
            return False
        if other is not None and other.old in self._open:
            other = None
        instead = self._known.of(*pair, link)
        if other is not None:
            now += self._known.of_link(other, other.old[0])
            if len(link.old) == len(link.new) == len(other.old) == len(other.new) == 1:
                crossed = (other.old[0], link.new[0]) if pair[0] == link.old[0] else (link.old[0], other.new[0])
                instead += self._known.of(*crossed, other)
        return instead > now - _NEARLY

    def _is_rival(self, old: int, new: int) -> bool:
        return self._known.like.odds.of(old, (new,)) > 0 or self._known.like.of(old, new) >= _RIVAL

    def _may_have_stayed(self, link: Link, old: int, new: int, other: Link | None) -> bool:
        """Whether a paragraph that seems moved may be what stands in its place, or be in what others became."""
        if link.is_join or self._known.support(link) >= AGREED:
            return False
        if link.strength == 1 and not self._known.is_only(old, link.new[0]):
            return False  # what comes again and again has its like everywhere
        places = self._links.places_of(old)
        if self._known.like.odds.of(old, (new,)) < 0 or link.new[0] in places:
            return False
        is_in_place = new in places
        if other is None:
            return self._known.like.plainly(old, new) >= (_STAYED if is_in_place else _COPIED)
        held = self._known.like.held
        share = held(old, new, other.old)
        return share >= _HELD and (is_in_place or share > held(old, link.new[0], other.old))

    def _is_larger_part(self, link: Link, old: int, new: int) -> bool:
        """Whether more of a paragraph than the part of it that a link has stands elsewhere: cut in two, and moved."""
        like, texts = self._known.like, self._known.new
        if len(link.new) > 1 or len(texts[link.new[0]]) > _LARGER * len(self._known.old[old]):
            return False
        is_larger = len(texts[new]) > len(texts[link.new[0]])
        return is_larger and like.is_part(old, link.new[0]) and like.back.of(new, (old,)) >= 2 * SURE

    def _rival_news(self, old: int, link: Link) -> Iterable[int]:
        near = range(link.new[0] - _NEAR, link.new[-1] + _NEAR + 1)
        beside = near if link.strength < _CLEAR else self._known.left_new.intersection(near)
        found = dict.fromkeys((*self._known.news_like(old), *sorted(beside), *sorted(self._links.places_of(old))))
        return [new for new in found if 0 <= new < len(self._known.new) and new not in link.new]

    def _rival_olds(self, new: int, link: Link) -> Iterable[int]:
        near = range(link.old[0] - _NEAR, link.old[-1] + _NEAR + 1)
        beside = near if link.strength < _CLEAR else self._known.left_old.intersection(near)
        found = dict.fromkeys((*self._known.olds_like(new), *sorted(beside)))
        return [old for old in found if 0 <= old < len(self._known.old) and old not in link.old]
