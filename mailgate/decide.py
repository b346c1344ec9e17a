"""A decision on a comment, however it came: by a moderator's mail, by its commenter, or by the operator's command."""

from mailgate import letters
from mailgate.desk import Desk
from mailgate.sending.compose import Letter
from store.model import Comment, Event, ModeratorId, State
from store.rebuild import COALESCED


def confirm(desk: Desk, comment: Comment) -> tuple[Letter, ...] | None:
    """Let a comment be its author's own word; return the receipt and what the moderators are asked.

    None: it is confirmed already, or can no longer be. Whoever is trusted on the document is approved at once.
    """
    confirmed = desk.comments.decide(comment, Event.CONFIRM, at=desk.now)
    if confirmed is None:
        return None
    place = desk.place_of(comment)
    if desk.trusts.has(comment.commenter_id, place.document.id):
        return carry_out(desk, confirmed, Event.TRUST, reason="", moderator_id=None)
    receipt = letters.receipt(confirmed, desk.comments.author(comment).address, place, desk)
    return (receipt, *letters.to_all_moderators(confirmed, place, desk))


def carry_out(
    desk: Desk, comment: Comment, event: Event, *, reason: str, moderator_id: ModeratorId | None
) -> tuple[Letter, ...] | None:
    """Let the event happen to the comment as it was read; return what its author is told.

    None: it does not apply to the comment's state, or somebody else was first; nothing has changed.
    """
    decided = settle(desk, comment, event, reason=reason, moderator_id=moderator_id)
    if decided is None:
        return None
    author = desk.comments.author(comment).address
    return (letters.receipt(decided, author, desk.place_of(comment), desk, news=decided.state.value),)


def settle(
    desk: Desk, comment: Comment, event: Event, *, reason: str, moderator_id: ModeratorId | None
) -> Comment | None:
    """Let the event happen in silence, and let the pages follow; return the comment as it is then, or None as above."""
    decided = desk.comments.decide(comment, event, at=desk.now, reason=reason, moderator_id=moderator_id)
    if decided is not None and State.APPROVED in (comment.state, decided.state):
        rebuild(desk, decided)
    return decided


def rebuild(desk: Desk, comment: Comment) -> None:
    """Ask for the files that show this comment."""
    desk.rebuild.put_comment(comment.id, desk.place_of(comment), now=desk.now, later=desk.now + COALESCED)
