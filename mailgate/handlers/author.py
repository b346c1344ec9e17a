"""What a commenter asks for in answer to a letter about their own comment."""

from dataclasses import replace

from mailgate import letters
from mailgate.answers import Rename, Status, Uncut, Wish, read_wish
from mailgate.decide import carry_out, rebuild
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, about, hint
from mailgate.reading import names
from store.model import Comment, Event, Grant, Revision, State


def wish(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Change the name, put back what was cut, take the comment back, or tell where it stands, as its author answers."""
    asked = read_wish(incoming.reading.text)
    if isinstance(asked, Status):
        told = letters.receipt(comment, grant.person, desk.place_of(comment), desk, news="status")
        return about(incoming, comment, "told where it stands", told)
    if asked is Event.WITHDRAW:
        withdrawn = carry_out(desk, comment, Event.WITHDRAW, reason="", moderator_id=None)
        if withdrawn is None:
            return about(incoming, comment, f"withdraw: the comment was {comment.state.value} already")
        return about(incoming, comment, "withdrawn", *withdrawn)
    revision = _revised(comment, asked, grant.person, desk)
    if revision is None:
        place = desk.place_of(comment)
        return hint(incoming, comment, desk, digest, letters.how_to_change(comment, grant.person, place, desk))
    return _revise(incoming, grant, comment, desk, revision)


def _revised(comment: Comment, wish: Wish | None, person: str, desk: Desk) -> Revision | None:
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
