"""What each moderator is to be told of which comment, and when: the queue of letters to those who decide.

A row is there while anything of the comment waits for a decision (the comment itself, reports of it, its correction),
or while the moderator is still to be told of another's.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, or_, select, union, update

from store.model import CommentId, ModeratorId, ReportState, State
from store.queue import Queue
from store.schema import comments, notices, reports
from store.upsert import Upsert


class News(StrEnum):
    """What there is to be told."""

    NEW = "new"
    CHANGED = "changed"
    UNDONE = "undone"
    REPORTED = "reported"
    CORRECTED = "corrected"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to be told to one moderator. `asked_at`: when they were first shown the comment."""

    moderator_id: ModeratorId
    comment_id: CommentId
    news: News
    asked_at: datetime | None = None
    reminders: int = 0
    due_at: datetime | None = None


class Notices:
    """The notices of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue = Queue(connection, notices)
        self._shown: Counter[ModeratorId] | None = None

    def put(self, wanted: Iterable[Notice]) -> None:
        """Keep notices, in the place of what the same moderators were to be told of the same comments."""
        kept = list(wanted)
        _PUT.execute(self._connection, [_row(notice) for notice in kept])
        if self._shown is not None:
            self._shown.update(notice.moderator_id for notice in kept if notice.asked_at and not notice.reminders)

    def due(self, by: datetime) -> list[Notice]:
        """Return what is due by then, by moderator; no other worker gets the same until we are done."""
        return [_notice(row) for row in self._connection.execute(_DUE, {"by": by})]

    def of(self, comment_ids: Collection[CommentId]) -> list[Notice]:
        """Return what is to be told of comments, to whom."""
        return [_notice(row) for row in self._connection.execute(_OF, {"ids": list(comment_ids)})]

    def drop(self, pairs: Sequence[tuple[ModeratorId, CommentId]]) -> None:
        """Forget what was told, or no longer has to be."""
        if pairs:
            rows = [{"moderator": moderator, "comment": comment} for moderator, comment in pairs]
            self._connection.execute(_DROP, rows)

    def drop_comments(self, comment_ids: Collection[CommentId]) -> None:
        """Forget who was to be asked about comments."""
        self._connection.execute(_DROP_COMMENTS, {"ids": list(comment_ids)})

    def drop_moderator(self, moderator_id: ModeratorId) -> None:
        """Forget what a moderator was to be told."""
        self._connection.execute(delete(notices).where(notices.c.moderator_id == moderator_id))

    def silence(self, comment_ids: Collection[CommentId]) -> None:
        """Let no reminder come: the comments are held."""
        mine = notices.c.comment_id.in_(list(comment_ids))
        self._connection.execute(update(notices).where(mine).values(due_at=None))

    def shown_since(self, since: datetime) -> Mapping[ModeratorId, int]:
        """Return how many comments each moderator was first shown since then; in one transaction `since` is the same.

        They are counted once, and from then on as they are shown: it is asked for each comment.
        """
        if self._shown is None:
            rows = self._connection.execute(_SHOWN, {"since": since})
            self._shown = Counter({ModeratorId(moderator): number for moderator, number in rows})
        return self._shown

    def unasked(self, *, limit: int = 500) -> list[CommentId]:
        """Return comments of which something waits and nobody is asked: all who were have gone, or nobody was there."""
        return [CommentId(each) for each in self._connection.execute(_UNASKED, {"most": limit}).scalars()]

    def waiting(self, now: datetime) -> int:
        """Return how many are due."""
        statement = select(func.count()).select_from(notices).where(notices.c.due_at <= now)
        return int(self._connection.execute(statement).scalar_one())

    def later(self) -> int:
        """Return how many are due at some time: in a digest, or as a reminder."""
        statement = select(func.count()).select_from(notices).where(notices.c.due_at.is_not(None))
        return int(self._connection.execute(statement).scalar_one())

    def next_due(self) -> datetime | None:
        """Return when the next is due; None where none is."""
        return self._queue.next_due()

    def hasten(self, now: datetime) -> int:
        """Make due now what was to be told later, reminders excepted; return how many."""
        later = or_(notices.c.asked_at.is_(None), notices.c.news == News.DECIDED.value) & notices.c.due_at.is_not(None)
        return self._connection.execute(update(notices).where(later).values(due_at=now)).rowcount


def _row(notice: Notice) -> dict[str, object]:
    return {
        "moderator_id": notice.moderator_id,
        "comment_id": notice.comment_id,
        "news": notice.news.value,
        "asked_at": notice.asked_at,
        "reminders": notice.reminders,
        "due_at": notice.due_at,
    }


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        moderator_id=ModeratorId(row.moderator_id),
        comment_id=CommentId(row.comment_id),
        news=News(row.news),
        asked_at=row.asked_at,
        reminders=row.reminders,
        due_at=row.due_at,
    )


_ANEW = ("news", "asked_at", "reminders", "due_at")
_PUT = Upsert(notices, ["moderator_id", "comment_id"], lambda new: {name: new[name] for name in _ANEW})
_DUE = (
    select(notices)
    .where(notices.c.due_at <= bindparam("by", type_=notices.c.due_at.type))
    .order_by(notices.c.moderator_id, notices.c.comment_id)
    .with_for_update(skip_locked=True)
)
_OF = select(notices).where(notices.c.comment_id.in_(bindparam("ids", expanding=True))).order_by(notices.c.id)
_DROP = delete(notices).where(
    notices.c.moderator_id == bindparam("moderator"), notices.c.comment_id == bindparam("comment")
)
_ASKS = notices.c.news != News.DECIDED.value
_DROP_COMMENTS = delete(notices).where(notices.c.comment_id.in_(bindparam("ids", expanding=True)), _ASKS)
_SHOWN = (
    select(notices.c.moderator_id, func.count())
    .where(notices.c.asked_at > bindparam("since", type_=notices.c.asked_at.type))
    .group_by(notices.c.moderator_id)
)
_IS_OPEN = reports.c.comment_id.in_(select(comments.c.id).where(comments.c.state == State.APPROVED.value))
_WAITING = union(
    select(comments.c.id).where(comments.c.state == State.PENDING.value),
    select(comments.c.id).where(comments.c.proposed.is_not(None), comments.c.state == State.APPROVED.value),
    select(reports.c.comment_id).where(reports.c.state == ReportState.OPEN.value, _IS_OPEN),
).subquery()
_UNASKED = (
    select(_WAITING.c.id)
    .where(~exists().where(notices.c.comment_id == _WAITING.c.id, _ASKS))
    .order_by(_WAITING.c.id)
    .limit(bindparam("most"))
)
