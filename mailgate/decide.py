"""A decision on a comment, however it came: by a moderator's mail, by its commenter, or by the operator's command."""

from datetime import timedelta

from mailgate import letters
from mailgate.desk import Desk
from mailgate.sending.compose import Letter
from store.model import Comment, Event, ModeratorId, State
from store.rebuild import SITE, Part

# Pages that list many comments are written once for all the decisions of a minute (CONTRACT: within 60 s).
COALESCED = timedelta(seconds=50)


def carry_out(
    desk: Desk, comment: Comment, event: Event, *, reason: str, moderator_id: ModeratorId | None
) -> tuple[Letter, ...] | None:
    """Let the event happen to the comment as it was read; return what its author is told.

    None: it does not apply to the comment's state, or somebody else was first; nothing has changed.
    """
    decided = desk.comments.decide(comment, event, at=desk.now, reason=reason, moderator_id=moderator_id)
    if decided is None:
        return None
    if State.APPROVED in (comment.state, decided.state):
        rebuild(desk, decided)
    author = desk.comments.author(comment).address
    return (letters.receipt(decided, author, desk.place_of(comment), desk, news=decided.state.value),)


def rebuild(desk: Desk, comment: Comment) -> None:
    """Ask for the files that show this comment: its own at once, those that list many a little later."""
    document = desk.place_of(comment).document
    desk.rebuild.put(Part.COMMENT, comment.id, due_at=desk.now)
    desk.rebuild.put(Part.PARAGRAPH, comment.paragraph_id, due_at=desk.now)
    desk.rebuild.put(Part.DOCUMENT, document.id, due_at=desk.now + COALESCED)
    desk.rebuild.put(Part.SITE, SITE, due_at=desk.now + COALESCED)
