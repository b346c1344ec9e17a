"""An answer to one of our letters: the token's grant says who may answer, about which comment, and for what."""

from collections.abc import Callable

from mailgate import letters, token
from mailgate.address import ToConversation
from mailgate.answers import Confirmation, Status, read_confirmation, read_wish
from mailgate.decide import confirm
from mailgate.desk import Desk
from mailgate.handlers import author, edition, follow, moderator, report
from mailgate.handlers.outcome import Incoming, Outcome, about, by_machine, hint, refused
from mailgate.policy import may_answer
from store.model import Comment, Event, Grant, Purpose


def answer(incoming: Incoming, to: ToConversation, desk: Desk) -> Outcome:
    """Do what the letter's addressee answers; anybody else, and any machine, does nothing and hears nothing."""
    digest = token.digest(to.token)
    grant = desk.grants.get(digest)
    if grant is None or not grant.is_live(incoming.mail.received_at):
        return refused(incoming, "the letter can no longer be answered")
    is_unsubscribing = grant.purpose is Purpose.FOLLOW and follow.is_stop(incoming)  # mail programs write that alone
    if incoming.reading.automatic is not None and not is_unsubscribing:
        return by_machine(incoming)
    if not (may_answer(incoming.reading, grant) or _is_from_another_address(incoming, grant, desk)):
        return refused(incoming, "not from the address the letter went to")
    if grant.purpose in _OF_READERS:
        return _OF_READERS[grant.purpose](incoming, grant, desk)
    comment = desk.comments.get(grant.items[0].comment_id)
    return _ANSWERS[grant.purpose](incoming, grant, comment, desk, digest)


def _is_from_another_address(incoming: Incoming, grant: Grant, desk: Desk) -> bool:
    """Whether a moderator answers from another of their addresses, and the mail proves that it is theirs (INV-62)."""
    author = incoming.reading.author
    if grant.purpose is not Purpose.MODERATE or author is None or not incoming.proof.is_verified:
        return False
    owner = desk.moderators.owner(author)
    return owner is not None and owner == desk.moderators.find(grant.person)


def _confirm(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """ "Did you write this?" Yes: the moderators are asked. No: it is discarded and we are silent from now on."""
    asked = read_wish(incoming.reading.text)
    if asked is Event.WITHDRAW or isinstance(asked, Status):
        return author.wish(incoming, grant, comment, desk, digest)
    confirmation = read_confirmation(incoming.reading.text, incoming.reading.error)
    if confirmation is Confirmation.UNCLEAR:
        return hint(
            incoming, comment, desk, digest, letters.how_to_confirm(comment, grant.person, desk.place_of(comment), desk)
        )
    if confirmation is Confirmation.YES:
        told = confirm(desk, comment)
        if told is not None:
            return about(incoming, comment, "confirmed", *told)
    elif desk.comments.decide(comment, Event.DENY, at=desk.now) is not None:
        desk.suppressions.add(grant.person, reason="said no to a challenge", at=desk.now)
        return about(incoming, comment, "denied")
    said = Event.CONFIRM if confirmation is Confirmation.YES else Event.DENY
    return about(incoming, comment, f"{said.value}: the comment was {comment.state.value} already")


_ANSWERS: dict[Purpose, Callable[[Incoming, Grant, Comment, Desk, bytes], Outcome]] = {
    Purpose.CONFIRM: _confirm,
    Purpose.MODERATE: moderator.decide,
    Purpose.RECEIPT: author.wish,
    Purpose.EDITION: edition.answer,
}
_OF_READERS: dict[Purpose, Callable[[Incoming, Grant, Desk], Outcome]] = {
    Purpose.SUBSCRIBE: follow.confirm,
    Purpose.WELCOME: moderator.welcome,
    Purpose.FOLLOW: follow.answer,
    Purpose.REPORT: report.confirm,
}
