"""Which links are not sure enough to be made without asking, and what else they may be. Pure."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from mailgate.importers.identity.between import Between
from mailgate.importers.identity.evidence import Evidence
from mailgate.importers.identity.left import Left
from mailgate.importers.identity.odds import AGREED, SURE
from mailgate.importers.identity.outcome import Doubt, Link
from mailgate.importers.identity.shingles import candidates
from mailgate.importers.identity.wording import TELLING, size, weight

_ENOUGH = 0.5  # strength from which a link is believed wherever it stands
_EASED = 0.17  # by which each neighbour that agrees lowers that
_TELLING = 60  # weight from which a text's strength counts in full
_NEAR = 2  # places around a link in which a rival is looked for, whatever it shares
_CLEAR = 0.5  # strength from which one that is another's and only stands near is no rival
_NEARLY = 3.0  # what fits worse by less than this contests a link,
_RIVAL = 0.12  # if its words speak for it, or it is so much alike
_FAINT = 0.35  # strength from which it is believed in its place; elsewhere it must stand out from what strangers share
_OUT = 0.05  # by so much
_AGAINST = -1.5  # what the words say where they speak against it, however alike the texts are
_HELD = 0.3  # share of a paragraph that must be in what others became, if it is to be a rival of a link
_IN_IT = 0.45  # of a piece, its other pieces apart, the share of its words and that of its runs in the whole, in sum
_TOLD = 0.5  # share of what tells a paragraph from others made like it that must be in what it became
_TOLD_IN_PLACE = 0.35  # the same where the neighbours agree
_ANOTHER = 0.2  # the same below which it is more likely gone, and the other another of its kind
# The share of what the words of either say, below which nothing that stands elsewhere is believed to be it.
_MOST_KEPT = 0.6
_SOMEWHERE = 0.45  # and how alike they must be as texts: another may be made of the same words
_LARGER = 0.6  # of its length, above which a part leaves none that is larger
_LIKE_ANOTHER = 0.05  # likeness from which any other makes that doubtful
_STAYED = 0.35  # likeness from which what stands in the place of a paragraph may be it, though it seems moved,
_COPIED = 0.5  # and from which anything that is new may be

_Pair = tuple[int, int]


class Judge:
    """Weighs each link against its rivals."""

    def __init__(self, evidence: Evidence) -> None:
        self._known = evidence
        self._links = evidence.links
        self._between = Between(evidence)
        self._alone: dict[tuple[int, ...], bool] = {}
        self._resembled: dict[int, list[int]] = {}
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
                told = self._told(link)
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
        if not self._is_believed(link):
            return link.old
        contested = {old for old, _ in self._open.get(link.old, ())}
        if contested and len(link.old) == 1:
            return link.old
        return [old for old in link.old if old in contested.union(self._outside(link))]

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
        if link.strength == 1 and self._is_alone(link):
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
        if len(link.old) > 1 or len(link.new) > 1 or self._known.support(link) >= AGREED:
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

    def _is_believed(self, link: Link) -> bool:
        support = self._known.support(link)
        if link.strength == 1 and (support >= 1 or self._is_itself(link.old[0], link.new[0])):
            return True
        is_pair = len(link.old) == len(link.new) == 1
        if is_pair and not self._known.like.kin.is_row(link.old[0], self._known.new[link.new[0]]):
            return False
        if self._is_alone(link):
            return True
        if is_pair and link.strength == 1 and support < 1:
            return False  # its like stand elsewhere
        if is_pair and not (self._are_kept(link) and (support >= 1 or self._is_anywhere(*link.old, *link.new))):
            return False
        return all(self._is_said(old, link, support) for old in link.old) or self._is_alike(link, support)

    def _is_itself(self, old: int, new: int) -> bool:
        """Whether the texts are equal, occur once and say enough: another "Yes." may stand anywhere."""
        return self._known.is_only(old, new) and weight(self._known.old[old]) >= TELLING

    def _is_anywhere(self, old: int, new: int) -> bool:
        """Whether a pair of which no neighbour agrees has most of the words of one of the two, or is like nothing else.

        Where a report says the same of one after another, as of two witnesses, half the words of a sentence stand again
        in some other place.
        """
        like = self._known.like
        if like.kin.is_another_count(old, self._known.new[new]):
            return False
        kept = max(like.odds.share(old, (new,)), like.back.share(new, (old,)))
        if kept >= _MOST_KEPT and like.of(old, new) >= _SOMEWHERE:
            return True
        others = (like.of(each, new) for each in self._resembled_by(new) if each != old)
        return max(self._strangers(old, new), *others, 0.0) < _LIKE_ANOTHER

    def _resembled_by(self, new: int) -> Sequence[int]:
        """Return the old paragraphs, linked or not, that a new one resembles most."""
        if new not in self._resembled:
            links = self._links.all()
            apart = {link.new[0] for link in links if link.strength < 1 and self._known.support(link) < 1}
            news = (apart | {new}).difference(self._resembled)
            self._resembled |= candidates(self._known.new, self._known.old, news, range(len(self._known.old)))
        return self._resembled[new]

    def _is_alone(self, link: Link) -> bool:
        if link.old not in self._alone:
            self._alone[link.old] = self._between.is_alone(link)
        return self._alone[link.old]

    def _are_kept(self, link: Link) -> bool:
        """Whether a pair has too many of the words to be another statement in the place of the old one."""
        old, new, like = link.old[0], link.new[0], self._known.like
        return like.odds.are_kept(old, new, link.strength) or like.is_part(old, new)

    def _is_said(self, old: int, link: Link, support: float) -> bool:
        """Whether the words of one of a link's old paragraphs say that it became what the link has."""
        like, new = self._known.like, link.new[0]
        is_pair = len(link.old) == len(link.new) == 1
        is_whole = is_pair and like.is_whole(old, new, support)
        if not is_whole and not self._known.is_sized(link.old, link.new):
            return False
        if is_pair:
            return like.is_enough(old, new, support, link.strength)
        others = tuple(each for each in link.old if each != old)
        return like.odds.are_enough(old, link.new, support, link.strength, others)

    def _is_alike(self, link: Link, support: float) -> bool:
        """Whether the texts are so much alike that the words need not say it."""
        old, new = link.old[0], link.new[0]
        if len(link.old) == 1 and self._known.like.odds.of(old, link.new) < _AGAINST:
            return False
        text = min((self._known.old[old], self._known.new[new]), key=len)
        telling = math.sqrt(min(1.0, weight(text) / _TELLING))
        if link.strength * telling < _ENOUGH - _EASED * support or not self._is_told(link, support):
            return False
        if len(link.old) + len(link.new) > 2 or (support >= AGREED and link.strength >= _FAINT):
            return True
        return link.strength > _OUT + self._strangers(old, new)

    def _is_told(self, link: Link, support: float) -> bool:
        told = self._told(link)
        return told is None or told >= (_TOLD_IN_PLACE if support >= AGREED else _TOLD)

    def _told(self, link: Link) -> float | None:
        is_pair = len(link.old) == len(link.new) == 1 and link.strength < 1
        return self._known.like.told(link.old[0], link.new[0]) if is_pair else None

    def _outside(self, link: Link) -> Sequence[int]:
        """Return the old paragraphs of a link that may not be in it: those of a merge that left next to nothing there.

        Of a split the longest part, on which the comments go on, must have been in the old one.
        """
        like = self._known.like
        if len(link.new) > 1:
            longest = max(link.new, key=lambda new: size(self._known.new[new]))
            others = tuple(new for new in link.new if new != longest)
            held = like.held_back(longest, link.old[0], others)
            return link.old if like.back.share(longest, link.old) + held < _IN_IT else ()
        pieces = {old: tuple(each for each in link.old if each != old) for old in link.old if len(link.old) > 1}
        return [
            old
            for old, but in pieces.items()
            if like.odds.share(old, link.new, but) + like.held(old, link.new[0], but) < _IN_IT
        ]

    def _strangers(self, old: int, new: int) -> float:
        """Return how alike an old paragraph is, at most, to new ones that are others'."""
        return max((self._known.like.of(old, each) for each in self._known.strangers_of(old, (new,))), default=0.0)
