"""What the door says to a recipient and to a message. It stores mail before anyone understands it.

RCPT is answered by `recipients`, DATA by a linear look at the header block and then by the commit: 250 means that every
row of the message is on disk. Messages that wait share one commit, and the sessions of one commit are answered with
one wake-up of the loop.
"""

import asyncio
import logging
import math
import os
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from sqlalchemy import Connection

from mailgate import faults, header_block
from mailgate.address import ToBounce, ToParagraph, ToRole
from mailgate.misses import Misses
from mailgate.recipients import Recipients
from mailgate.smtp import replies
from mailgate.smtp.connection import cause
from mailgate.smtp.limits import ListenSettings
from mailgate.smtp.session import SmtpSession
from store.engine import Store
from store.sealed import Box
from store.spool import Envelope, Received, Spool
from store.writer import GroupWriter

log = logging.getLogger(__name__)

TOO_MANY_PARAGRAPHS: Final = b"550 5.5.3 Too many paragraphs for one message; send one comment to each"
_NEEDS_NO_AUTHOR = (ToBounce, ToRole)  # INV-20
_ROOM_LOOK = 1.0  # seconds between two looks at the disk

Message = tuple[Received, ...]
Answer = asyncio.Future[BaseException | None]
Answers = Sequence[tuple[Answer, BaseException | None]]


class Door:
    """The handler of all sessions of one listener process. Make and use it inside a running loop."""

    def __init__(
        self,
        store: Store,
        box: Box,
        settings: ListenSettings,
        *,
        on_stored: Callable[[], None] = lambda: None,
        on_broken: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open the door. `on_stored` rings the worker, once for each commit, from the loop; `on_broken` is called when
        the disk failed to keep what it was given: the process should end then (INV-05)."""
        self._store = store
        self._box = box
        self._settings = settings
        self._limits = settings.limits
        self._on_stored = on_stored
        self._on_broken = on_broken
        self._now = now
        self._loop = asyncio.get_running_loop()
        self._recipients = Recipients(store, box, settings, now)
        self.misses = Misses(store, box, settings.limits.wrong_recipients, now)
        self._keeping = self._loop.create_task(self.misses.keep())
        self._room_seen_at = -math.inf
        self._has_room = True
        self._deadlines: deque[tuple[float, Answer]] = deque()
        self._clock = self._loop.create_task(self._answer_late())
        self._writer: GroupWriter[Message, Answer] = GroupWriter(store, self._put, deliver=self._deliver)

    async def close(self) -> None:
        """Commit what was handed over."""
        await asyncio.to_thread(self._writer.close)
        await self.misses.close(self._keeping)
        self._clock.cancel()

    # MAIL and RCPT --------------------------------------------------------------------------------------------

    async def handle_MAIL(self, _server: SmtpSession, _address: str) -> bytes:  # noqa: N802
        """Every sender may come, while there is room."""
        return replies.SENDER_OK if self._is_room() else replies.DISK_FULL

    async def handle_RCPT(self, server: SmtpSession, address: str) -> bytes:  # noqa: N802
        """Take an address that exists, refuse all others alike (INV-12)."""
        target, reply = await self._recipients.judge(address)
        if reply is not replies.RECIPIENT_OK:
            return reply
        if isinstance(target, ToParagraph):
            server.envelope.paragraphs += 1
            if server.envelope.paragraphs > self._limits.paragraphs:
                return TOO_MANY_PARAGRAPHS
        server.envelope.targets.append(target)
        return reply

    def _is_room(self) -> bool:
        """Whether the disk has room for what may come (RULES: three messages and a share of the disk)."""
        if self._settings.folder is None or monotonic() < self._room_seen_at + _ROOM_LOOK:
            return self._has_room
        self._room_seen_at = monotonic()
        disk = os.statvfs(self._settings.folder)
        needed = 3 * self._limits.message_size + self._limits.free_share * disk.f_blocks * disk.f_frsize
        self._has_room = disk.f_bavail * disk.f_frsize >= needed
        return self._has_room

    # DATA -----------------------------------------------------------------------------------------------------

    async def handle_DATA(self, server: SmtpSession, raw: bytes) -> bytes:  # noqa: N802
        """Refuse what has no author or goes in circles, where refusing reaches the sender; store all else."""
        if server.refuses_content and (refusal := _refusal(raw, server.envelope.targets)):
            return str(refusal).encode()
        error = await self._commit(self._message(server, raw))
        if error is None:
            return replies.STORED
        log.error("mail not stored code=%s cause=%s", faults.code(error), cause(error))
        if is_broken(error):
            self._on_broken()
        return reply_to(error)

    def _message(self, server: SmtpSession, raw: bytes) -> Message:
        envelope = server.envelope
        sender = None if envelope.mail_from == "<>" else envelope.mail_from
        peer, helo = server.session.peer or "", server.session.host_name or ""
        received_at = self._now()
        return tuple(
            Received(
                envelope=Envelope(sender=sender, recipient=recipient, peer=peer, helo=helo, protocol=server.protocol),
                raw=raw,
                received_at=received_at,
            )
            for recipient in dict.fromkeys(envelope.rcpt_tos)
        )

    async def _commit(self, message: Message) -> BaseException | None:
        """Wait for the commit, but not too long: the client may go, or be told 451 and come again; what was handed
        over is stored all the same, and known when it comes again (INV-03)."""
        answer: Answer = self._loop.create_future()
        self._writer.submit(message, answer)
        self._deadlines.append((monotonic() + self._limits.answer, answer))
        return await answer

    async def _answer_late(self) -> None:
        """Answer those who have waited long enough, oldest first."""
        while True:
            await asyncio.sleep(min(0.25, self._limits.answer / 4))
            now = monotonic()
            while self._deadlines and (self._deadlines[0][1].done() or self._deadlines[0][0] < now):
                _resolve(self._deadlines.popleft()[1], TimeoutError())

    def _put(self, connection: Connection, messages: Sequence[Message]) -> None:
        """Write a group; the writer's thread calls it inside the transaction."""
        Spool(connection, self._box).put([received for message in messages for received in message])

    def _deliver(self, answers: Answers) -> None:
        """Bring a group's answers to the loop; the writer's thread calls it after the commit."""
        self._loop.call_soon_threadsafe(self._settle, answers)

    def _settle(self, answers: Answers) -> None:
        is_any_stored = False
        for answer, error in answers:
            is_any_stored |= error is None
            _resolve(answer, error)
        if is_any_stored:
            self._on_stored()


def is_broken(error: BaseException) -> bool:
    """Whether the disk did not keep what it was told to: what was written before may be gone too (INV-05)."""
    return "FSYNC" in faults.code(error)


def reply_to(error: BaseException) -> bytes:
    """Return what a client is told where its message was not stored."""
    if isinstance(error, TimeoutError):
        return replies.TOO_SLOW_HERE
    return replies.DISK_FULL if faults.code(error) in ("SQLITE_FULL", "53100") else replies.NOT_NOW


def _refusal(raw: bytes, targets: Sequence[object]) -> header_block.Refusal | None:
    refusal = header_block.check(raw)
    if refusal is not None or all(isinstance(target, _NEEDS_NO_AUTHOR) for target in targets):
        return refusal
    author = header_block.sole_author(raw)
    return author if isinstance(author, header_block.Refusal) else None


def _resolve(answer: Answer, error: BaseException | None) -> None:
    if not answer.done():
        answer.set_result(error)
