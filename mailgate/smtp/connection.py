"""One connection to us: aiosmtpd's protocol with our own bounds, and without what it does for every connection.

Overridden here are the constructor (it inspects every member of class and handler for every connection), the loop
over commands (CR LF only, counted; errors slow a session down and end it), timers (see `crowd`) and replies, which
leave in one write where a client pipelines. The commands themselves are in `session`.
"""

import asyncio
import logging
import re
import ssl
import traceback
from collections.abc import Awaitable, Callable, Hashable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from typing import Any, ClassVar, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from mailgate.smtp import replies
from mailgate.smtp.content import Content
from mailgate.smtp.course import Course
from mailgate.smtp.crowd import Crowd
from mailgate.smtp.inbox import EndOfInput, Inbox
from mailgate.smtp.limits import ListenSettings

log = logging.getLogger(__name__)

_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_EXTENSIONS = 128  # octets that SIZE, BODY and SMTPUTF8 add to MAIL, and other scripts to addresses
_LONGER = frozenset({b"MAIL", b"RCPT"})
_JUNK = frozenset({b"NOOP", b"RSET", b"VRFY", b"EXPN", b"HELP", b"HELO", b"EHLO", b"LHLO"})
# A browser that was made to speak to us, or chunks that we never offered: what follows is not commands.
_DEAF = frozenset({b"GET", b"POST", b"HEAD", b"PUT", b"CONNECT", b"OPTIONS", b"BDAT"})

Command = Callable[[Any, str | None], Awaitable[None]]


class Transaction(Envelope):
    """The envelope of one message, and what the handler has found out about its recipients."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[object] = []
        self.paragraphs = 0  # among them
        self.content: bytes | None = None


class Connection(SMTP):
    """The life of one connection, and its loop over command lines."""

    PROTOCOL: ClassVar[str]
    COMMANDS: ClassVar[dict[bytes, Command]]
    envelope: Transaction
    session: Session

    def __init__(
        self,
        handler: object,
        *,
        settings: ListenSettings,
        crowd: Crowd,
        loop: asyncio.AbstractEventLoop,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Make the session of a connection that is about to come. aiosmtpd's constructor is not called."""
        self._course = Course(self._handle_client(), loop)
        self._inbox = Inbox(loop, self._flush, self._course.go_on)
        asyncio.StreamReaderProtocol.__init__(self, self._inbox, _ignore, loop=loop)
        self._set_base_state(handler, settings, loop, tls)
        self.limits = settings.limits
        self.client: Hashable = None
        self.is_paced = False  # whether what the client did lately is counted
        self._settings = settings
        self._crowd = crowd
        self._replies: list[bytes] = []
        self._content: Content | None = None
        self._is_over = False
        self._is_waiting = False
        self._began = self._since = monotonic()
        self._commands = self._junk = self._errors = self._messages = 0

    def _set_base_state(
        self, handler: object, settings: ListenSettings, loop: asyncio.AbstractEventLoop, tls: ssl.SSLContext | None
    ) -> None:
        """Set what the methods we keep of aiosmtpd read, to what its constructor would have set."""
        self.loop = loop
        self.event_handler = handler
        self.hostname = settings.domain
        self.tls_context = tls
        self.data_size_limit = settings.limits.message_size
        self.enable_SMTPUTF8 = True
        self._decode_data = False
        self._auth_required = False
        self.transport: asyncio.Transport | None = None

    @property
    def protocol(self) -> str:
        """The protocol as a trace field would name it (RFC 3848)."""
        return self.PROTOCOL + ("S" if self.session.ssl is not None else "")

    # What asyncio calls ---------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet a client, or tell it that there is no room."""
        asyncio.StreamReaderProtocol.connection_made(self, transport)
        self.transport = cast("asyncio.Transport", transport)
        self._set_rset_state()
        self.session = self._create_session()
        self.session.peer, self.client = self._identify(transport.get_extra_info("peername"))
        self.is_paced = self.client is not None and (self.limits.paces_near or not _is_near(self.session.peer))
        refusal = self._crowd.arrive(self.client, monotonic()) if self.is_paced else None
        if refusal := refusal or self._crowd.refusal(self.client):
            log.warning("connection refused peer=%s reply=%s", self.session.peer, refusal[:9].decode())
            self._end(refusal)
            return
        self._crowd.enter(self)
        self._course.begin()

    def connection_lost(self, error: Exception | None) -> None:
        """End the session; a message that was handed over is stored all the same."""
        self._crowd.leave(self)
        self.transport = None
        asyncio.StreamReaderProtocol.connection_lost(self, error)
        self._course.cancel()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._inbox.feed_data(data)

    def eof_received(self) -> bool:
        """Answer what a client sent before it closed its side (aiosmtpd would drop it)."""
        self._inbox.feed_eof()
        return self.session.ssl is None

    # What the crowd asks --------------------------------------------------------------------------------------

    def overdue(self, now: float, idle: float) -> bytes | None:
        """Return the reply to end this session with, if it has lasted too long; `idle` seconds may pass in silence."""
        if self._content is not None:
            allowed = idle + self._content.seen / self.limits.data_rate
            if now - self._since > allowed or now - self._inbox.heard_at > idle:
                return replies.TOO_SLOW
        elif not self._is_waiting:
            return None
        elif now - self._since > idle:
            return replies.IDLE
        is_too_long = self.client is not None and now - self._began > self.limits.session
        return replies.SESSION_TOO_LONG if is_too_long else None

    def dismiss(self, reply: bytes) -> None:
        """Say a last reply and close; a message under way is not cut off for our own maintenance."""
        if self._is_waiting or (self._content is not None and reply is not replies.CLOSING):
            self._end(reply)

    # Commands -------------------------------------------------------------------------------------------------

    async def _handle_client(self) -> None:
        self._replies.append(f"220 {self.hostname} {self.PROTOCOL} ready".encode())
        limit = self.limits.command_line + _EXTENSIONS
        try:
            while not self._is_over:
                if self._crowd.is_closing:
                    return self._end(replies.CLOSING)
                self._since = monotonic()
                self._is_waiting = True
                line = await self._inbox.line(limit)
                self._is_waiting = False
                try:
                    await self._command(line)
                except EndOfInput:
                    raise
                except Exception as error:  # noqa: BLE001 - ours, told in general words; the session goes on (INV-05)
                    await self.push(await self.handle_exception(error))
        except EndOfInput:
            pass
        return self._end()

    async def _command(self, line: bytes | None) -> None:
        if line is None or not line.endswith(b"\r\n"):
            return await self.push(replies.LINE_TOO_LONG if line is None else replies.BARE_LF)
        verb, _, argument = line[:-2].partition(b" ")
        verb = verb.upper()
        if refusal := self._spent(verb):
            return self._end(refusal)
        if len(line) > self.limits.command_line and verb not in _LONGER:
            return await self.push(replies.LINE_TOO_LONG)
        method = self.COMMANDS.get(verb)
        if method is None or _CONTROL.search(line, 0, len(line) - 2):
            return await self.push(replies.NOT_UNDERSTOOD if method else replies.UNKNOWN_COMMAND)
        try:
            text = argument.strip().decode()
        except UnicodeDecodeError:
            return await self.push(replies.BAD_ADDRESS if verb in _LONGER else replies.NOT_UNDERSTOOD)
        return await method(self, text or None)

    def _spent(self, verb: bytes) -> bytes | None:
        """Count a command; return the reply to end with where this client has had its share."""
        if verb in _DEAF:
            return replies.NOT_SMTP
        self._commands += 1
        self._junk += verb in _JUNK
        if self.client is None or verb == b"QUIT":
            return None
        if self._messages >= self.limits.messages:
            return replies.TOO_MANY_MESSAGES
        is_over = self._commands > self.limits.commands or self._junk > self.limits.junk
        return replies.TOO_MANY_COMMANDS if is_over else None

    async def push(self, status: str | bytes) -> None:
        """Queue a reply. From `errors_free` refusals on each one takes its time, and the last one ends the session."""
        reply = status if isinstance(status, bytes) else replies.enhanced(status)
        self._replies.append(reply)
        if reply[:1] not in b"45" or self.client is None:
            return
        self._errors += 1
        if self._errors >= self.limits.errors:
            log.warning("session ended peer=%s errors=%d", self.session.peer, self._errors)
            self._end(replies.TOO_MANY_ERRORS)
        elif self._errors > self.limits.errors_free:
            await asyncio.sleep(self.limits.error_delay)

    async def handle_exception(self, error: Exception) -> bytes:  # type: ignore[override]
        """Log what went wrong, without the words of a client, and return what the client is told."""
        log.error("command failed cause=%s", cause(error))
        return replies.NOT_NOW

    # ----------------------------------------------------------------------------------------------------------

    def _identify(self, peername: Any) -> tuple[str, Hashable]:
        """Return the peer as it is recorded, and whom it counts as: None for a relay of ours."""
        if not isinstance(peername, tuple):
            return "local", None  # a Unix socket: whoever may open it is ours
        address = _address(peername[0])
        is_relay = any(address in network for network in self._settings.relays)
        return str(address), None if is_relay else address.packed[:8]

    def _create_envelope(self) -> Transaction:
        return Transaction()

    def _set_rset_state(self) -> None:
        self.envelope = Transaction()

    def _reset_timeout(self, duration: float | None = None) -> None:
        """Do nothing: the crowd looks at all sessions once a second, instead of two timers for every command."""

    def _flush(self) -> None:
        if self._replies and self.transport is not None and not self.transport.is_closing():
            self.transport.write(b"\r\n".join(self._replies) + b"\r\n")
        self._replies.clear()

    def _end(self, reply: bytes | None = None) -> None:
        if reply is not None:
            self._replies.append(reply)
        self._is_over = True
        self._is_waiting = False
        self._flush()
        if self.transport is not None:
            self.transport.close()


def _ignore(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """asyncio tells of a connection; aiosmtpd's protocol knows already."""


@lru_cache(maxsize=1_024)
def _address(host: str) -> IPv4Address | IPv6Address:
    """Read a peer's address; IPv4 that comes by an IPv6 socket is IPv4."""
    address = ip_address(host.partition("%")[0])
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _is_near(peer: str) -> bool:
    return _address(peer).is_loopback


def cause(error: BaseException) -> str:
    """Return kind and place of an error for the log: its text may quote a client or a row, so it is left out."""
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-4:]]
    kinds = [type(each).__name__ for each in (error, getattr(error, "orig", None)) if each is not None]
    return f"{'/'.join(kinds)} at {'>'.join(places)}"
