"""What people have done here: how many comments they sent, and what became of them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from store.model import Comment, CommenterId, Event, Past, State
from store.schema import commenters, comments, decisions
from store.sealed import Box


class Pasts:
    """The pasts of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def of(self, comment: Comment, *, since: datetime) -> Past:
        """Return what whoever wrote a comment has done here."""
        values = {"commenter_id": comment.commenter_id, "since": since, "besides": comment.id}
        row = self._connection.execute(_PAST, values).one()
        fates = {state: getattr(row, state.value) for state in _DECIDED}
        return Past(recent=row.recent, fates=fates, is_known=bool(row.is_known))

    def was_confirmed(self, author: str) -> bool:
        """Whether a comment of this author was ever confirmed."""
        values = {"address_hash": self._box.lookup(author)}
        return self._connection.execute(_CONFIRMED, values).first() is not None

    def fates(self, commenter_ids: Collection[CommenterId]) -> dict[CommenterId, dict[State, int]]:
        """Return how the comments of people stand: those that somebody decided on."""
        found: dict[CommenterId, dict[State, int]] = {}
        for commenter_id, state, number in self._connection.execute(_FATES, {"ids": list(commenter_ids)}):
            found.setdefault(CommenterId(commenter_id), {})[State(state)] = number
        return found


_DECIDED = (State.APPROVED, State.REJECTED, State.DISCARDED)
_FATES = (
    select(comments.c.commenter_id, comments.c.state, func.count())
    .where(
        comments.c.commenter_id.in_(bindparam("ids", expanding=True)),
        comments.c.state.in_([state.value for state in _DECIDED]),
    )
    .group_by(comments.c.commenter_id, comments.c.state)
)
_OF_AUTHOR = select(commenters.c.id).where(commenters.c.address_hash == bindparam("address_hash")).scalar_subquery()
_CONFIRMED = (
    select(comments.c.id)
    .join(decisions, decisions.c.comment_id == comments.c.id)
    .where(comments.c.commenter_id == _OF_AUTHOR)
    .where(decisions.c.event == Event.CONFIRM.value)
    .limit(1)
)
_OTHERS = comments.alias()
_WAS_KNOWN = (
    select(_OTHERS.c.id)
    .join(decisions, decisions.c.comment_id == _OTHERS.c.id)
    .where(_OTHERS.c.commenter_id == bindparam("commenter_id"), _OTHERS.c.id != bindparam("besides"))
    .where(decisions.c.event == Event.CONFIRM.value)
    .exists()
)
_PAST = select(
    func.count().filter(comments.c.received_at > bindparam("since", type_=comments.c.received_at.type)).label("recent"),
    *(func.count().filter(comments.c.state == state.value).label(state.value) for state in _DECIDED),
    _WAS_KNOWN.label("is_known"),
).where(comments.c.commenter_id == bindparam("commenter_id"))
