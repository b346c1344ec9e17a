"""Comments as the database has them: the statements of store.comments, and a row as a comment."""

from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.model import Comment, CommenterId, CommentId, DocumentId, ParagraphId, State
from store.revisions import revision_of
from store.schema import commenters, comments, paragraphs, revisions
from store.sealed import Box


def comment_of(row: Row[Any], box: Box) -> Comment:
    """Return a comment with one of its revisions."""
    key = row.public_id.encode()
    message_id = row.message_id
    return Comment(
        id=CommentId(row.id),
        public_id=row.public_id,
        document_id=DocumentId(row.document_id),
        paragraph_id=ParagraphId(row.paragraph_id),
        commenter_id=CommenterId(row.commenter_id),
        state=State(row.state),
        received_at=row.received_at,
        approved_at=row.approved_at,
        message_id=None if message_id is None else box.open_text("comments.message_id", key, message_id),
        answers=row.answers,
        is_official=row.is_official,
        proposed=row.proposed,
        revision_position=row.position,
        proof=row.proof,
        revision=revision_of(row, box, row.public_id),
    )


INSERT = insert(comments).returning(comments.c.id)
PRESENT = (revisions.c.comment_id == comments.c.id) & (revisions.c.position == comments.c.revision)
PLACE = paragraphs.c.id == comments.c.paragraph_id
COMMENTS: Select[Any] = select(comments, paragraphs.c.document_id, revisions).join(paragraphs, PLACE)
COMMENTS = COMMENTS.join(revisions, PRESENT)
BY_ID = COMMENTS.where(comments.c.id == bindparam("comment_id"))
AS_PROPOSED = select(comments, paragraphs.c.document_id, revisions).where(
    PLACE,
    revisions.c.comment_id == comments.c.id,
    comments.c.id == bindparam("comment_id"),
    revisions.c.position == bindparam("position"),
)
BY_IDS = COMMENTS.where(comments.c.id.in_(bindparam("ids", expanding=True)))
MOVE = (
    update(comments)
    .where(
        comments.c.id == bindparam("comment"),
        comments.c.state == bindparam("before"),
        comments.c.revision == bindparam("shown"),
    )
    .values(
        state=bindparam("after"),
        approved_at=func.coalesce(comments.c.approved_at, bindparam("approved", type_=comments.c.approved_at.type)),
    )
)
OF_AUTHOR = select(commenters.c.id).where(commenters.c.address_hash == bindparam("address_hash")).scalar_subquery()
SAME = select(func.min(comments.c.id)).where(
    comments.c.commenter_id == OF_AUTHOR,
    comments.c.paragraph_id == bindparam("paragraph"),
    comments.c.body_hash == bindparam("body_hash"),
    comments.c.received_at >= bindparam("since"),
    comments.c.state != State.EXPIRED.value,
    comments.c.state != State.WITHDRAWN.value,
)
FIND = COMMENTS.where(comments.c.public_id == bindparam("public_id"))
# Someone who is here already is written as they were: only a row that is written is returned.
AS_BEFORE = {"first_seen_at": commenters.c.first_seen_at}
MEET = {
    "sqlite": sqlite.insert(commenters)
    .on_conflict_do_update(index_elements=["address_hash"], set_=AS_BEFORE)
    .returning(commenters.c.id),
    "postgresql": postgresql.insert(commenters)
    .on_conflict_do_update(index_elements=["address_hash"], set_=AS_BEFORE)
    .returning(commenters.c.id),
}
COMMENTERS = select(commenters).where(commenters.c.id.in_(bindparam("ids", expanding=True)))
