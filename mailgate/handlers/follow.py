"""A wish to be told of new comments: confirmed like a comment, told once a day at most, ended by one word."""

from dataclasses import replace

from mailgate import answers, letters, words
from mailgate.address import ToFollow
from mailgate.answers import Confirmation, read_confirmation
from mailgate.desk import Desk
from mailgate.handlers import comment
from mailgate.handlers.outcome import Incoming, Outcome, by_machine, refused
from mailgate.policy import is_ours
from mailgate.reading.model import Reading
from mailgate.reading.sanitize import clean
from mailgate.sending.compose import Letter
from store.model import Grant, Item, Purpose, State, Subscription
from store.spool import Result, Verdict


def receive(incoming: Incoming, to: ToFollow, desk: Desk) -> Outcome:
    """Keep the wish and ask whether it is theirs; a person whose domain speaks for them is not asked."""
    author = incoming.reading.author
    if incoming.reading.automatic is not None or (author and is_ours(author, desk.site)):
        return by_machine(incoming)
    document = desk.documents.get(to.document)
    place = desk.documents.address(to.document, to.key) if to.key else None
    if author is None or document is None or (to.key and place is None):
        return refused(incoming, "there is nobody or nothing to follow")
    if incoming.proof.is_refuted:
        return refused(incoming, "its author's domain asks that it be rejected (DMARC)")
    paragraph_id = place.paragraph_id if place else None
    wish = desk.subscriptions.find(author, document.id, paragraph_id)
    if wish is None:
        wish = desk.subscriptions.add(author, document.id, paragraph_id, at=desk.now)
    elif not incoming.proof.is_verified and _is_known(wish, desk):  # no second letter to a stranger
        return _about(incoming, wish, "follow: asked before")
    if not incoming.proof.is_verified:
        return _about(incoming, wish, "follow: asked", letters.follow_challenge(wish, desk, asks=incoming.ask))
    desk.subscriptions.confirm(wish.id, at=desk.now)
    return _about(incoming, wish, "follow", letters.following(wish, desk))


def confirm(incoming: Incoming, grant: Grant, desk: Desk) -> Outcome:
    """ "Do you want this?" Yes: it begins. No: it is forgotten, and we are silent from now on."""
    wish = _wish(grant, desk)
    if wish is None:
        return refused(incoming, "the subscription has ended")
    answer = read_confirmation(incoming.reading.text, incoming.reading.error)
    if answer is Confirmation.NO:
        desk.subscriptions.end(wish.id)
        if wish.confirmed_at is None:
            desk.suppressions.add(grant.person, reason="said no to a challenge", at=desk.now)
        return _about(incoming, wish, "follow: denied")
    if answer is Confirmation.UNCLEAR or not desk.subscriptions.confirm(wish.id, at=desk.now):
        return _about(incoming, wish, "follow: not understood, or confirmed before")
    return _about(incoming, wish, "follow", letters.following(wish, desk))


def answer(incoming: Incoming, grant: Grant, desk: Desk) -> Outcome:
    """End it, where they say stop; else their words are a public answer, where the letter had one comment."""
    wish = _wish(grant, desk)
    if is_stop(incoming):
        if wish is None or not desk.subscriptions.end(wish.id):
            return refused(incoming, "the subscription has ended")
        return _about(incoming, wish, "follow: stopped", letters.stopped(wish, desk))
    meant, said = _meant(incoming.reading, grant)
    if meant is not None and said.html.strip():
        answered = desk.comments.get(meant.comment_id)
        if answered.state is State.APPROVED:
            return comment.answer_of_a_follower(replace(incoming, reading=said), answered, desk)
    if wish is None:
        return refused(incoming, "the subscription has ended")
    return _about(incoming, wish, "follow: not understood", letters.how_to_follow(wish, desk))


def _meant(reading: Reading, grant: Grant) -> tuple[Item | None, Reading]:
    """Return which comment of a letter is answered, and the answer: of several the one that it begins with."""
    if len(grant.items) == 1:
        return grant.items[0], reading
    found = answers.numbered(reading.text)
    if found is None or not 1 <= found[0] <= len(grant.items):
        return None, reading
    said = replace(reading, text=found[1], html=clean(answers.without_number(reading.html)))
    return grant.items[found[0] - 1], said


def is_stop(incoming: Incoming) -> bool:
    """Whether a mail says no more than that it shall end: in its first line, or as List-Unsubscribe has it."""
    is_machine = incoming.reading.automatic is not None
    head, rest = words.split(words.first_line(incoming.reading.text))
    if head in words.NO and not rest and not is_machine:
        return True
    return words.fold(incoming.reading.subject) in ("stop", "unsubscribe") and (not head or is_machine)


def _is_known(wish: Subscription, desk: Desk) -> bool:
    """Whether they follow already, or were asked; where there was no room to ask, they may be now."""
    return wish.confirmed_at is not None or desk.grants.is_asked(Purpose.SUBSCRIBE, wish.person, wish.id)


def _wish(grant: Grant, desk: Desk) -> Subscription | None:
    return None if grant.subject_id is None else desk.subscriptions.get(grant.subject_id)


def _about(incoming: Incoming, wish: Subscription, reason: str, *told: Letter) -> Outcome:
    verdict = Verdict(
        result=Result.COMMAND,
        reason=reason,
        facts=incoming.facts,
        document_id=wish.document_id,
        paragraph_id=wish.paragraph_id,
    )
    return Outcome(verdict=verdict, letters=told)
