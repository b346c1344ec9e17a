"""What a moderator answers to a letter of ours is carried out, once, on the text that the letter showed."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate import instructions, letters, verbs
from mailgate.desk import Desk
from mailgate.done import Decider, NotDone
from mailgate.handlers import digest as digests
from mailgate.handlers.outcome import Incoming, Outcome, about, hint, refused
from mailgate.instructions import ABOUT_ALL, Instruction, Line, Verb
from mailgate.sending.compose import Letter
from store.model import Comment, Grant, Item, ModeratorId
from store.spool import Result, Verdict

# What is rare and weighs more, or is seen by everybody, is answered with how to take it back.
_ANSWERED = frozenset({Verb.SPAM, Verb.TRUST, Verb.REDACT, Verb.REPLY})


def decide(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Carry out the decision that a moderator answered with."""
    moderator_id = desk.moderators.find(grant.person)
    if moderator_id is None or _is_forged(incoming, moderator_id, desk):
        return refused(
            incoming, "no longer a moderator" if moderator_id is None else "not proved to be the moderator's"
        )
    by = Decider(person=grant.person, moderator_id=moderator_id)
    if len(grant.items) > 1:
        return digests.decide(incoming, grant, desk, digest, by)
    lines = instructions.single(incoming.reading.text)
    wishes = [line.instruction for line in lines if line.instruction is not None]
    present = verbs.as_shown(desk, comment, grant.items[0])
    if not wishes:
        letter = _again(present, by, desk, news="unclear", understood=lines)
        return hint(incoming, comment, desk, digest, letter)
    if wishes[0].verb in ABOUT_ALL:
        return about(
            incoming,
            comment,
            wishes[0].verb,
            *verbs.about_all(desk, [present], wishes[0], by),
        )
    return _Answer(incoming=incoming, shown=grant.items[0], by=by, desk=desk).carry_out(comment, wishes)


def _is_forged(incoming: Incoming, moderator_id: ModeratorId, desk: Desk) -> bool:
    """Whether the author's domain says so, or the mail has not the proof that this moderator's mail always has."""
    is_missed = desk.moderators.needs_proof(moderator_id) and not incoming.proof.is_verified
    return is_missed or incoming.proof.is_refuted


def welcome(incoming: Incoming, grant: Grant, desk: Desk) -> Outcome:
    """Find out by the answer to the first letter whether this person's mail proves that it is theirs (INV-62)."""
    moderator_id = desk.moderators.find(grant.person)
    if moderator_id is None:
        return refused(incoming, "no longer a moderator")
    is_proved = incoming.proof.is_verified
    desk.moderators.pin(moderator_id, is_proved=is_proved)
    news = "proved" if is_proved else "unproved"
    verdict = Verdict(result=Result.COMMAND, reason=f"welcomed: {news}", facts=incoming.facts)
    return Outcome(verdict=verdict, letters=(letters.welcome(grant.person, desk, news=news),))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One moderator's answer to one letter, which showed `shown`."""

    incoming: Incoming
    shown: Item
    by: Decider
    desk: Desk

    def carry_out(self, comment: Comment, wishes: list[Instruction]) -> Outcome:
        """Carry out one command after the other; the first that does not apply ends it."""
        told: list[Letter] = []
        for wish in wishes:
            done = (
                verbs.act_on(self.desk, comment, wish, self.by, self.shown)
                if wish is wishes[0]
                else verbs.act(self.desk, comment, wish, self.by)
            )
            if isinstance(done, NotDone):
                news = "already" if done.is_overtaken else "unclear"
                shown = verbs.as_shown(self.desk, self.desk.comments.get(comment.id), self.shown)
                letter = _again(shown, self.by, self.desk, news=news, why=done.why)
                return about(self.incoming, comment, f"{wish.verb}: {done.why}", *told, letter)
            told += done.letters
            if wish.verb in _ANSWERED or self._may_be_forged(wish):
                place = self.desk.place_of(comment)
                told.append(letters.done(done.about, self.by.person, done.says, place, self.desk))
            comment = self.desk.comments.get(comment.id)
        return about(self.incoming, comment, " and ".join(wish.verb for wish in wishes), *told)

    def _may_be_forged(self, wish: Instruction) -> bool:
        """Whether whoever owns the address must hear of the decision: their domain does not speak for them (INV-62)."""
        return not self.incoming.proof.is_verified and wish.verb is not Verb.UNDO  # after that they are asked again


def _again(
    comment: Comment, by: Decider, desk: Desk, *, news: str, why: str = "", understood: Sequence[Line] = ()
) -> Letter:
    place = desk.place_of(comment)
    return letters.to_decide(comment, by.person, place, desk, news=news, why=why, understood=understood, is_reply=True)
