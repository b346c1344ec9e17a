"""A moderator's decision on the correction of a published comment. Until then the words before it stay."""

from mailgate import letters
from mailgate.decide import rebuild
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, about
from mailgate.instructions import Instruction, Verb
from mailgate.verbs import Decider
from store.model import Comment

_YES, _NO = (Verb.APPROVE, Verb.TRUST), (Verb.REJECT, Verb.SPAM)


def decide(incoming: Incoming, proposed: Comment, wish: Instruction, by: Decider, desk: Desk) -> Outcome:
    """Publish the correction or let it go, and tell its author. Anything else changes nothing, and is answered."""
    place = desk.place_of(proposed)
    if wish.verb not in _YES + _NO:
        why = "a correction can only be approved or rejected"
        letter = letters.to_decide(proposed, by.person, place, desk, news="already", why=why, is_reply=True)
        return about(incoming, proposed, why, letter)
    is_approved = wish.verb in _YES
    reason = "" if is_approved else wish.text
    decided = desk.corrections.decide(
        proposed, is_approved=is_approved, reason=reason, at=desk.now, moderator_id=by.moderator_id
    )
    if not decided:
        return about(incoming, proposed, "the correction was decided before")
    if is_approved:
        rebuild(desk, proposed)
    author = desk.comments.author(proposed).address
    told = letters.receipt(proposed, author, place, desk, news="corrected" if is_approved else "declined")
    return about(incoming, proposed, f"correction {'approved' if is_approved else 'rejected'}", told)
