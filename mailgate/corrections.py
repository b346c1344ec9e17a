"""A moderator's decision on the correction of a published comment. Until then the words before it stay."""

from collections.abc import Callable
from typing import Final

from mailgate import asking, decide, letters
from mailgate.desk import Desk
from mailgate.done import Decider, Done, NotDone, Outcome
from mailgate.instructions import Instruction, Verb
from mailgate.sending.compose import Letter
from store.model import Comment


def act(desk: Desk, proposed: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Publish the correction, let it go, or let it wait; anything else is not for a correction."""
    found = _VERBS.get(wish.verb)
    if found is None:
        why = "a correction can only be approved, rejected or held; answer the letter about the comment for the rest"
        return NotDone(why=why, is_overtaken=False)
    return found(desk, proposed, wish, by)


def _publish(desk: Desk, proposed: Comment, _wish: Instruction, by: Decider) -> Outcome:
    if not _decide(desk, proposed, by, is_approved=True, reason=""):
        return _OVERTAKEN
    decide.rebuild(desk, proposed)
    corrected = desk.comments.get(proposed.id)
    told = (*_told(desk, proposed, "corrected"), *decide.left_out(desk, corrected))
    return Done(says="the correction is published", about=corrected, letters=told)


def _trust(desk: Desk, proposed: Comment, wish: Instruction, by: Decider) -> Outcome:
    outcome = _publish(desk, proposed, wish, by)
    if isinstance(outcome, Done):
        document = desk.place_of(proposed).document
        desk.trusts.give(proposed.commenter_id, document.id, by=by.moderator_id, at=desk.now)
    return outcome


def _let_go(desk: Desk, proposed: Comment, wish: Instruction, by: Decider) -> Outcome:
    if not _decide(desk, proposed, by, is_approved=False, reason=wish.text):
        return _OVERTAKEN
    about = desk.comments.get(proposed.id)
    return Done(says="the correction is not published", about=about, letters=_told(desk, proposed, "declined"))


def _spam(desk: Desk, proposed: Comment, _wish: Instruction, by: Decider) -> Outcome:
    """Off, in silence. What is published stays: that is another decision."""
    if not _decide(desk, proposed, by, is_approved=False, reason="spam"):
        return _OVERTAKEN
    decide.suspend(desk, proposed)
    says = "the correction is dropped without a word, and its sender suspended; the comment stays"
    return Done(says=says, about=desk.comments.get(proposed.id))


def _hold(desk: Desk, proposed: Comment, _wish: Instruction, _by: Decider) -> Outcome:
    desk.notices.silence([proposed.id])
    return Done(says="held: no reminder will come", about=proposed)


def _decide(desk: Desk, proposed: Comment, by: Decider, *, is_approved: bool, reason: str) -> bool:
    is_first = desk.corrections.decide(
        proposed, is_approved=is_approved, reason=reason, at=desk.now, moderator_id=by.moderator_id
    )
    if is_first:
        asking.settled(desk, desk.comments.get(proposed.id), by=by.moderator_id)
    return is_first


def _told(desk: Desk, proposed: Comment, news: str) -> tuple[Letter, ...]:
    author = desk.comments.author(proposed).address
    return (letters.receipt(proposed, author, desk.place_of(proposed), desk, news=news),)


_OVERTAKEN: Final = NotDone(why="the correction was decided on before")
_VERBS: Final[dict[Verb, Callable[[Desk, Comment, Instruction, Decider], Outcome]]] = {
    Verb.APPROVE: _publish,
    Verb.TRUST: _trust,
    Verb.REJECT: _let_go,
    Verb.SPAM: _spam,
    Verb.HOLD: _hold,
}
