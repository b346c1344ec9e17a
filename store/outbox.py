"""The outbox: letters that wait for the smarthost, and which were sent.

A letter is put here in the transaction that causes it, so it is sent if and only if that was committed; after a crash
it may be sent twice, with the same Message-ID (INV-55). Its body is emptied once it is sent.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from store.model import CommentId, LetterId
from store.queue import Queue
from store.schema import outbox
from store.sealed import Box, SealError

LEASE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A letter ready to be sent: envelope, whole message, and what it is about."""

    message_id: str
    bounce_digest: bytes
    sender: str
    recipient: str
    body: bytes
    comment_id: CommentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claimed letter. `attempts` counts this claim."""

    id: LetterId
    message_id: str
    sender: str
    recipient: str
    body: bytes
    attempts: int
    created_at: datetime


class Outbox:
    """The outbox of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self._queue = Queue(connection, outbox)

    def put(self, letters: Sequence[Outgoing], *, at: datetime) -> None:
        """Keep letters, due now."""
        if letters:
            self._connection.execute(_INSERT, [self._row(letter, at) for letter in letters])

    def claim(self, now: datetime, *, limit: int, lease: timedelta = LEASE) -> list[Claimed]:
        """Claim letters to be sent. One whose seal is broken fails here: it must not stop the others."""
        claimed = []
        for row in self._queue.claim(now, limit=limit, lease=lease):
            try:
                claimed.append(self._claimed(row))
            except SealError as error:
                self._queue.finish(row.id, row.attempts, {"failed_at": now, "last_error": str(error)})
        return claimed

    def sent(self, letter: Claimed, *, at: datetime) -> bool:
        """Record that the smarthost has taken it."""
        return self._queue.finish(letter.id, letter.attempts, {"sent_at": at, "body": None})

    def failed(self, letter: Claimed, *, at: datetime, error: str) -> bool:
        """Record that it will never be sent; it is kept for the operator to see."""
        return self._queue.finish(letter.id, letter.attempts, {"failed_at": at, "last_error": error[:200]})

    def defer(self, letter: Claimed, *, due_at: datetime, error: str) -> bool:
        """Give it back to be sent later."""
        return self._queue.defer(letter.id, letter.attempts, due_at=due_at, values={"last_error": error[:200]})

    def is_bounce(self, digest: bytes) -> bool:
        """Whether a token with this digest is in the envelope sender of a letter of ours."""
        return self._connection.execute(_BY_BOUNCE, {"digest": digest}).first() is not None

    def count_to(self, address: str) -> int:
        """Return how many letters to this address are on record."""
        statement = select(func.count()).where(outbox.c.recipient_hash == self._box.lookup(address))
        return int(self._connection.execute(statement).scalar_one())

    def release(self) -> int:
        """Free what a part that died had claimed; only where no other of its kind runs."""
        return self._queue.release()

    def next_due(self) -> datetime | None:
        """Return when the next letter is due; None where nothing waits."""
        return self._queue.next_due()

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many letters wait, and since when the oldest is due."""
        return self._queue.waiting()

    def sendable(self, now: datetime) -> int:
        """Return how many letters are due now, or being sent."""
        statement = select(func.count()).select_from(outbox).where(outbox.c.due_at <= now)
        return int(self._connection.execute(statement).scalar_one())

    def parked(self) -> int:
        """Return how many letters were given up."""
        statement = select(func.count()).select_from(outbox).where(outbox.c.failed_at.is_not(None))
        return int(self._connection.execute(statement).scalar_one())

    def _claimed(self, row: Row[Any]) -> Claimed:
        key = row.message_id.encode()
        envelope = json.loads(self._box.open_text("outbox.envelope", key, row.envelope))
        return Claimed(
            id=LetterId(row.id),
            message_id=row.message_id,
            sender=envelope["sender"],
            recipient=envelope["recipient"],
            body=self._box.open("outbox.body", key, row.body),
            attempts=row.attempts,
            created_at=row.created_at,
        )

    def _row(self, letter: Outgoing, at: datetime) -> dict[str, object]:
        key = letter.message_id.encode()
        envelope = json.dumps({"sender": letter.sender, "recipient": letter.recipient})
        return {
            "message_id": letter.message_id,
            "bounce_hash": letter.bounce_digest,
            "recipient_hash": self._box.lookup(letter.recipient),
            "envelope": self._box.seal_text("outbox.envelope", key, envelope),
            "body": self._box.seal("outbox.body", key, letter.body),
            "comment_id": letter.comment_id,
            "created_at": at,
            "due_at": at,
        }


_INSERT = insert(outbox)
_BY_BOUNCE = select(outbox.c.id).where(outbox.c.bounce_hash == bindparam("digest"))
