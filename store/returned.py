"""Letters that came back: a delivery report said that they did not arrive, or not yet."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, or_, select, update

from store.model import CommentId
from store.schema import outbox
from store.sealed import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A letter that did not reach its recipient."""

    recipient: str
    comment_id: CommentId | None


class ReturnedLetters:
    """The letters that came back, of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def note(self, digest: bytes, *, is_hard: bool, at: datetime) -> Returned | None:
        """Record that a letter, by the digest of its bounce token, did not arrive; None where that was counted before.

        `is_hard`: it never will. A letter that was late first, and then lost, counts for both.
        """
        was_late = outbox.c.is_lost.is_(False)
        is_news = or_(outbox.c.returned_at.is_(None), was_late) if is_hard else outbox.c.returned_at.is_(None)
        statement = update(outbox).where(outbox.c.bounce_hash == digest, outbox.c.envelope.is_not(None), is_news)
        statement = statement.values(returned_at=at, is_lost=is_hard)
        returning = statement.returning(outbox.c.message_id, outbox.c.envelope, outbox.c.comment_id)
        row = self._connection.execute(returning).one_or_none()
        if row is None:
            return None
        envelope = json.loads(self._box.open_text("outbox.envelope", row.message_id.encode(), row.envelope))
        return Returned(recipient=envelope["recipient"], comment_id=row.comment_id)

    def lately(self, address: str, *, since: datetime) -> tuple[int, int]:
        """Return how many letters to an address were lost since a time, and how many were only late."""
        mine = (outbox.c.recipient_hash == self._box.lookup(address)) & (outbox.c.returned_at >= since)
        lost = func.count(case((outbox.c.is_lost.is_(True), 1)))
        hard, number = self._connection.execute(select(lost, func.count()).where(mine)).one()
        return int(hard), int(number - hard)
