"""What the door says to a recipient and to a message. It stores mail before anyone understands it.

RCPT is answered from paragraph addresses and token hashes, DATA by a linear look at the header block and then by the
commit: 250 means that every row of the message is on disk. Messages that wait share one commit, and the sessions of
one commit are answered with one wake-up of the loop.
"""

import asyncio
import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from time import monotonic
from typing import Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from mailgate import address as grammar
from mailgate import header_block, token
from mailgate.address import Target, ToBounce, ToConversation, ToDocument, ToParagraph, ToReport, ToRole
from mailgate.smtp import replies
from mailgate.smtp.connection import cause
from mailgate.smtp.limits import ListenSettings
from mailgate.smtp.session import SmtpSession
from store.comments import Comments
from store.documents import Documents
from store.engine import Store
from store.grants import Grants, Standing
from store.outbox import Outbox
from store.sealed import Box
from store.spool import Envelope, Received, Spool
from store.writer import GroupWriter

log = logging.getLogger(__name__)

NO_SUCH: Final = b"550 5.1.1 There is no such address here"
NO_RELAY: Final = b"550 5.7.1 Mail for other domains is not taken here"
TOO_MANY_PARAGRAPHS: Final = b"550 5.5.3 Too many paragraphs for one message; send one comment to each"
_NEEDS_NO_AUTHOR = (ToBounce, ToRole)  # INV-20
_REMEMBERED = 10_000
_ROOM_LOOK = 1.0  # seconds between two looks at the disk

Message = tuple[Received, ...]
Answer = asyncio.Future[BaseException | None]
Answers = Sequence[tuple[Future[None], BaseException | None]]


class _Known(NamedTuple):
    target: Target
    until: float


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
        self._known: dict[str, _Known] = {}  # addresses that exist, for a moment
        self._room_seen_at = -_ROOM_LOOK
        self._has_room = True
        self._waiting: dict[Future[None], Answer] = {}
        self._deadlines: deque[tuple[float, Answer]] = deque()
        self._clock = self._loop.create_task(self._answer_late())
        self._writer: GroupWriter[Message] = GroupWriter(store, self._put, deliver=self._deliver)

    async def close(self) -> None:
        """Commit what was handed over."""
        await asyncio.to_thread(self._writer.close)
        self._clock.cancel()

    # MAIL and RCPT --------------------------------------------------------------------------------------------

    async def handle_MAIL(self, _server: SmtpSession, _address: str) -> bytes:  # noqa: N802
        """Every sender may come, while there is room."""
        return replies.SENDER_OK if self._is_room() else replies.DISK_FULL

    async def handle_RCPT(self, server: SmtpSession, address: str) -> bytes:  # noqa: N802
        """Take an address that exists, refuse all others alike (INV-12)."""
        known = self._known.get(address)
        if known is not None and known.until > monotonic():
            target: Target | None = known.target
            reply = replies.RECIPIENT_OK
        else:
            target, reply = await self._answer(address)
        targets = server.envelope.targets
        if isinstance(target, ToParagraph) and reply is replies.RECIPIENT_OK:
            server.envelope.paragraphs += 1
            if server.envelope.paragraphs > self._limits.paragraphs:
                return TOO_MANY_PARAGRAPHS
        if reply is replies.RECIPIENT_OK:
            targets.append(target)
        return reply

    async def _answer(self, address: str) -> tuple[Target | None, bytes]:
        local_part, at, domain = address.rpartition("@")
        if not at:  # <Postmaster>, the one address without a domain (RFC 5321 4.1.1.3)
            local_part = domain if domain.lower() == "postmaster" else ""
        elif not self._is_ours(domain):
            return None, NO_RELAY
        target = grammar.parse(local_part, self._settings.prefix)
        if isinstance(target, ToRole):
            return target, replies.RECIPIENT_OK
        if self._store.is_sqlite:  # a look into a file at hand takes less than a change of threads
            reply = self._look_up(target, local_part)
        else:
            reply = await asyncio.to_thread(self._look_up, target, local_part)
        if target is not None and reply is replies.RECIPIENT_OK:
            self._remember(address, target)
        return target, reply

    def _look_up(self, target: Target | None, local_part: str) -> bytes:
        with self._store.read() as connection:
            match target:
                case ToParagraph():
                    found = self._paragraph(connection, target)
                case ToConversation():
                    found = self._conversation(connection, target)
                case ToBounce():
                    is_ours = Outbox(connection, self._box).is_bounce(token.digest(target.token))
                    found = replies.RECIPIENT_OK if is_ours else None
                case ToReport():
                    comment = Comments(connection, self._box).find(target.comment)
                    is_known = comment is not None and comment.approved_at is not None  # others have no page
                    found = replies.RECIPIENT_OK if is_known else None
                case ToDocument():
                    found = self._document(connection, target)
                case _:
                    found = None
            return found or self._no_such(connection, target, local_part)

    def _paragraph(self, connection: Connection, target: ToParagraph) -> bytes | None:
        found = Documents(connection).address(target.document, target.key)
        if found is None:
            return None
        if found.document.is_open(self._now()):
            return replies.RECIPIENT_OK
        closed = found.document.closes_at or self._now()
        return f"550 5.2.1 Comments on this document closed on {closed:%Y-%m-%d}".encode()

    def _conversation(self, connection: Connection, target: ToConversation) -> bytes | None:
        standing = Grants(connection, self._box).standing(token.digest(target.token), self._now())
        if standing is Standing.LIVE:
            return replies.RECIPIENT_OK
        if standing is Standing.UNKNOWN:
            return None
        return f"550 5.7.1 This letter can no longer be answered; write to {self._settings.write_to}".encode()

    def _document(self, connection: Connection, target: ToDocument) -> bytes | None:
        if Documents(connection).get(target.document) is None:
            return None
        return f"550 5.1.1 Write to {self._settings.prefix}{target.document}.NUMBER, a paragraph's address".encode()

    def _no_such(self, connection: Connection, target: Target | None, local_part: str) -> bytes:
        """Refuse, and name the paragraph that was perhaps meant, if there is one: its address is on a public page."""
        if isinstance(target, ToConversation | ToBounce):
            return NO_SUCH
        meant = grammar.suggest(local_part, self._settings.prefix)
        if meant is None or meant == target or Documents(connection).address(meant.document, meant.key) is None:
            return NO_SUCH
        return NO_SUCH + f"; did you mean {grammar.format(meant, self._settings.prefix)}?".encode()

    def _remember(self, address: str, target: Target) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[address] = _Known(target, monotonic() + self._limits.lookup_memory)

    def _is_ours(self, domain: str) -> bool:
        domain = domain.lower()
        if not domain.isascii():
            try:
                domain = domain.encode("idna").decode()
            except UnicodeError:
                return False
        return domain == self._settings.domain

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
        log.error("mail not stored cause=%s", cause(error))
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
        self._waiting[self._writer.submit(message)] = answer
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
        for future, error in answers:
            is_any_stored |= error is None
            _resolve(self._waiting.pop(future), error)
        if is_any_stored:
            self._on_stored()


def is_broken(error: BaseException) -> bool:
    """Whether the disk did not keep what it was told to: what was written before may be gone too (INV-05)."""
    return "FSYNC" in _name(error)


def reply_to(error: BaseException) -> bytes:
    """Return what a client is told where its message was not stored."""
    if isinstance(error, TimeoutError):
        return replies.TOO_SLOW_HERE
    return replies.DISK_FULL if _name(error) in ("SQLITE_FULL", "53100") else replies.NOT_NOW


def _name(error: BaseException) -> str:
    original = error.orig if isinstance(error, DBAPIError) else error
    return getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""


def _refusal(raw: bytes, targets: Sequence[object]) -> header_block.Refusal | None:
    refusal = header_block.check(raw)
    if refusal is not None or all(isinstance(target, _NEEDS_NO_AUTHOR) for target in targets):
        return refusal
    author = header_block.sole_author(raw)
    return author if isinstance(author, header_block.Refusal) else None


def _resolve(answer: Answer, error: BaseException | None) -> None:
    if not answer.done():
        answer.set_result(error)
