"""What a moderator answers to a letter of ours is carried out, once, on the text that the letter showed."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate import instructions, letters, verbs
from mailgate.desk import Desk
from mailgate.handlers import correction
from mailgate.handlers import digest as digests
from mailgate.handlers.outcome import Incoming, Outcome, about, hint, refused
from mailgate.instructions import ABOUT_ALL, Instruction, Line, Verb
from mailgate.sending.compose import Letter
from mailgate.verbs import Decider, NotDone
from store.model import Comment, Grant, Item

# What is rare and weighs more, or is seen by everybody, is answered with how to take it back.
_ANSWERED = frozenset({Verb.SPAM, Verb.TRUST, Verb.REDACT, Verb.REPLY})


def decide(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Carry out the decision that a moderator answered with."""
    moderator_id = desk.moderators.find(grant.person)
    if moderator_id is None or incoming.proof.is_refuted:
        reason = "no longer a moderator" if moderator_id is None else "its author's domain says that it is forged"
        return refused(incoming, reason)
    by = Decider(person=grant.person, moderator_id=moderator_id)
    if len(grant.items) > 1:
        return digests.decide(incoming, grant, desk, digest, by)
    lines = instructions.single(incoming.reading.text)
    wishes = [line.instruction for line in lines if line.instruction is not None]
    if not wishes:
        letter = _again(comment, by, desk, news="unclear", understood=lines)
        return hint(incoming, comment, desk, digest, letter)
    if wishes[0].verb in ABOUT_ALL:
        return about(incoming, comment, wishes[0].verb, *verbs.about_all(desk, [comment], wishes[0], by))
    proposed = desk.corrections.waiting(comment)
    if proposed is not None and grant.items[0].text_hash == proposed.revision.text_hash:
        return correction.decide(incoming, proposed, wishes[0], by, desk)
    return _Answer(incoming=incoming, shown=grant.items[0], by=by, desk=desk).carry_out(comment, wishes)


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
                letter = _again(comment, self.by, self.desk, news=news, why=done.why)
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
    present, place = desk.comments.get(comment.id), desk.place_of(comment)
    return letters.to_decide(present, by.person, place, desk, news=news, why=why, understood=understood, is_reply=True)
