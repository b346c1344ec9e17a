"""How long mails are kept once they are read: afterwards bytes, envelope and header are taken away, the row stays.

A mail is kept until its comment was decided, and a while longer, so that what was decided can be looked at.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from store.model import State
from store.schema import comments, decisions, mails
from store.spool import Result

BATCH = 500
_EVER = 365_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Days; 0: for ever. `decided`: what became a comment that was decided on; `other`: what became none."""

    decided: int = 30
    other: int = 7
    quarantined: int = 90


def forget(connection: Connection, terms: Terms, *, at: datetime) -> int:
    """Take away what was kept long enough, so many rows at most; return how many."""
    soonest = at - timedelta(days=min(filter(None, (terms.decided, terms.other, terms.quarantined)), default=_EVER))
    read = and_(mails.c.raw.is_not(None), mails.c.due_at.is_(None), mails.c.received_at < soonest)
    old = select(mails.c.id).where(read, _is_over(terms, at)).order_by(mails.c.received_at).limit(BATCH)
    emptied = update(mails).where(mails.c.id.in_(old)).values(raw=None, envelope=None, facts=None)
    return connection.execute(emptied).rowcount


def _is_over(terms: Terms, at: datetime) -> ColumnElement[bool]:
    decided, other, quarantined = (
        at - timedelta(days=days or _EVER) for days in (terms.decided, terms.other, terms.quarantined)
    )
    when = select(func.max(decisions.c.decided_at)).where(decisions.c.comment_id == mails.c.comment_id)
    last = when.correlate(mails).scalar_subquery()
    state = select(comments.c.state).where(comments.c.id == mails.c.comment_id).correlate(mails).scalar_subquery()
    of_comment = mails.c.result.in_((Result.COMMENT.value, Result.COMMAND.value)) & mails.c.comment_id.is_not(None)
    return or_(
        and_(mails.c.result == Result.QUARANTINED.value, mails.c.received_at < quarantined),
        and_(of_comment, state.in_(_DECIDED), last < decided),
        and_(of_comment, state.in_(_DROPPED), last < other),
        and_(~of_comment, mails.c.result != Result.QUARANTINED.value, mails.c.received_at < other),
    )


_DECIDED = (State.APPROVED.value, State.REJECTED.value, State.WITHDRAWN.value)
_DROPPED = (State.EXPIRED.value, State.DISCARDED.value, State.ERASED.value)
