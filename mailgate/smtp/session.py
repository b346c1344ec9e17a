"""The commands of SMTP and LMTP. MAIL and RCPT of plain addresses and DATA are read here; the state machine, and
addresses that are not plain, are aiosmtpd's. What to answer is the handler's to say.
"""

# ruff: noqa: N802 - methods have the names that aiosmtpd looks for

import asyncio
import ssl
from time import monotonic
from typing import Any, ClassVar, Protocol, cast

from aiosmtpd.smtp import MISSING

from mailgate.smtp import path, replies
from mailgate.smtp.connection import Command, Connection
from mailgate.smtp.content import Content, Fault, fault
from mailgate.smtp.inbox import EndOfInput

_HANDSHAKE = 30.0


class Handler(Protocol):
    """Who decides. Each method returns the reply; one that begins with 2 lets the session go on."""

    async def handle_MAIL(self, server: "SmtpSession", address: str) -> bytes:
        """Judge a sender; '<>' is the null sender."""

    async def handle_RCPT(self, server: "SmtpSession", address: str) -> bytes:
        """Judge a recipient, and note in `server.envelope.targets` what it is."""

    async def handle_DATA(self, server: "SmtpSession", raw: bytes) -> bytes:
        """Judge and store a message: one outcome for all recipients of `server.envelope`."""


class SmtpSession(Connection):
    """One connection that speaks SMTP."""

    PROTOCOL: ClassVar[str] = "ESMTP"
    # Behind LMTP stands an MTA, which would bounce what we refuse after DATA to a sender who may be forged (INV-53).
    refuses_content: ClassVar[bool] = True
    event_handler: Handler

    async def smtp_EHLO(self, hostname: str | None) -> None:
        """Greet, and say what we offer. Not AUTH: nobody has an account here."""
        if not hostname:
            return await self.push("501 Syntax: EHLO hostname")
        self._set_rset_state()
        self.session.extended_smtp = True
        self.session.host_name = hostname
        offers = [self.hostname, f"SIZE {self.limits.message_size}", "8BITMIME", "SMTPUTF8", "PIPELINING"]
        if self.tls_context is not None and self.session.ssl is None:
            offers.append("STARTTLS")
        lines = [f"250-{offer}" for offer in offers]
        return await self.push("\r\n".join([*lines, "250 ENHANCEDSTATUSCODES"]).encode())

    async def smtp_MAIL(self, arg: str | None) -> None:
        """Begin a message."""
        sender = path.sender(arg) if arg and self.session.host_name and not self.envelope.mail_from else None
        if sender is None or (sender.has_parameters and not self.session.extended_smtp):
            await super().smtp_MAIL(arg)
        elif sender.size > self.limits.message_size:
            await self.push(replies.TOO_BIG)
        else:
            self.envelope.smtp_utf8 = sender.wants_utf8
            await self.push(await self._sender(sender.address or "<>"))

    async def smtp_RCPT(self, arg: str | None) -> None:
        """Add a recipient."""
        address = path.recipient(arg) if arg and self.envelope.mail_from else None
        if address is None:
            await super().smtp_RCPT(arg)
        else:
            await self.push(await self._recipient(address))

    async def smtp_DATA(self, arg: str | None) -> None:
        """Take the message."""
        if await self.check_helo_needed():
            return
        if arg or not self.envelope.rcpt_tos:
            await self.push(replies.NO_ARGUMENT if arg else replies.NEED_RECIPIENT)
            return
        self._replies.append(replies.GO_AHEAD)
        content = Content(self.limits.message_size, self.limits.data_line)
        is_whole = await self._read(content)
        reply = await self._judge(content.take())
        self._messages += reply[:1] == b"2"
        answers = self._for_each_recipient(reply)
        self._set_rset_state()
        await self.push(answers)
        if not is_whole:
            self._end()

    async def smtp_STARTTLS(self, arg: str | None) -> None:
        """Go on encrypted; what was said or sent before is forgotten (INV-13)."""
        if arg:
            return await self.push(replies.NO_ARGUMENT)
        if self.tls_context is None or self.session.ssl is not None or self.transport is None:
            return await self.push(replies.NO_TLS)
        self._replies.append(replies.READY_FOR_TLS)
        self._flush()
        self._inbox.clear()
        try:
            transport = await self.loop.start_tls(
                self.transport, self, self.tls_context, server_side=True, ssl_handshake_timeout=_HANDSHAKE
            )
        except (OSError, ssl.SSLError):
            self.connection_lost(None)  # asyncio tells nobody of a connection that breaks in the handshake
            raise EndOfInput from None
        return self._begin_again(cast("asyncio.Transport", transport))

    async def smtp_QUIT(self, arg: str | None) -> None:
        """Say goodbye."""
        if arg:
            return await self.push(replies.NO_ARGUMENT)
        return self._end(replies.BYE)

    async def smtp_VRFY(self, arg: str | None) -> None:
        """Tell nobody who is here."""
        await self.push(replies.CANNOT_VERIFY if arg else "501 Syntax: VRFY <address>")

    async def smtp_EXPN(self, _arg: str | None) -> None:
        """Tell nobody who is on a list."""
        await self.push(replies.NOT_IMPLEMENTED)

    async def smtp_HELP(self, _arg: str | None) -> None:
        """Say what this is."""
        await self.push(replies.HELP)

    COMMANDS: ClassVar[dict[bytes, Command]] = {
        b"EHLO": smtp_EHLO,
        b"HELO": Connection.smtp_HELO,
        b"MAIL": smtp_MAIL,
        b"RCPT": smtp_RCPT,
        b"DATA": smtp_DATA,
        b"RSET": Connection.smtp_RSET,
        b"NOOP": Connection.smtp_NOOP,
        b"QUIT": smtp_QUIT,
        b"STARTTLS": smtp_STARTTLS,
        b"VRFY": smtp_VRFY,
        b"EXPN": smtp_EXPN,
        b"HELP": smtp_HELP,
    }

    # ----------------------------------------------------------------------------------------------------------

    async def _call_handler_hook(self, command: str, *args: Any) -> Any:
        """Answer what aiosmtpd's own MAIL and RCPT ask; it has no other hook here."""
        if command == "MAIL":
            return await self._sender(args[0])
        return await self._recipient(args[0]) if command == "RCPT" else MISSING

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Parse an address that is not plain. The parser meets hostile text with whatever exception it has."""
        try:
            address, rest = super()._getaddr(arg)
        except (RecursionError, LookupError, AttributeError, TypeError, ValueError):
            return None, None
        if address is None or path.is_odd(address) or path.is_left_open(arg.removesuffix(rest or "")):
            return None, None
        return address, rest

    async def _sender(self, address: str) -> bytes:
        if not address.isascii() and not self.envelope.smtp_utf8:
            return replies.NEED_SMTPUTF8
        reply = await self.event_handler.handle_MAIL(self, address)
        if reply[:1] == b"2":
            self.envelope.mail_from = address
        return reply

    async def _recipient(self, address: str) -> bytes:
        if len(self.envelope.rcpt_tos) >= self.limits.recipients:
            return replies.TOO_MANY_RECIPIENTS
        reply = await self.event_handler.handle_RCPT(self, address)
        if reply[:9] == b"550 5.1.1" and self.is_paced and (spent := self._crowd.miss(self.client, monotonic())):
            self._is_over = True  # once this is said
            return spent
        if reply[:1] == b"2":
            self.envelope.rcpt_tos.append(address)
        return reply

    async def _read(self, content: Content) -> bool:
        self._since = monotonic()
        self._content = content
        try:
            return await self._inbox.content(content)
        finally:
            self._content = None

    async def _judge(self, raw: bytes | Fault) -> bytes:
        if isinstance(raw, Fault):
            return replies.FAULTS[raw]
        if self.refuses_content and (found := fault(raw, self.limits.data_line)):
            return replies.FAULTS[found]
        try:
            return await self.event_handler.handle_DATA(self, raw)
        except Exception as error:  # noqa: BLE001 - answered for each recipient, so not left to the loop
            return await self.handle_exception(error)

    def _for_each_recipient(self, reply: bytes) -> bytes:
        return reply

    def _begin_again(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self._inbox.clear()
        self._inbox.use(transport)
        self._set_rset_state()
        peer = self.session.peer
        self.session = self._create_session()
        self.session.peer = peer
        self.session.ssl = {"cipher": transport.get_extra_info("cipher")}


class LmtpSession(SmtpSession):
    """One connection that speaks LMTP (RFC 2033): a greeting of its own, and one reply for each recipient."""

    PROTOCOL: ClassVar[str] = "LMTP"
    refuses_content: ClassVar[bool] = False

    async def check_helo_needed(self, helo: str = "LHLO") -> bool:
        """Ask for LHLO where nobody greeted."""
        return await super().check_helo_needed("LHLO" if helo == "HELO" else helo)

    def _for_each_recipient(self, reply: bytes) -> bytes:
        return b"\r\n".join([reply] * len(self.envelope.rcpt_tos))

    COMMANDS: ClassVar[dict[bytes, Command]] = {
        **{verb: method for verb, method in SmtpSession.COMMANDS.items() if verb not in (b"EHLO", b"HELO")},
        b"LHLO": SmtpSession.smtp_EHLO,
    }
