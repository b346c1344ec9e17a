"""Subscriptions: who is told of new comments, and until when they have been told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from store.model import CommentId, DocumentId, ParagraphId, State, Subscription
from store.schema import commenters, comments, paragraphs, subscriptions
from store.sealed import Box


class Subscriptions:
    """The subscriptions of one transaction. Addresses are in the form that addresses compare by."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def add(
        self, person: str, document_id: DocumentId, paragraph_id: ParagraphId | None, *, at: datetime
    ) -> Subscription:
        """Keep a wish, not yet confirmed."""
        key = self._box.lookup(person)
        values = {
            "person_hash": key,
            "person": self._box.seal_text("subscriptions.person", key, person),
            "document_id": document_id,
            "paragraph_id": paragraph_id,
            "created_at": at,
        }
        row = self._connection.execute(insert(subscriptions).values(values).returning(*subscriptions.c)).one()
        return self._subscription(row)

    def get(self, subscription_id: int) -> Subscription | None:
        """Return one; None where it has ended."""
        row = self._connection.execute(_ALL.where(subscriptions.c.id == subscription_id)).one_or_none()
        return None if row is None else self._subscription(row)

    def find(self, person: str, document_id: DocumentId, paragraph_id: ParagraphId | None) -> Subscription | None:
        """Return the one a person has there already."""
        mine = (subscriptions.c.person_hash == self._box.lookup(person)) & (subscriptions.c.document_id == document_id)
        row = self._connection.execute(_ALL.where(mine, subscriptions.c.paragraph_id == paragraph_id)).first()
        return None if row is None else self._subscription(row)

    def of(self, person: str) -> list[Subscription]:
        """Return all of a person's."""
        mine = subscriptions.c.person_hash == self._box.lookup(person)
        return [self._subscription(row) for row in self._connection.execute(_ALL.where(mine).order_by("id"))]

    def confirm(self, subscription_id: int, *, at: datetime) -> bool:
        """Begin to tell; False where that was done before, or it has ended."""
        waiting = (subscriptions.c.id == subscription_id) & subscriptions.c.confirmed_at.is_(None)
        return (
            self._connection.execute(update(subscriptions).where(waiting).values(confirmed_at=at, seen_at=at)).rowcount
            == 1
        )

    def end(self, subscription_id: int) -> bool:
        """Tell no more, and forget that it was; False where it had ended before."""
        gone = delete(subscriptions).where(subscriptions.c.id == subscription_id)
        return self._connection.execute(gone).rowcount == 1

    def expire(self, *, before: datetime) -> int:
        """Forget wishes that were never confirmed; return how many."""
        stale = subscriptions.c.confirmed_at.is_(None) & (subscriptions.c.created_at < before)
        return self._connection.execute(delete(subscriptions).where(stale)).rowcount

    def due(self, *, told_before: datetime, until: datetime, limit: int = 200) -> list[Subscription]:
        """Return some that were last told before a time, where anything at all was approved since they looked.

        They are held until the transaction ends: another worker does not tell them as well.
        """
        newest = select(func.max(comments.c.approved_at)).where(
            comments.c.state == State.APPROVED.value, comments.c.approved_at <= until
        )
        rested = or_(subscriptions.c.told_at.is_(None), subscriptions.c.told_at <= told_before)
        waiting = _ALL.where(subscriptions.c.seen_at < newest.scalar_subquery(), rested).order_by(subscriptions.c.id)
        held = waiting.limit(limit).with_for_update(skip_locked=True, of=subscriptions)
        return [self._subscription(row) for row in self._connection.execute(held)]

    def news(self, subscription: Subscription, *, until: datetime) -> Sequence[CommentId]:
        """Return what was approved since the subscriber was told, oldest first, but nothing of their own."""
        statement = (
            select(comments.c.id)
            .join(paragraphs, paragraphs.c.id == comments.c.paragraph_id)
            .join(commenters, commenters.c.id == comments.c.commenter_id)
            .where(
                comments.c.state == State.APPROVED.value,
                comments.c.hidden_at.is_(None),
                comments.c.approved_at > subscription.seen_at,
                comments.c.approved_at <= until,
                paragraphs.c.document_id == subscription.document_id,
                commenters.c.address_hash != self._box.lookup(subscription.person),
            )
            .order_by(comments.c.approved_at, comments.c.id)
        )
        if subscription.paragraph_id is not None:
            statement = statement.where(comments.c.paragraph_id == subscription.paragraph_id)
        return [CommentId(each) for each in self._connection.execute(statement).scalars()]

    def told(self, subscription: Subscription, *, until: datetime, at: datetime | None) -> None:
        """Note that they know what was approved until then; `at`: a letter went out."""
        values: dict[str, object] = {"seen_at": until} if at is None else {"seen_at": until, "told_at": at}
        mine = update(subscriptions).where(subscriptions.c.id == subscription.id)
        self._connection.execute(mine.values(values))

    def _subscription(self, row: Row[Any]) -> Subscription:
        return Subscription(
            id=row.id,
            person=self._box.open_text("subscriptions.person", row.person_hash, row.person),
            document_id=DocumentId(row.document_id),
            paragraph_id=None if row.paragraph_id is None else ParagraphId(row.paragraph_id),
            created_at=row.created_at,
            confirmed_at=row.confirmed_at,
            seen_at=row.seen_at,
        )


_ALL = select(subscriptions)
