"""What a moderator answers to a letter of ours is carried out, once, on the text that the letter showed."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate import instructions, letters, verbs
from mailgate.desk import Desk
from mailgate.handlers import correction
from mailgate.handlers.outcome import Incoming, Outcome, about, hint, refused
from mailgate.instructions import Instruction, Line, Verb
from mailgate.sending.compose import Letter
from mailgate.verbs import Decider, Done, NotDone
from store.model import Comment, Grant, Item

# What is rare and weighs more, or is seen by everybody, is answered with how to take it back.
_ANSWERED = frozenset({Verb.SPAM, Verb.TRUST, Verb.REDACT, Verb.REPLY})


def decide(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Carry out the decision that a moderator answered with."""
    moderator_id = desk.moderators.find(grant.person)
    if moderator_id is None:
        return refused(incoming, "no longer a moderator")
    by = Decider(person=grant.person, moderator_id=moderator_id)
    lines = instructions.single(incoming.reading.text)
    wishes = [line.instruction for line in lines if line.instruction is not None]
    if not wishes:
        letter = _again(comment, by, desk, news="unclear", understood=lines)
        return hint(incoming, comment, desk, digest, letter)
    if wishes[0].verb is Verb.HELP:
        return about(incoming, comment, "help", _again(comment, by, desk, news="help"))
    proposed = desk.corrections.waiting(comment)
    if proposed is not None and grant.items[0].text_hash == proposed.revision.text_hash:
        return correction.decide(incoming, proposed, wishes[0], by, desk)
    by_mail = _Answer(incoming=incoming, shown=grant.items[0], by=by, desk=desk)
    return by_mail.carry_out(comment, wishes)


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
            done = self._act(comment, wish, is_first=wish is wishes[0])
            if isinstance(done, NotDone):
                news = "already" if done.is_overtaken else "unclear"
                letter = _again(comment, self.by, self.desk, news=news, why=done.why)
                return about(self.incoming, comment, f"{wish.verb}: {done.why}", *told, letter)
            told += done.letters
            if wish.verb in _ANSWERED:
                place = self.desk.place_of(comment)
                told.append(letters.done(done.about, self.by.person, done.says, place, self.desk))
            comment = self.desk.comments.get(comment.id)
        return about(self.incoming, comment, " and ".join(wish.verb for wish in wishes), *told)

    def _act(self, comment: Comment, wish: Instruction, *, is_first: bool) -> Done | NotDone:
        """Act on what the letter showed; if that was another state, it was overtaken: overturning needs a new letter.

        Whoever decided may undo from the letter they decided by.
        """
        is_own_undo = wish.verb is Verb.UNDO and self._decided(comment)
        if is_first and not is_own_undo and self.shown.text_hash != comment.revision.text_hash:
            return NotDone(why="the text has changed")
        if is_first and not is_own_undo and self.shown.state is not comment.state:
            return NotDone(why=f"the comment is {comment.state} already")
        return verbs.act(self.desk, comment, wish, self.by)

    def _decided(self, comment: Comment) -> bool:
        decisions = self.desk.comments.decisions(comment.id)
        return bool(decisions) and decisions[-1].moderator_id == self.by.moderator_id


def _again(
    comment: Comment, by: Decider, desk: Desk, *, news: str, why: str = "", understood: Sequence[Line] = ()
) -> Letter:
    present, place = desk.comments.get(comment.id), desk.place_of(comment)
    return letters.to_decide(present, by.person, place, desk, news=news, why=why, understood=understood, is_reply=True)
