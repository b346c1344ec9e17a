"""Questions to authors go out while there is room, those of one moment judged together (mailgate.rates).

What has no room waits in the store, and is looked at again: when the address has answered another question, and later.
Only a question that is not about a comment does not wait: whoever meant it can ask again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from mailgate import rates
from mailgate.desk import Desk
from mailgate.letters.commenters import challenge
from mailgate.letters.operators import to_operator
from mailgate.letters.wording import filled
from mailgate.rates import Ask, Counted, Room
from mailgate.sending.compose import Letter
from store.challenges import Waiting
from store.model import CommentId
from store.sealed import Box
from store.tallies import Live, Span

AT_ONCE = 200
_AGAIN = {Room.ADDRESS: timedelta(hours=1), Room.SOURCE: timedelta(hours=1), Room.SITE: timedelta(minutes=10)}


def admitted(questions: Sequence[Letter], desk: Desk) -> list[Letter]:
    """Return the questions that go out now; the others wait."""
    if not questions:
        return []
    waiting = [_waiting(letter, letter.asks, desk.office.box) for letter in questions if letter.asks is not None]
    desk.challenges.put([each for each in waiting if each.comment_id is not None], at=desk.now)
    return _judge(waiting, questions, desk)


def due(desk: Desk) -> list[Letter]:
    """Return the letters of questions that waited and have room now."""
    waiting = desk.challenges.due(desk.now, limit=AT_ONCE)
    questions = [_ask_again(each.comment_id, desk) for each in waiting if each.comment_id is not None]
    return _judge(waiting, questions, desk) if waiting else []


def returned(desk: Desk) -> None:
    """Count a question that came back: too many of them, and strangers are asked no more for a while."""
    keys = _keys(desk.office.box)
    desk.tallies.add(desk.tallies.live([keys.returned], desk.now).tick, {keys.returned: (1, Span.HOUR)})


def _ask_again(comment_id: CommentId, desk: Desk) -> Letter:
    comment = desk.comments.get(comment_id)
    return challenge(comment, desk.comments.author(comment).address, desk.place_of(comment), desk, asks=Ask())


def _judge(waiting: Sequence[Waiting], questions: Sequence[Letter], desk: Desk) -> list[Letter]:
    """Let those out that have room, in their order, each counted before the next is judged."""
    scales = _Scales.of(waiting, desk)
    found = [scales.weigh(each) for each in waiting]
    kept = [(each.comment_id, room) for each, room in zip(waiting, found, strict=True) if each.comment_id is not None]
    desk.challenges.sent([comment for comment, room in kept if room is Room.FREE], at=desk.now)
    desk.challenges.later({comment: desk.now + _AGAIN[room] for comment, room in kept if room in _AGAIN})
    go = [letter for letter, room in zip(questions, found, strict=True) if room is Room.FREE]
    if Room.SITE in found:
        go += scales.alarm()
    scales.note()
    return go


@dataclass(frozen=True, slots=True)
class _Keys:
    site: bytes
    strangers: bytes
    returned: bytes
    alarm: bytes


def _keys(box: Box) -> _Keys:
    return _Keys(*(box.digest("tally", name) for name in (b"site", b"strangers", b"returned", b"alarm")))


@dataclass
class _Scales:
    """The numbers of one moment, and what is added to them."""

    desk: Desk
    keys: _Keys
    live: Live
    open: set[bytes]
    known: set[bytes]
    added: dict[bytes, tuple[int, Span]] = field(default_factory=dict)

    @classmethod
    def of(cls, waiting: Sequence[Waiting], desk: Desk) -> "_Scales":
        keys = _keys(desk.office.box)
        asked = {keys.site, keys.strangers, keys.returned, keys.alarm}
        for each in waiting:
            asked.update(_of_address(each, desk.office.box), _sources(each))
        folded = {each.folded for each in waiting}
        live = desk.tallies.live(asked, desk.now)
        known = desk.challenges.known_among({each.person: each.folded for each in waiting})
        return cls(desk, keys, live, desk.challenges.open_among(folded), known)

    def weigh(self, each: Waiting) -> Room:
        """Judge one question, and count it if it goes out."""
        day, month = _of_address(each, self.desk.office.box)
        is_known = each.folded in self.known
        is_preferred = is_known or each.is_preferred
        counted = Counted(
            in_hour=self._number(self.keys.site),
            strangers_in_hour=self._number(self.keys.strangers),
            returned_in_hour=self._number(self.keys.returned),
            by_source=max((self._number(source) for source in _sources(each)), default=0),
            in_day=self._number(day),
            in_month=self._number(month),
            is_open=each.folded in self.open,
            is_known=is_known,
        )
        found = rates.room(self.desk.office.rates, counted, is_preferred=is_preferred)
        if found is Room.FREE:
            self.open.add(each.folded)
            for key, span in ((self.keys.site, Span.HOUR), (day, Span.DAY), (month, Span.MONTH)):
                self._add(key, span)
            if not is_preferred:
                self._add(self.keys.strangers, Span.HOUR)
                for source in _sources(each):
                    self._add(source, Span.DAY)
        return found

    def alarm(self) -> list[Letter]:
        """Tell the operator, once a day, that questions wait because there are too many."""
        if self._number(self.keys.alarm):
            return []
        self._add(self.keys.alarm, Span.DAY)
        number = self.desk.challenges.waiting()
        text = filled(self.desk.office.texts, "mail/crowded.txt", number=number, rates=self.desk.office.rates)
        return [to_operator(self.desk, subject="Comments wait for room to ask their authors", text=text)]

    def note(self) -> None:
        """Keep what was counted."""
        self.desk.tallies.add(self.live.tick, self.added)

    def _number(self, key: bytes) -> int:
        return self.live.numbers.get(key, 0) + self.added.get(key, (0,))[0]

    def _add(self, key: bytes, span: Span) -> None:
        self.added[key] = (self.added.get(key, (0,))[0] + 1, span)


def _waiting(letter: Letter, asks: Ask, box: Box) -> Waiting:
    return Waiting(
        comment_id=letter.comment_id,
        person=box.lookup(letter.to),
        folded=box.lookup_folded(letter.to),
        client=None if asks.client is None else box.digest("client", asks.client.encode()),
        signer=None if asks.signer is None else box.digest("signer", asks.signer.encode()),
        is_preferred=asks.is_preferred,
    )


def _of_address(each: Waiting, box: Box) -> tuple[bytes, bytes]:
    """Return the keys by which an address is counted for a day and for a month."""
    return box.digest("day", each.folded), box.digest("month", each.folded)


def _sources(each: Waiting) -> list[bytes]:
    return [source for source in (each.client, each.signer) if source is not None]
