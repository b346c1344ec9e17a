"""An answer to one of our letters: the token's grant says who may answer, about which comment, and for what."""

from collections.abc import Callable
from dataclasses import replace

from mailgate import letters, token
from mailgate.address import ToConversation
from mailgate.answers import Confirmation, Rename, Uncut, read_confirmation, read_wish
from mailgate.decide import carry_out, confirm, rebuild
from mailgate.desk import Desk
from mailgate.handlers import moderator
from mailgate.handlers.outcome import Incoming, Outcome, about, by_machine, refused
from mailgate.policy import may_answer
from mailgate.reading import names
from mailgate.sending.compose import Letter
from store.model import Comment, Event, Grant, Purpose, Revision, State


def answer(incoming: Incoming, to: ToConversation, desk: Desk) -> Outcome:
    """Do what the letter's addressee answers; anybody else, and any machine, does nothing and hears nothing."""
    digest = token.digest(to.token)
    grant = desk.grants.get(digest)
    if grant is None or not grant.is_live(incoming.mail.received_at):
        return refused(incoming, "the letter can no longer be answered")
    if incoming.reading.automatic is not None:
        return by_machine(incoming)
    if not may_answer(incoming.reading, grant):
        return refused(incoming, "not from the address the letter went to")
    comment = desk.comments.get(grant.items[0].comment_id)
    return _ANSWERS[grant.purpose](incoming, grant, comment, desk, digest)


def _confirm(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """ "Did you write this?" Yes: the moderators are asked. No: it is discarded and we are silent from now on."""
    confirmation = read_confirmation(incoming.reading.text)
    if confirmation is Confirmation.UNCLEAR or incoming.reading.error:
        return _hint(
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


def _wish(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Change the name, put back what was cut, or take the comment back, as its commenter answers."""
    wish = read_wish(incoming.reading.text)
    if wish is Event.WITHDRAW:
        told = carry_out(desk, comment, Event.WITHDRAW, reason="", moderator_id=None)
        if told is None:
            return about(incoming, comment, f"withdraw: the comment was {comment.state.value} already")
        return about(incoming, comment, "withdrawn", *told)
    revision = _revised(comment, wish, grant.person, desk)
    if revision is None:
        place = desk.place_of(comment)
        return _hint(incoming, comment, desk, digest, letters.how_to_change(comment, grant.person, place, desk))
    return _revise(incoming, grant, comment, desk, revision)


def _revised(comment: Comment, wish: Event | Rename | Uncut | None, person: str, desk: Desk) -> Revision | None:
    """Return the comment as its author wishes it, or None where it cannot be.

    While it is pending it takes any name, and what was cut; a published one may only lose its name: no moderator has
    seen another.
    """
    is_pending = comment.state is State.PENDING
    if isinstance(wish, Uncut) and is_pending:
        return desk.comments.uncut(comment)
    if isinstance(wish, Rename) and (is_pending or (comment.state is State.APPROVED and not wish.name)):
        return replace(comment.revision, name=names.published(wish.name, person))
    return None


def _revise(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, revision: Revision) -> Outcome:
    """Replace the comment's name or words; the moderators see them before they can be approved."""
    if not desk.comments.revise(comment, revision, at=desk.now):
        return about(incoming, comment, "the comment changed meanwhile")
    revised = desk.comments.get(comment.id)
    place = desk.place_of(comment)
    told = [letters.receipt(revised, grant.person, place, desk, news="revised")]
    if revised.state is State.APPROVED:
        rebuild(desk, revised)
    elif revision.text_hash != comment.revision.text_hash:
        told += letters.to_all_moderators(revised, place, desk, news="changed")
    return about(incoming, comment, "revised", *told)


def _hint(incoming: Incoming, comment: Comment, desk: Desk, digest: bytes, letter: Letter) -> Outcome:
    """What was not understood changes nothing, and is answered once for each letter of ours."""
    if desk.grants.hint(digest):
        return about(incoming, comment, "not understood", letter)
    return about(incoming, comment, "not understood, again")


_ANSWERS: dict[Purpose, Callable[[Incoming, Grant, Comment, Desk, bytes], Outcome]] = {
    Purpose.CONFIRM: _confirm,
    Purpose.MODERATE: moderator.decide,
    Purpose.RECEIPT: _wish,
}
