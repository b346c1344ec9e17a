"""Corrections: new words of a comment that is published, which wait for a moderator while the old ones stay."""

from datetime import datetime

from sqlalchemy import Connection, update

from store.comments import Comments
from store.decisions import Decisions
from store.model import Comment, Decision, Event, ModeratorId, Revision, State
from store.schema import comments, revisions
from store.sealed import Box


class Corrections:
    """The corrections of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._comments = Comments(connection, box)

    def propose(self, comment: Comment, revision: Revision, *, at: datetime) -> Comment | None:
        """Keep a correction of a published comment, in the place of one that waits; return the comment as it would be.

        None: it is published no longer.
        """
        position = self._comments.next_position(comment)
        mine = (comments.c.id == comment.id) & (comments.c.state == State.APPROVED.value)
        if self._connection.execute(update(comments).where(mine).values(proposed=position)).rowcount != 1:
            return None
        self._comments.add_revision(comment, position, revision, at=at)
        self._mark(comment, position, is_proposal=True)
        return self._comments.as_proposed(self._comments.get(comment.id))

    def _mark(self, comment: Comment, position: int, *, is_proposal: bool) -> None:
        one = (revisions.c.comment_id == comment.id) & (revisions.c.position == position)
        self._connection.execute(update(revisions).where(one).values(is_proposal=is_proposal))

    def waiting(self, comment: Comment) -> Comment | None:
        """Return the comment as it would be with the correction that waits; None where none does."""
        return self._comments.as_proposed(comment)

    def decide(
        self, proposed: Comment, *, is_approved: bool, reason: str, at: datetime, moderator_id: ModeratorId | None
    ) -> bool:
        """Publish a correction, or let it go; False where another was first, or the comment is published no longer."""
        mine = (comments.c.id == proposed.id) & (comments.c.state == State.APPROVED.value)
        shown = {"revision": proposed.revision_position, "corrected_at": at} if is_approved else {}
        statement = update(comments).where(mine, comments.c.proposed == proposed.revision_position)
        if self._connection.execute(statement.values(proposed=None, **shown)).rowcount != 1:
            return False
        if is_approved:
            self._mark(proposed, proposed.revision_position, is_proposal=False)
        decision = Decision(
            event=Event.APPROVE if is_approved else Event.REJECT,
            before=State.APPROVED,
            after=State.APPROVED,
            reason=reason,
            moderator_id=moderator_id,
            decided_at=at,
        )
        Decisions(self._connection).record([(proposed, decision)])
        return True
