"""Mail to the envelope sender of a letter of ours: a delivery report, or a machine. Counted, never answered.

The token tells which letter came back, and only whom it went to can know it (INV-56). Whoever cannot be reached is
written to no more, until they write themselves; a comment whose challenge came back expires.
"""

from datetime import timedelta

from mailgate import letters, token
from mailgate.address import ToBounce
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome
from mailgate.reading import delivery_report
from mailgate.reading.delivery_report import Failure
from mailgate.sending.compose import Letter
from store.model import Event, State
from store.people import BOUNCES
from store.returned import Returned
from store.spool import Result, Verdict

COUNTED = timedelta(days=30)
HARD_LIMIT = 2  # reports of a mailbox that is not there, before we believe it of someone who once answered
SOFT_LIMIT = 5


def receive(incoming: Incoming, to: ToBounce, desk: Desk) -> Outcome:
    """Count what came back."""
    found = delivery_report.failure(incoming.mail.raw, incoming.reading.automatic)
    reason = incoming.reading.automatic or "not a delivery report"
    caused: tuple[Letter, ...] = ()
    if found is not None:
        returned = desk.returned.note(token.digest(to.token), is_hard=found is Failure.HARD, at=desk.now)
        reason = f"{found} bounce" if returned else f"{found} bounce, counted before"
        caused = _draw(returned, found, desk) if returned else ()
    return Outcome(verdict=Verdict(result=Result.BOUNCED, reason=reason, facts=incoming.facts), letters=caused)


def _draw(returned: Returned, found: Failure, desk: Desk) -> tuple[Letter, ...]:
    """Draw the consequence for the person, and for a comment that waits for their word."""
    comment = None if returned.comment_id is None else desk.comments.get(returned.comment_id)
    was_challenge = comment is not None and comment.state is State.UNCONFIRMED
    if comment is not None and was_challenge and found is Failure.HARD:
        letters.questions.returned(desk)
        desk.comments.decide(comment, Event.EXPIRE, at=desk.now, reason="the challenge could not be delivered")
    if _is_given_up(returned, found, desk, was_challenge=was_challenge):
        if desk.moderators.find(returned.recipient) is not None:  # in silence comments would wait for ever
            return (letters.unreachable_moderator(returned.recipient, desk),)
        desk.suppressions.add(returned.recipient, reason=BOUNCES, at=desk.now)
    return ()


def _is_given_up(returned: Returned, found: Failure, desk: Desk, *, was_challenge: bool) -> bool:
    """Whether this report is the one too many. A stranger's mailbox that is not there is believed at once."""
    hard, soft = desk.returned.lately(returned.recipient, since=desk.now - COUNTED)
    if found is Failure.HARD:
        return was_challenge or hard == HARD_LIMIT
    return soft == SOFT_LIMIT
