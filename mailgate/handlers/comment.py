"""A mail to a paragraph, or in answer to a comment, becomes a comment that waits for its author's word."""

from dataclasses import replace

from mailgate import letters
from mailgate.address import ToParagraph, ToReply
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, by_machine, refused
from mailgate.policy import Judgement, judge
from mailgate.reading import names
from store.comments import SAME_COMMENT_FOR, NewComment
from store.model import Comment, Place, Revision, State
from store.spool import Result, Verdict


def receive(incoming: Incoming, to: ToParagraph, desk: Desk) -> Outcome:
    """Keep a comment unconfirmed and ask its author; or record why it is none."""
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


def _receive(incoming: Incoming, where: Place, desk: Desk, *, answered: Comment | None) -> Outcome:
    judgement = judge(incoming.reading, desk.site)
    if judgement is Judgement.MACHINE:
        return _placed(by_machine(incoming), where)
    author = incoming.reading.author
    if judgement is not Judgement.CHALLENGE or author is None:
        return _placed(refused(incoming, judgement.value), where)
    since = incoming.mail.received_at - SAME_COMMENT_FOR
    answers = None if answered is None else answered.public_id
    first = desk.comments.same(author, where.paragraph_id, incoming.reading.html, since=since, answers=answers)
    if first is not None:
        return _recorded(incoming, where, first, Result.DUPLICATE)
    comment = desk.comments.add(_new(incoming, author, where, desk, answers))
    outcome = _recorded(incoming, where, comment, Result.COMMENT)
    return Outcome(verdict=outcome.verdict, letters=(letters.challenge(comment, author, where, desk),))


def _new(incoming: Incoming, author: str, where: Place, desk: Desk, answers: str | None) -> NewComment:
    reading = incoming.reading
    name = names.published(reading.author_name, author)
    uncut = Revision(name=name, html=reading.uncut_html, text=reading.uncut_text, removed="")
    return NewComment(
        public_id=desk.new_public_id(),
        paragraph_id=where.paragraph_id,
        author=author,
        message_id=reading.message_id,
        revision=Revision(name=name, html=reading.html, text=reading.text, removed=reading.removed),
        uncut=uncut if uncut.html else None,
        received_at=incoming.mail.received_at,
        answers=answers,
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


def _placed(outcome: Outcome, where: Place) -> Outcome:
    verdict = replace(outcome.verdict, document_id=where.document.id, paragraph_id=where.paragraph_id)
    return Outcome(verdict=verdict)
