"""The spool: every mail we said 250 to, as it came, and what became of it.

A mail is one row: a queue row until it is read, its record (see `records`) afterwards. Its hash covers envelope
sender, recipient and the bytes without leading trace fields, so that a mail delivered again adds no row (INV-03);
Message-ID plays no part (INV-04).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from store.bulk import insert_new
from store.model import CommentId, DocumentId, MailId, ParagraphId
from store.queue import Queue
from store.schema import mails
from store.sealed import Box, SealError

LEASE = timedelta(minutes=1)
TRACE_FIELDS = (b"return-path:", b"received:")


class Result(StrEnum):
    """What a mail that was read turned out to be. For the first two `dump` shows the state of the comment."""

    COMMENT = "comment"
    COMMAND = "command"
    REFUSED = "refused"
    AUTO = "auto"
    DUPLICATE = "duplicate"
    BOUNCED = "bounced"
    QUARANTINED = "quarantined"
    ERASED = "erased"


class Envelope(NamedTuple):
    """RFC 5321 facts. `sender` is None for the null reverse-path; `recipient` is the address as given at RCPT."""

    sender: str | None
    recipient: str
    peer: str
    helo: str
    protocol: str


_JSON = f"{{{', '.join(f'{json.dumps(field)}: %s' for field in Envelope._fields)}}}"


class Received(NamedTuple):
    """A mail at the door: envelope and bytes, dot-unstuffed, nothing added."""

    envelope: Envelope
    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """A claimed mail. `attempts` counts this claim; `deferrals` are those after which it waited for the DNS."""

    id: MailId
    hash: bytes
    envelope: Envelope
    raw: bytes
    received_at: datetime
    attempts: int
    deferrals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was read in a mail's header, and its author's own words where they are in no comment."""

    author: str | None = None
    subject: str = ""
    message_id: str | None = None
    text: str = ""
    attachments: tuple[str, ...] = ()  # names of what was not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a mail that was read."""

    result: Result
    reason: str = ""
    facts: Facts = Facts()
    document_id: DocumentId | None = None
    paragraph_id: ParagraphId | None = None
    comment_id: CommentId | None = None


def without_trace(raw: bytes) -> bytes:
    """Return the message without the Return-Path and Received fields at its top: each hop adds its own."""
    start = 0
    while raw[start : start + 12].lower().startswith(TRACE_FIELDS):
        end = start
        while True:
            end = raw.find(b"\n", end) + 1
            if end == 0:
                return raw[start:]
            if raw[end : end + 1] not in (b" ", b"\t"):
                break
        start = end
    return raw[start:]


class Spool:
    """The spool of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self._queue = Queue(connection, mails)

    def put(self, batch: Sequence[Received]) -> None:
        """Keep these mails, due now; one that is here already adds no row."""
        insert_new(self._connection, mails, [self._row(mail) for mail in batch], key="hash")

    def claim(self, now: datetime, *, limit: int, lease: timedelta = LEASE) -> list[Spooled]:
        """Claim mails to be read. One whose seal is broken is quarantined here: it must not stop the others."""
        claimed = []
        for row in self._queue.claim(now, limit=limit, lease=lease):
            try:
                claimed.append(self._spooled(row))
            except SealError as error:
                self._queue.finish(row.id, row.attempts, {"result": Result.QUARANTINED.value, "reason": str(error)})
        return claimed

    def done(self, mail: Spooled, verdict: Verdict) -> bool:
        """Record what became of a claimed mail, in the transaction of its effects; False: another holds it now."""
        return self.all_done([(mail, verdict)])

    def all_done(self, verdicts: Sequence[tuple[Spooled, Verdict]]) -> bool:
        """Record what became of claimed mails, in the transaction of their effects; False: another holds one now."""
        done = [(mail.id, mail.attempts, self._verdict(mail, verdict)) for mail, verdict in verdicts]
        return self._queue.finish_all(done)

    def defer(self, mail: Spooled, *, due_at: datetime, reason: str) -> bool:
        """Give a claimed mail back to be read later."""
        return self._queue.defer(mail.id, mail.attempts, due_at=due_at, values={"reason": reason[:200]})

    def wait(self, mail: Spooled, *, due_at: datetime) -> bool:
        """Give a claimed mail back: who wrote it is to be found out later."""
        values = {"deferrals": mail.deferrals + 1}
        return self._queue.defer(mail.id, mail.attempts, due_at=due_at, values=values)

    def release(self) -> int:
        """Free what a part that died had claimed; only where no other of its kind runs."""
        return self._queue.release()

    def next_due(self) -> datetime | None:
        """Return when the next mail is due; None where nothing waits."""
        return self._queue.next_due()

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many mails wait, and when the oldest of them came."""
        statement = select(func.count(), func.min(mails.c.received_at)).where(mails.c.due_at.is_not(None))
        number, oldest = self._connection.execute(statement).one()
        return number, oldest

    def parked(self) -> int:
        """Return how many mails could not be read and were set aside."""
        statement = select(func.count()).where(mails.c.result == Result.QUARANTINED.value)
        return int(self._connection.execute(statement).scalar_one())

    def _verdict(self, mail: Spooled, verdict: Verdict) -> dict[str, object]:
        return {
            "result": verdict.result.value,
            "reason": verdict.reason[:200],
            "facts": self._box.seal_text("mails.facts", mail.hash, json.dumps(asdict(verdict.facts))),
            "document_id": verdict.document_id,
            "paragraph_id": verdict.paragraph_id,
            "comment_id": verdict.comment_id,
        }

    def _spooled(self, row: Row[Any]) -> Spooled:
        return Spooled(
            id=MailId(row.id),
            hash=row.hash,
            envelope=envelope_of(self._box, row),
            raw=raw_of(self._box, row),
            received_at=row.received_at,
            attempts=row.attempts,
            deferrals=row.deferrals,
        )

    def _row(self, mail: Received) -> dict[str, object]:
        envelope = mail.envelope
        sender = (envelope.sender or "").encode("utf-8", "surrogateescape")
        recipient = envelope.recipient.lower().encode("utf-8", "surrogateescape")
        row_hash = self._box.digest("mail", sender, recipient, without_trace(mail.raw))
        return {
            "hash": row_hash,
            "received_at": mail.received_at,
            "due_at": mail.received_at,
            "envelope": self._box.seal_text("mails.envelope", row_hash, _written(envelope)),
            "raw": self._box.seal("mails.raw", row_hash, mail.raw),
        }


def envelope_of(box: Box, row: Row[Any]) -> Envelope:
    """Return the envelope that a row keeps sealed."""
    return Envelope(**json.loads(box.open_text("mails.envelope", row.hash, row.envelope)))


def facts_of(box: Box, row: Row[Any]) -> Facts:
    """Return the facts that a row keeps sealed."""
    values = json.loads(box.open_text("mails.facts", row.hash, row.facts))
    return Facts(**{**values, "attachments": tuple(values["attachments"])})


def raw_of(box: Box, row: Row[Any]) -> bytes:
    """Return the bytes that a row keeps sealed."""
    return box.open("mails.raw", row.hash, row.raw)


def _written(envelope: Envelope) -> str:
    """Write an envelope as JSON. Every mail comes by here: a general writer would take as long as sealing the mail."""
    return _JSON % tuple(["null" if value is None else _quoted(value) for value in envelope])
