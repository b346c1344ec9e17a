"""Corrections: new words of a comment that is published, which wait for a moderator while the old ones stay."""

from datetime import datetime

from sqlalchemy import Connection, false, func, select, update

from store.comments import Comments
from store.model import Comment, Decision, Event, ModeratorId, Revision, State
from store.schema import comments, decisions, revisions


class Corrections:
    """The corrections of one transaction."""

    def __init__(self, connection: Connection, comments: Comments) -> None:
        self._connection = connection
        self._comments = comments

    def propose(self, comment: Comment, revision: Revision, *, at: datetime) -> Comment | None:
        """Keep a correction of a published comment, in the place of one that waits; return the comment as it would be.

        None: it is published no longer.
        """
        self._comments.changed([comment.id])
        position = self._comments.revisions.next_position(comment)
        mine = (comments.c.id == comment.id) & (comments.c.state == State.APPROVED.value)
        if self._connection.execute(update(comments).where(mine).values(proposed=position)).rowcount != 1:
            return None
        self._comments.revisions.add(comment.id, comment.public_id, position, revision, at=at)
        self._mark(comment, position, is_proposal=True)
        return self._comments.as_proposed(self._comments.get(comment.id))

    def _mark(self, comment: Comment, position: int, *, is_proposal: bool) -> None:
        one = (revisions.c.comment_id == comment.id) & (revisions.c.position == position)
        self._connection.execute(update(revisions).where(one).values(is_proposal=is_proposal))

    def drop(self, comment: Comment) -> bool:
        """Forget the correction that waits, as its author wishes; False where it was decided on meanwhile."""
        self._comments.changed([comment.id])
        mine = (comments.c.id == comment.id) & (comments.c.proposed == comment.proposed)
        return self._connection.execute(update(comments).where(mine).values(proposed=None)).rowcount == 1

    def waiting(self, comment: Comment) -> Comment | None:
        """Return the comment as it would be with the correction that waits; None where none does."""
        return self._comments.as_proposed(comment)

    def decide(
        self, proposed: Comment, *, is_approved: bool, reason: str, at: datetime, moderator_id: ModeratorId | None
    ) -> bool:
        """Publish a correction, or let it go; False where another was first, or the comment is published no longer."""
        self._comments.changed([proposed.id])
        mine = (comments.c.id == proposed.id) & (comments.c.state == State.APPROVED.value)
        shown = {"revision": proposed.revision_position, "corrected_at": at} if is_approved else {}
        statement = update(comments).where(mine, comments.c.proposed == proposed.revision_position)
        if self._connection.execute(statement.values(proposed=None, **shown)).rowcount != 1:
            return False
        if is_approved:
            self._mark(proposed, proposed.revision_position, is_proposal=False)
            self._comments.revisions.publish([(proposed.id, proposed.revision_position, proposed.revision)])
        event = Event.APPROVE if is_approved else Event.REJECT
        self._record(proposed, event, reason=reason, at=at, moderator_id=moderator_id)
        return True

    def undo(self, comment: Comment, *, at: datetime, moderator_id: ModeratorId | None) -> Comment | None:
        """Let the correction that was decided on last wait again; return the comment as it would be with it.

        None: it is published no longer, or another correction waits meanwhile.
        """
        self._comments.changed([comment.id])
        of_comment = decisions.c.comment_id == comment.id
        last = select(decisions.c.revision).where(of_comment).order_by(decisions.c.id.desc()).limit(1)
        position = int(self._connection.execute(last).scalar_one())
        back = position if position != comment.revision_position else self._before(comment)
        values: dict[str, object] = {"proposed": position}
        if position == comment.revision_position:
            values |= {"revision": back, "corrected_at": self._approved_at(comment, back)}
        mine = (comments.c.id == comment.id) & (comments.c.state == State.APPROVED.value)
        same = mine & (comments.c.revision == comment.revision_position) & comments.c.proposed.is_(None)
        if self._connection.execute(update(comments).where(same).values(values)).rowcount != 1:
            return None
        self._mark(comment, position, is_proposal=True)
        proposed = self._comments.as_proposed(self._comments.get(comment.id))
        if proposed is not None:
            self._record(proposed, Event.UNDO, reason="", at=at, moderator_id=moderator_id)
        return proposed

    def _before(self, comment: Comment) -> int:
        """Return the position of the words that stood before the present ones."""
        earlier = (revisions.c.comment_id == comment.id) & (revisions.c.position < comment.revision_position)
        stood = earlier & (revisions.c.position > 0) & func.coalesce(revisions.c.is_proposal, false()).is_(False)
        return int(self._connection.execute(select(func.max(revisions.c.position)).where(stood)).scalar_one())

    def _approved_at(self, comment: Comment, position: int) -> datetime | None:
        """Return when these words were approved as a correction; None where they were the first."""
        mine = (decisions.c.comment_id == comment.id) & (decisions.c.revision == position)
        approved = mine & (decisions.c.event == Event.APPROVE.value) & (decisions.c.before == State.APPROVED.value)
        found: datetime | None = self._connection.execute(
            select(func.max(decisions.c.decided_at)).where(approved)
        ).scalar()
        return found

    def _record(
        self, proposed: Comment, event: Event, *, reason: str, at: datetime, moderator_id: ModeratorId | None
    ) -> None:
        stays = State.APPROVED
        decision = Decision(
            event=event, before=stays, after=stays, reason=reason, moderator_id=moderator_id, decided_at=at
        )
        self._comments.record(proposed, decision)
