"""What each verb of a moderator does to a comment, however it came: by mail, or by the operator's command.

Each takes the comment as it was read. What does not apply changes nothing and says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from mailgate import asking, corrections, letters, plain
from mailgate.decide import carry_out, rebuild, settle, suspend
from mailgate.desk import Desk
from mailgate.done import Decider, Done, NotDone, Outcome
from mailgate.instructions import RHYTHMS, Instruction, Verb
from mailgate.reading.extract.lines import Line
from mailgate.reading.extract.write import markup
from mailgate.reading.sanitize import clean
from mailgate.redaction import redact
from mailgate.sending.compose import Letter
from store.comments import NewComment
from store.model import Comment, Decision, Event, Item, ReportState, Revision, Rhythm, State
from store.notices import News

UNDO_FOR: Final = timedelta(hours=24)


def act(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Carry out one instruction."""
    return _VERBS[wish.verb](desk, comment, wish, by)


def act_on(desk: Desk, comment: Comment, wish: Instruction, by: Decider, shown: Item) -> Outcome:
    """Act on what a letter showed; if that was something else it was overtaken, and overturning needs a new letter.

    Whoever decided may undo from the letter they decided by. What showed a correction decides on that.
    """
    present = as_shown(desk, comment, shown)
    if present.is_correction:
        return act(desk, comment, wish, by) if wish.verb is Verb.REPLY else corrections.act(desk, present, wish, by)
    if not (wish.verb is Verb.UNDO and _decided_last(desk, comment, by)) and (why := overtaken(comment, shown)):
        return NotDone(why=why)
    return act(desk, comment, wish, by)


def as_shown(desk: Desk, comment: Comment, shown: Item) -> Comment:
    """Return what a letter showed as it stands now: the correction that it showed, where that waits; the comment."""
    proposed = desk.corrections.waiting(comment) if comment.state is State.APPROVED else None
    return comment if proposed is None or shown.text_hash != proposed.revision.text_hash else proposed


def overtaken(comment: Comment, shown: Item) -> str:
    """Return why a letter no longer shows a comment as it stands; nothing where it does (INV-42, INV-61)."""
    if shown.text_hash != comment.revision.text_hash:
        return "the text has changed"
    return "" if shown.state is comment.state else f"the comment is {comment.state} already"


def about_all(desk: Desk, comments: Sequence[Comment], wish: Instruction, by: Decider) -> list[Letter]:
    """Do what is not about one comment: show the letter again, or set how often the moderator hears of the document."""
    place = desk.place_of(comments[0])
    if wish.verb in RHYTHMS and by.moderator_id is not None:
        desk.team.set_rhythm(by.moderator_id, Rhythm(wish.verb.value), place.document.id)
        return [letters.rhythm_set(by.person, wish.verb.value, place, desk)]
    if len(comments) == 1:
        return [letters.to_decide(comments[0], by.person, place, desk, news="help", is_reply=True)]
    return letters.digests(by.person, place.document, [(comment, True) for comment in comments], [], desk)


def _decided_last(desk: Desk, comment: Comment, by: Decider) -> bool:
    decisions = desk.comments.decisions(comment.id)
    return bool(decisions) and decisions[-1].moderator_id == by.moderator_id


def _approve(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    if comment.state is State.APPROVED and desk.reports.open_on(comment.id):
        return _keep(desk, comment, by)
    return _decide(desk, comment, Event.APPROVE, wish.text, by)


def _keep(desk: Desk, comment: Comment, by: Decider) -> Outcome:
    """Let a reported comment stand."""
    kept = settle(desk, comment, Event.KEEP, reason="", moderator_id=by.moderator_id)
    if kept is None:
        return _stands(comment)
    return Done(says="the comment stays", about=kept, letters=_close_reports(desk, kept, by))


def _close_reports(desk: Desk, comment: Comment, by: Decider) -> tuple[Letter, ...]:
    """Close what was reported of a comment that stays; return what reporters and author are told."""
    closed = desk.reports.close(comment.id, ReportState.KEPT, at=desk.now)
    asking.settled(desk, comment, by=by.moderator_id)
    return letters.kept(desk, comment, closed)


def _reject(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    if comment.is_official:
        return _take_answer_back(desk, comment, by)
    return _decide(desk, comment, Event.REJECT, wish.text, by)


def _trust(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Approve, and every later comment of its commenter on this document with it."""
    outcome = _decide(desk, comment, Event.TRUST, wish.text, by)
    if isinstance(outcome, Done):
        document = desk.place_of(comment).document
        desk.trusts.give(comment.commenter_id, document.id, by=by.moderator_id, at=desk.now)
        says = "approved, and so will be what its commenter writes on this document from now on"
        return replace(outcome, says=says)
    return outcome


def _hold(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    if comment.state is State.APPROVED and not desk.reports.open_on(comment.id):
        return _stands(comment)  # nothing of it waits
    held = settle(desk, comment, Event.HOLD, reason=wish.text, moderator_id=by.moderator_id)
    return _stands(comment) if held is None else Done(says="held: no reminder will come", about=held)


def _spam(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Off, in silence; whoever sent it is written to no more and can answer nothing they have."""
    discarded = settle(desk, comment, Event.DISCARD, reason=wish.text or "spam", moderator_id=by.moderator_id)
    if discarded is None:
        return _stands(comment)
    suspend(desk, comment)
    return Done(says="discarded without a word, and its sender suspended", about=discarded)


def _redact(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Approve without a phrase: what is published is a new revision, and the decision is on that."""
    redacted = redact(comment.revision.html, wish.phrase)
    if isinstance(redacted, int):
        where = "does not occur in it" if redacted == 0 else f"occurs {redacted} times in it: give more of the text"
        return NotDone(why=f'the phrase "{plain.wrap(wish.phrase)}" {where}', is_overtaken=False)
    words = plain.render(redacted, width=len(redacted))
    revision = Revision(name=comment.revision.name, html=redacted, text=words, removed=comment.revision.removed)
    if comment.state not in (State.PENDING, State.APPROVED, State.REJECTED):
        return _stands(comment)
    if not desk.comments.revise(comment, revision, at=desk.now):
        return _stands(comment)
    reports = desk.reports.open_on(comment.id) if comment.state is State.APPROVED else []
    outcome = _decide(desk, desk.comments.get(comment.id), Event.REDACT, wish.text, by)
    if isinstance(outcome, NotDone):
        return outcome
    told = _close_reports(desk, outcome.about, by)[: len(reports)] if reports else ()  # its author is told of the gap
    return replace(outcome, says="approved, with a gap where the phrase was", letters=(*outcome.letters, *told))


def _reply(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Publish an answer in the name of the report's owner; nobody has to confirm or approve it."""
    if comment.state is not State.APPROVED:
        return NotDone(why="only a published comment can be replied to: approve it first", is_overtaken=False)
    html = clean(markup([Line(line) for line in wish.text.split("\n")], wrapped=True))
    new = NewComment(
        public_id=desk.new_public_id(),
        document_id=comment.document_id,
        paragraph_id=comment.paragraph_id,
        author=by.person,
        message_id=None,
        revision=Revision(name=desk.site.title, html=html, text=wish.text, removed=""),
        received_at=desk.now,
        answers=comment.public_id,
        is_official=True,
    )
    reply = settle(desk, desk.comments.add(new), Event.REPLY, reason="", moderator_id=by.moderator_id)
    if reply is None:
        raise LookupError("a reply that was just made was changed by somebody else")
    told = letters.answered(comment, reply, desk.comments.author(comment).address, desk.place_of(comment), desk)
    return Done(says="your reply is published as the official answer", about=reply, letters=(told,))


def _take_answer_back(desk: Desk, comment: Comment, by: Decider) -> Outcome:
    taken = settle(desk, comment, Event.WITHDRAW, reason="", moderator_id=by.moderator_id)
    return _stands(comment) if taken is None else Done(says="your reply is taken off the page", about=taken)


def _undo(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Outcome:
    """Take the last decision back: the comment waits again, as it was, and the moderators are asked."""
    if comment.is_official:
        return _take_answer_back(desk, comment, by)
    decisions = desk.comments.decisions(comment.id)
    last = _last_decision(decisions)
    if last is None:
        return NotDone(why="there is no decision to take back", is_overtaken=False)
    if why := _too_late(decisions, last, desk, by):
        return NotDone(why=why)
    if last.is_of_correction:
        return _undo_correction(desk, comment, by)
    undone = settle(desk, comment, Event.UNDO, reason=wish.text, moderator_id=by.moderator_id)
    if undone is None:
        return _stands(comment)
    told = _take_consequences_back(desk, undone, last)
    again = desk.comments.get(comment.id)
    asked = asking.ask(desk, again, News.UNDONE)
    return Done(says="taken back: the comment waits again", about=again, letters=(*told, *asked))


def _take_consequences_back(desk: Desk, comment: Comment, last: Decision) -> tuple[Letter, ...]:
    """Undo what a decision did beside; return what the commenter is told, who heard nothing of being spam."""
    author = desk.comments.author(comment).address
    if last.event is Event.TRUST:
        desk.trusts.take(comment.commenter_id, desk.place_of(comment).document.id)
    if last.event is Event.REDACT and (before := desk.comments.revisions.earlier(comment)) is not None:
        desk.comments.revise(comment, before, at=desk.now)
    if last.event is Event.DISCARD:
        desk.suppressions.lift(author)
        return ()
    return (letters.receipt(comment, author, desk.place_of(comment), desk, news="pending"),)


def _too_late(decisions: Sequence[Decision], last: Decision, desk: Desk, by: Decider) -> str:
    """Return why a decision can no longer be taken back, or nothing."""
    if by.moderator_id is not None and desk.now - last.decided_at > UNDO_FOR:
        return "a decision can be taken back for 24 hours; now it can be overturned"
    return "its reporters were told that it stays; reject takes it off" if decisions[-1].event is Event.KEEP else ""


def _undo_correction(desk: Desk, comment: Comment, by: Decider) -> Outcome:
    """Let a correction that was published, or was not, wait again."""
    proposed = desk.corrections.undo(comment, at=desk.now, moderator_id=by.moderator_id)
    if proposed is None:
        return NotDone(why="its author has changed it since")
    rebuild(desk, proposed)
    told = letters.receipt(
        proposed, desk.comments.author(proposed).address, desk.place_of(proposed), desk, news="pending"
    )
    asked = asking.ask(desk, proposed, News.CORRECTED)
    return Done(says="taken back: the correction waits again", about=proposed, letters=(told, *asked))


def _last_decision(decisions: Sequence[Decision]) -> Decision | None:
    """Return the decision by which a comment stands as it does; None where it was not one of ours."""
    decided = [each for each in decisions if each.before is not each.after or each.event in _SAME_STATE]
    return decided[-1] if decided and decided[-1].event in _UNDOABLE else None


def _decide(desk: Desk, comment: Comment, event: Event, reason: str, by: Decider) -> Outcome:
    told = carry_out(desk, comment, event, reason=reason, moderator_id=by.moderator_id)
    if told is None:
        return _stands(comment)
    decided = desk.comments.get(comment.id)
    return Done(says=decided.state.value, about=decided, letters=told)


def _stands(comment: Comment) -> NotDone:
    return NotDone(why=f"the comment is {comment.state} already")


_SAME_STATE: Final = frozenset({Event.APPROVE, Event.REJECT, Event.REDACT})  # of a correction; of a phrase
_UNDOABLE: Final = frozenset({Event.APPROVE, Event.TRUST, Event.REDACT, Event.REJECT, Event.DISCARD})
_VERBS: Final[dict[Verb, Callable[[Desk, Comment, Instruction, Decider], Outcome]]] = {
    Verb.APPROVE: _approve,
    Verb.REJECT: _reject,
    Verb.HOLD: _hold,
    Verb.SPAM: _spam,
    Verb.TRUST: _trust,
    Verb.REDACT: _redact,
    Verb.REPLY: _reply,
    Verb.UNDO: _undo,
}
