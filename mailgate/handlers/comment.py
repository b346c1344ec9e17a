"""A mail to a paragraph, or in answer to a comment, becomes a comment.

It waits for its author's word, unless their domain has spoken for them.
"""

from dataclasses import replace

from mailgate import letters, policy
from mailgate.address import ToParagraph, ToReply
from mailgate.decide import confirm
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, by_machine, refused
from mailgate.policy import Case, Fate, History
from mailgate.reading import names
from mailgate.sending.compose import Letter
from store.comments import SAME_COMMENT_FOR, NewComment
from store.model import Comment, Place, Revision, State
from store.people import BOUNCES
from store.spool import Result, Verdict


def receive(incoming: Incoming, to: ToParagraph, desk: Desk) -> Outcome:
    """Do with a mail as the policy says."""
    where = desk.documents.address(to.document, to.key)
    if where is None:
        return refused(incoming, "there is no such paragraph")
    return _receive(incoming, where, desk, answered=None)


def answer(incoming: Incoming, to: ToReply, desk: Desk) -> Outcome:
    """Do the same with a public answer to a comment."""
    answered = desk.comments.find(to.comment)
    if answered is None or answered.state is not State.APPROVED:
        return refused(incoming, "there is no such comment")
    return _receive(incoming, desk.place_of(answered), desk, answered=answered)


def answer_of_a_follower(incoming: Incoming, answered: Comment, desk: Desk) -> Outcome:
    """Keep a public answer that came with a token of ours, from the person it was sent to: they are proved (INV-21)."""
    return _by_token(incoming, desk.place_of(answered), answered.public_id, desk)


def another_of_a_commenter(incoming: Incoming, where: Place, desk: Desk) -> Outcome:
    """Do the same with a new comment that came so."""
    return _by_token(incoming, where, None, desk)


def _by_token(incoming: Incoming, where: Place, answers: str | None, desk: Desk) -> Outcome:
    judgement = policy.judge(incoming.reading, desk.site)
    if judgement is not policy.Judgement.COMMENT or not where.document.is_open(incoming.mail.received_at):
        return _placed(refused(incoming, judgement.value or "the document is closed"), where)
    return _keep(incoming, where, answers, Fate.ADMIT, desk)


def _receive(incoming: Incoming, where: Place, desk: Desk, *, answered: Comment | None) -> Outcome:
    author = incoming.reading.author or ""
    case = Case(
        judgement=policy.judge(incoming.reading, desk.site),
        shown=policy.shown(incoming.proof),
        history=_history(author, desk),
        is_open=where.document.is_open(incoming.mail.received_at),
        asks_always=desk.office.always_asks,
    )
    fate, reason = policy.decide(case)
    if fate is Fate.DISCARD:
        return _placed(by_machine(incoming), where)
    if fate is Fate.REFUSE:
        told = (letters.not_taken(author, reason, where, desk),) if incoming.proof.is_verified else ()
        return _placed(refused(incoming, reason), where, *told)
    answers = None if answered is None else answered.public_id
    return _keep(incoming, where, answers, fate, desk)


def _history(author: str, desk: Desk) -> History:
    silence = desk.suppressions.reason(author)
    if silence is not None:
        return History.SUSPENDED if silence == BOUNCES else History.SUPPRESSED
    return History.CONFIRMED if desk.office.always_asks and desk.pasts.was_confirmed(author) else History.NEW


def _keep(incoming: Incoming, where: Place, answers: str | None, fate: Fate, desk: Desk) -> Outcome:
    author = incoming.reading.author or ""
    since = incoming.mail.received_at - SAME_COMMENT_FOR
    first = desk.comments.same(author, where.paragraph_id, incoming.reading.html, since=since, answers=answers)
    if first is not None:
        return _recorded(incoming, where, first, Result.DUPLICATE)
    comment = desk.comments.add(_new(incoming, author, where, desk, answers))
    caused: tuple[Letter, ...] = ()
    if fate is Fate.ADMIT:
        caused = confirm(desk, comment) or ()
    elif fate is Fate.ASK:
        caused = (letters.challenge(comment, author, where, desk, asks=incoming.ask),)
    return Outcome(verdict=_recorded(incoming, where, comment, Result.COMMENT).verdict, letters=caused)


def _new(incoming: Incoming, author: str, where: Place, desk: Desk, answers: str | None) -> NewComment:
    reading = incoming.reading
    name = names.published(reading.author_name, author)
    uncut = Revision(name=name, html=reading.uncut_html, text=reading.uncut_text, removed="")
    return NewComment(
        public_id=desk.new_public_id(),
        document_id=where.document.id,
        paragraph_id=where.paragraph_id,
        author=author,
        message_id=reading.message_id,
        revision=Revision(name=name, html=reading.html, text=reading.text, removed=reading.removed),
        uncut=uncut if uncut.html else None,
        received_at=incoming.mail.received_at,
        answers=answers,
        proof=incoming.proof.kept,
    )


def _recorded(incoming: Incoming, where: Place, comment: Comment, result: Result) -> Outcome:
    facts = incoming.facts
    if result is not Result.DUPLICATE:
        facts = replace(facts, text="")  # a comment's own words are in its revision
    verdict = Verdict(
        result=result,
        facts=facts,
        document_id=where.document.id,
        paragraph_id=where.paragraph_id,
        comment_id=comment.id,
    )
    return Outcome(verdict=verdict)


def _placed(outcome: Outcome, where: Place, *told: Letter) -> Outcome:
    verdict = replace(outcome.verdict, document_id=where.document.id, paragraph_id=where.paragraph_id)
    return Outcome(verdict=verdict, letters=told)
