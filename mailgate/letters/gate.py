"""The one gate that may refuse to send a letter, and the only way out."""

from collections.abc import Sequence

from mailgate.desk import Desk
from mailgate.letters import questions
from mailgate.policy import is_ours
from mailgate.sending.compose import Letter, compose
from store.model import Purpose
from store.people import BOUNCES


def admit(letters: Sequence[Letter], desk: Desk) -> list[Letter]:
    """Return the letters that may be sent: none to ourselves, nor to an address that must have silence (INV-52).

    That nothing is sent in answer to machines, lists and null senders is the handlers' law: they hand none on.
    """
    others = [letter for letter in letters if not is_ours(letter.to, desk.site)]
    silent = desk.suppressions.among({letter.to for letter in others})
    for letter in others:
        if silent.get(letter.to) == BOUNCES and _answers_its_owner(letter):
            desk.suppressions.lift(letter.to)
            del silent[letter.to]
    return [letter for letter in others if letter.to not in silent]


def post(letters: Sequence[Letter], desk: Desk) -> int:
    """Put the letters that are admitted in the outbox, each with its grant; return how many. The only way out."""
    admitted = admit(letters, desk) if letters else []
    asking = [letter for letter in admitted if letter.asks is not None]
    return _put([letter for letter in admitted if letter.asks is None] + questions.admitted(asking, desk), desk)


def post_due(desk: Desk) -> int:
    """Put questions to authors in the outbox that waited and have room now; return how many letters that makes."""
    return _put(admit(questions.due(desk), desk), desk)


def _put(letters: Sequence[Letter], desk: Desk) -> int:
    composed = [compose(one, site=desk.site, random=desk.office.random, now=desk.now) for one in letters]
    desk.outbox.put([one.outgoing for one in composed], at=desk.now)
    desk.grants.put([(one.digest, one.grant) for one in composed if one.grant is not None])
    return len(composed)


def _answers_its_owner(letter: Letter) -> bool:
    """Whether this person has just used a letter of ours: so their mailbox is there. A challenge answers anybody."""
    return letter.is_reply and letter.answers is not None and letter.answers.purpose is not Purpose.CONFIRM
