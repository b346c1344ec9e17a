"""Whether a link is sure enough by what its words, its texts and its neighbours say, if nothing contests it. Pure."""

import math
from collections.abc import Sequence

from mailgate.importers.identity.between import Between
from mailgate.importers.identity.evidence import Evidence
from mailgate.importers.identity.odds import AGREED, SURE
from mailgate.importers.identity.outcome import Link
from mailgate.importers.identity.shingles import candidates
from mailgate.importers.identity.wording import TELLING, size, weight

_ENOUGH = 0.5  # strength from which a link is believed wherever it stands
_EASED = 0.17  # by which each neighbour that agrees lowers that
_TELLING = 60  # weight from which a text's strength counts in full
_FAINT = 0.35  # strength from which it is believed in its place; elsewhere it must stand out from what strangers share
_OUT = 0.05  # by so much
_AGAINST = -1.5  # what the words say where they speak against it, however alike the texts are
_IN_IT = 0.45  # of a piece, its other pieces apart, the share of its words and that of its runs in the whole, in sum
_TOLD = 0.5  # share of what tells a paragraph from others made like it that must be in what it became
_TOLD_IN_PLACE = 0.35  # the same where the neighbours agree
# The share of what the words of either say, below which nothing that stands elsewhere is believed to be it.
_MOST_KEPT = 0.6
_SOMEWHERE = 0.5  # and how alike they must be as texts: another may be made of the same words, or speak of the same
_LIKE_ANOTHER = 0.05  # likeness from which any other makes that doubtful
_APART = 5  # stretches of a rewritten paragraph, apart, that must be kept,
_ONE_IN = 16  # and words of the longer text to one stretch, at most: long texts have some in common by chance
_APART_IN_PLACE, _SAID_IN_PLACE = 3, 1.5 * SURE  # where the neighbours agree fewer do, if the words say so much


class Belief:
    """What is believed of the links there are."""

    def __init__(self, evidence: Evidence, between: Between) -> None:
        self._known = evidence
        self._links = evidence.links
        self._between = between
        self._alone: dict[tuple[int, ...], bool] = {}
        self._resembled: dict[int, list[int]] = {}

    def of(self, link: Link) -> bool:
        """Return whether nobody need be asked about a link, if nothing contests it."""
        support = self._known.support(link)
        if link.is_join:
            if link.strength == 1:
                return True
            return all(self._is_said(old, link, support) for old in link.old) or self._is_alike(link, support)
        if link.strength == 1 and (support >= 1 or self._is_itself(link.old[0], link.new[0])):
            return True
        if not self._known.like.kin.is_row(link.old[0], self._known.new[link.new[0]]):
            return False
        return self.is_alone(link) or self._is_pair(link, support)

    def is_alone(self, link: Link) -> bool:
        """Return whether a pair is the only one of its kind that its neighbours leave for either of the two."""
        if link.old not in self._alone:
            self._alone[link.old] = self._between.is_alone(link)
        return self._alone[link.old]

    def told(self, link: Link) -> float | None:
        """Return the share of what tells an old paragraph from others made like it that a pair has kept, if any are."""
        is_pair = len(link.old) == len(link.new) == 1 and link.strength < 1
        return self._known.like.told(link.old[0], link.new[0]) if is_pair else None

    def outside(self, link: Link) -> Sequence[int]:
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

    def _is_pair(self, link: Link, support: float) -> bool:
        """Whether the words of a pair, or its texts as a whole, say enough for it."""
        if link.strength == 1 and support < 1:
            return False  # its like stand elsewhere
        if self._is_kept_throughout(link, support):
            return True
        if not self._are_kept(link) or (support < 1 and not self._is_anywhere(*link.old, *link.new)):
            return False
        return self._is_said(link.old[0], link, support) or self._is_alike(link, support)

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
        if kept >= _MOST_KEPT and like.plainly(old, new) >= _SOMEWHERE:
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

    def _are_kept(self, link: Link) -> bool:
        """Whether a pair has too many of the words to be another statement in the place of the old one."""
        old, new, like = link.old[0], link.new[0], self._known.like
        return like.odds.are_kept(old, new, link.strength) or like.is_part(old, new)

    def _is_kept_throughout(self, link: Link, support: float) -> bool:
        """Whether a pair has words in common all along the text, however much was rewritten between them."""
        old, new, odds = link.old[0], link.new[0], self._known.like.odds
        said = odds.of(old, (new,))
        if said < SURE or not self._is_told(link, support):
            return False
        least = _APART_IN_PLACE if support >= AGREED and said >= _SAID_IN_PLACE else _APART
        return odds.stretches(old, new) >= max(least, odds.words(old, new) / _ONE_IN)

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
        told = self.told(link)
        return told is None or told >= (_TOLD_IN_PLACE if support >= AGREED else _TOLD)

    def _strangers(self, old: int, new: int) -> float:
        """Return how alike an old paragraph is, at most, to new ones that are others'."""
        return max((self._known.like.of(old, each) for each in self._known.strangers_of(old, (new,))), default=0.0)
