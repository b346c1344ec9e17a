"""Comments: who wrote what on which paragraph, its revisions, and the decisions on it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from store import comment_rows as rows
from store.comment_rows import comment_of
from store.decide_many import COUNT, Wanted, decide_all
from store.decisions import Decisions
from store.lifecycle import advance
from store.model import (
    Comment,
    Commenter,
    CommenterId,
    CommentId,
    Decision,
    DocumentId,
    Event,
    Html,
    ModeratorId,
    ParagraphId,
    Revision,
    State,
)
from store.rebuild import COALESCED, Part, Rebuild
from store.receipts import Receipts
from store.revisions import UNCUT, Revisions
from store.schema import comments
from store.sealed import Box

SAME_COMMENT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """A comment to be kept. `author` is in the form that addresses compare by.

    `answers` is the public id of the comment that this one answers.
    `uncut` is the same with what was cut from the mail, where something was: its author can ask for it. `proof` is how
    the author's domain spoke for the mail, if it did.
    """

    public_id: str
    document_id: DocumentId
    paragraph_id: ParagraphId
    author: str
    message_id: str | None
    revision: Revision
    received_at: datetime
    uncut: Revision | None = None
    answers: str | None = None
    is_official: bool = False
    proof: str | None = None


class Comments:
    """The comments of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self.revisions = Revisions(connection, box)
        self._decisions = Decisions(connection)
        self._receipts = Receipts(connection, box)
        self._recounted: set[tuple[Part, DocumentId]] = set()
        self._ahead: dict[CommentId, Comment] = {}
        self._authors: dict[CommenterId, Commenter] = {}

    def add(self, new: NewComment) -> Comment:
        """Keep a comment, unconfirmed."""
        commenter_id = self._commenter(new.author, new.received_at)
        key = new.public_id.encode()
        message_id = None if new.message_id is None else self._box.seal_text("comments.message_id", key, new.message_id)
        values = {
            "public_id": new.public_id,
            "paragraph_id": new.paragraph_id,
            "commenter_id": commenter_id,
            "state": State.UNCONFIRMED.value,
            "received_at": new.received_at,
            "message_id": message_id,
            "body_hash": self._body_hash(new.revision.html, new.answers),
            "revision": 1,
            "answers": new.answers,
            "is_official": new.is_official,
            "proof": new.proof,
        }
        comment_id = CommentId(self._connection.execute(rows.INSERT, values).scalar_one())
        self.revisions.add(comment_id, new.public_id, 1, new.revision, at=new.received_at)
        if new.uncut is not None:
            self.revisions.add(comment_id, new.public_id, UNCUT, new.uncut, at=new.received_at)
        return Comment(
            id=comment_id,
            public_id=new.public_id,
            document_id=new.document_id,
            paragraph_id=new.paragraph_id,
            commenter_id=commenter_id,
            state=State.UNCONFIRMED,
            received_at=new.received_at,
            approved_at=None,
            message_id=new.message_id,
            revision=new.revision,
            revision_position=1,
            answers=new.answers,
            is_official=new.is_official,
            proof=new.proof,
        )

    def get(self, comment_id: CommentId) -> Comment:
        """Return a comment with its present revision."""
        if comment_id in self._ahead:
            return self._ahead.pop(comment_id)
        return comment_of(self._connection.execute(rows.BY_ID, {"comment_id": comment_id}).one(), self._box)

    def all_of(self, comment_ids: Collection[CommentId]) -> dict[CommentId, Comment]:
        """Return comments with their present revisions, by id."""
        found = self._connection.execute(rows.BY_IDS, {"ids": list(comment_ids)})
        return {comment.id: comment for comment in (comment_of(row, self._box) for row in found)}

    def read_ahead(self, comment_ids: Collection[CommentId]) -> list[Comment]:
        """Read comments at once; `get` has each at hand then, once, unless it was changed."""
        self._ahead.update(self.all_of(comment_ids) if comment_ids else {})
        return [self._ahead[each] for each in comment_ids]

    def changed(self, comment_ids: Iterable[CommentId]) -> None:
        """What was read ahead of these comments is no longer so: for whatever writes a column that a Comment has."""
        for each in comment_ids:
            self._ahead.pop(each, None)

    def authors(self, comments: Collection[Comment]) -> dict[CommenterId, str]:
        """Return the addresses of those who wrote them."""
        ids = {comment.commenter_id for comment in comments}
        if missing := ids - self._authors.keys():
            for row in self._connection.execute(rows.COMMENTERS, {"ids": list(missing)}):
                address = self._box.open_text("commenters.address", row.address_hash, row.address)
                self._authors[CommenterId(row.id)] = Commenter(id=CommenterId(row.id), address=address)
        return {each: self._authors[each].address for each in ids}

    def find(self, public_id: str) -> Comment | None:
        """Return the comment the public knows by this id."""
        row = self._connection.execute(rows.FIND, {"public_id": public_id}).one_or_none()
        return None if row is None else comment_of(row, self._box)

    def same(
        self, author: str, paragraph_id: ParagraphId, html: Html, *, since: datetime, answers: str | None = None
    ) -> Comment | None:
        """Return the comment in which this author already wrote these cleaned words here, in answer to the same."""
        values = {"address_hash": self._box.lookup(author), "paragraph": paragraph_id, "since": since}
        body_hash = self._body_hash(html, answers)
        first = self._connection.execute(rows.SAME, {**values, "body_hash": body_hash}).scalar_one()
        return None if first is None else self.get(CommentId(first))

    def author(self, comment: Comment) -> Commenter:
        """Return who wrote it."""
        self.authors([comment])
        return self._authors[comment.commenter_id]

    def decide(
        self,
        comment: Comment,
        event: Event,
        *,
        at: datetime,
        reason: str = "",
        moderator_id: ModeratorId | None = None,
    ) -> Comment | None:
        """Let an event happen to a comment as it was read, and return it as it is then.

        None: the event does not apply, or another was first.

        The state is written only if the row still has the state and the revision it was decided from (INV-61).
        """
        after = advance(comment.state, event)
        if after is None or not self._move(comment, after, at):
            return None
        decision = Decision(
            event=event, before=comment.state, after=after, reason=reason, moderator_id=moderator_id, decided_at=at
        )
        if after is State.APPROVED:
            self.revisions.publish([(comment.id, comment.revision_position, comment.revision)])
        self._decisions.record([(comment, decision)])
        self._count(comment, after)
        self._receipts.note(comment, event, after, reason=reason, at=at)
        self._recount(comment, at)
        return _after(comment, after, at)

    def decide_all(
        self, wanted: Sequence[Wanted], *, at: datetime, moderator_id: ModeratorId | None
    ) -> list[tuple[Comment, Comment]]:
        """Let events happen to comments as they were read, at once; return those it applied to, before and after."""
        made = decide_all(self._connection, wanted, at=at, moderator_id=moderator_id)
        self.changed(comment.id for comment, _ in made)
        approved = [comment for comment, decision in made if decision.after is State.APPROVED]
        self.revisions.publish([(each.id, each.revision_position, each.revision) for each in approved])
        self._decisions.record(made)
        self._receipts.note_all(made)
        for comment, _ in made:
            self._recount(comment, at)
        return [(comment, _after(comment, decision.after, at)) for comment, decision in made]

    def revise(self, comment: Comment, revision: Revision, *, at: datetime) -> bool:
        """Replace the words or the name of a comment as it was read; False where it has changed meanwhile.

        The correction of a published comment waits on.
        """
        self.changed([comment.id])
        same = (comments.c.id == comment.id) & (comments.c.state == comment.state.value)
        position = self.revisions.next_position(comment)
        proposed = comment.proposed if comment.state is State.APPROVED else None
        statement = update(comments).where(same, comments.c.revision == comment.revision_position)
        if self._connection.execute(statement.values(revision=position, proposed=proposed)).rowcount != 1:
            return False
        self.revisions.add(comment.id, comment.public_id, position, revision, at=at)
        if comment.state is State.APPROVED:
            self.revisions.publish([(comment.id, position, revision)])
        return True

    def as_proposed(self, comment: Comment) -> Comment | None:
        """Return a published comment as it would be with the correction that waits; None where none does."""
        if comment.proposed is None:
            return None
        values = {"comment_id": comment.id, "position": comment.proposed}
        row = self._connection.execute(rows.AS_PROPOSED, values).one_or_none()
        return None if row is None else comment_of(row, self._box)

    def decisions(self, comment_id: CommentId) -> list[Decision]:
        """Return what was decided on a comment, oldest first."""
        return self._decisions.of(comment_id)

    def record(self, comment: Comment, decision: Decision) -> None:
        """Keep a decision that moves no comment, and put it on the chain, whose head is known here."""
        self._decisions.record([(comment, decision)])

    def last_decisions(self, comment_ids: Collection[CommentId]) -> dict[CommentId, Decision]:
        """Return what was decided on each of these comments last."""
        return self._decisions.last_of(comment_ids)

    def expire(self, *, before: datetime, at: datetime, limit: int = 500) -> int:
        """Expire unconfirmed comments that came before a time; return how many."""
        stale = (comments.c.state == State.UNCONFIRMED.value) & (comments.c.received_at < before)
        stale_rows = self._connection.execute(rows.COMMENTS.where(stale).limit(limit)).all()
        found = [comment_of(row, self._box) for row in stale_rows]
        return sum(self.decide(comment, Event.EXPIRE, at=at) is not None for comment in found)

    def tally(self) -> dict[State, int]:
        """Return how many comments are in each state."""
        statement = select(comments.c.state, func.count()).group_by(comments.c.state)
        return {State(state): number for state, number in self._connection.execute(statement)}

    def _commenter(self, address: str, at: datetime) -> CommenterId:
        key = self._box.lookup(address)
        values = {
            "address": self._box.seal_text("commenters.address", key, address),
            "address_hash": key,
            "folded_hash": self._box.lookup_folded(address),
            "domain_hash": self._box.lookup_domain(address),
            "first_seen_at": at,
        }
        return CommenterId(self._connection.execute(rows.MEET[self._connection.dialect.name], values).scalar_one())

    def _move(self, comment: Comment, after: State, at: datetime) -> bool:
        self.changed([comment.id])
        same = {"comment": comment.id, "before": comment.state.value, "shown": comment.revision_position}
        approved_at = at if after is State.APPROVED else None
        values = {**same, "after": after.value, "approved": approved_at}
        return self._connection.execute(rows.MOVE, values).rowcount == 1

    def _count(self, comment: Comment, after: State) -> None:
        change = (after is State.APPROVED) - (comment.state is State.APPROVED)
        if change:
            COUNT.execute(self._connection, [{"paragraph_id": comment.paragraph_id, "approved": change}])

    def _recount(self, comment: Comment, at: datetime) -> None:
        """Ask, once in a transaction, for the pages that say how the comments on a document fare.

        What no longer waits for a moderator has changed the usual waiting time, which the contents say too.
        """
        parts = {Part.MODERATION, Part.DOCUMENT} if comment.state is State.PENDING else {Part.MODERATION}
        for part in sorted(parts):
            if (part, comment.document_id) not in self._recounted:
                self._recounted.add((part, comment.document_id))
                Rebuild(self._connection).put(part, comment.document_id, due_at=at + COALESCED)

    def _body_hash(self, html: Html, answers: str | None) -> bytes:
        answered = () if answers is None else (answers.encode(),)
        return self._box.digest("comment", " ".join(html.split()).encode(), *answered)


def _after(comment: Comment, after: State, at: datetime) -> Comment:
    approved_at = at if after is State.APPROVED and comment.approved_at is None else comment.approved_at
    return replace(comment, state=after, approved_at=approved_at)
