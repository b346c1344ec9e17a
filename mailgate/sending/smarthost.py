"""One delivery to the smarthost: Sent, Temporary or Permanent. Nobody's address is in what these say (INV-34).

A link is one connection, opened when it is needed and used for many letters, one recipient each. Trouble with the
connection itself (refused, no TLS, wrong password, 421) is no letter's fault and is an Unreachable exception.
"""

import asyncio
import re
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import Final

from aiosmtplib import SMTP, SMTPDataError, SMTPException, SMTPResponseException

from mailgate import address, faults

CONNECT_SECONDS: Final = 30.0
COMMAND_SECONDS: Final = 60.0
MESSAGE_SECONDS: Final = (
    300.0  # after the final dot a filter may be at work; to give up early sends twice (RFC 5321 4.5.3.2.6)
)
DELIVERY_SECONDS: Final = 2 * (CONNECT_SECONDS + 2 * COMMAND_SECONDS) + MESSAGE_SECONDS  # no delivery takes longer
_CLOSING: Final = 421
# Answers to a letter that are about us: not logged in, or not as this server wants it (RFC 4954 section 6).
_ABOUT_US: Final = frozenset({530, 534, 535, 538})
_TEXT_LIMIT: Final = 160
_ADDRESS: Final = re.compile(r"\S*@\S*")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


class Tls(StrEnum):
    """How the way to the smarthost is protected. NONE is for this machine only."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


class SmarthostError(Exception):
    """The smarthost cannot be used as the settings say."""


class UnreachableError(Exception):
    """There is no usable connection to the smarthost; the text is for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smarthost:
    """Where letters go. `name` is ours, said in EHLO; `context` replaces the system's certificates."""

    host: str
    port: int
    name: str
    tls: Tls = Tls.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    context: ssl.SSLContext | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what would send letters or a password in clear over a network (RFC 8314)."""
        if self.tls == Tls.NONE and not _is_loopback(self.host):
            raise SmarthostError(f"the smarthost {self.host} is on a network: set tls to starttls or implicit")
        if (self.user is None) != (self.password is None):
            raise SmarthostError("the smarthost needs both user and password, or neither")


@dataclass(frozen=True, slots=True)
class Sent:
    """The smarthost has taken the letter."""


@dataclass(frozen=True, slots=True)
class Temporary:
    """Not now: 4xx, or the connection broke within this letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Permanent:
    """Never: 5xx, or an address that cannot be sent to."""

    text: str


Result = Sent | Temporary | Permanent


class Link:
    """One connection to the smarthost. For one task at a time; close it."""

    def __init__(self, smarthost: Smarthost) -> None:
        self._smarthost = smarthost
        self._client: SMTP | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is connected, as far as we know."""
        return self._client is not None and self._client.is_connected

    async def send(self, sender: str, recipient: str, body: bytes) -> Result:
        """Hand over one letter (`body`: a whole message). Raise UnreachableError where there is no connection.

        A connection that was kept may have been closed by the other side meanwhile: then a new one is tried at once.
        """
        ends = address.plain(sender), address.plain(recipient)
        if ends[0] is None or ends[1] is None:  # never onto the wire: it might hold commands
            return Permanent(f"the {'recipient' if ends[0] else 'sender'} is not a plain mail address")
        was_kept = self.is_open
        try:
            return await self._deliver(await self._connected(), ends[0], ends[1], body)
        except _StaleError as stale:
            await self.close()
            if not was_kept:
                raise UnreachableError(str(stale)) from stale
        try:
            return await self._deliver(await self._connected(), ends[0], ends[1], body)
        except _StaleError as stale:
            await self.close()
            raise UnreachableError(str(stale)) from stale

    async def probe(self) -> None:
        """Connect, encrypted and with the password as the settings say, and leave. Raise UnreachableError."""
        try:
            await self._connected()
        except _StaleError as stale:
            raise UnreachableError(str(stale)) from stale
        finally:
            await self.close()

    async def close(self) -> None:
        """Say QUIT where that is possible, and close."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            if client.is_connected:
                await client.quit(timeout=1.0)
        except (SMTPException, OSError, ValueError):
            pass  # it is gone all the same
        finally:
            client.close()

    async def _connected(self) -> SMTP:
        if self._client is None or not self._client.is_connected:
            self._client = await self._connect()
        return self._client

    async def _connect(self) -> SMTP:
        to = self._smarthost
        client = _Client(
            hostname=to.host,
            port=to.port,
            local_hostname=to.name,
            timeout=CONNECT_SECONDS,
            use_tls=to.tls == Tls.IMPLICIT,
            start_tls=to.tls == Tls.STARTTLS,
            tls_context=to.context,
            username=to.user,
            password=to.password,
        )
        try:
            await client.connect()
            if client.is_ehlo_or_helo_needed:
                await client.ehlo()
        except (SMTPException, OSError, ValueError) as error:
            client.close()
            raise UnreachableError(f"no connection to the smarthost: {_cause(error)}") from None
        client.timeout = COMMAND_SECONDS
        return client

    async def _deliver(self, client: SMTP, sender: str, recipient: str, body: bytes) -> Result:
        """Carry out one transaction.

        Before MAIL is taken a broken connection is stale; after that it is this letter's bad luck: one that makes the
        smarthost hang up must not stop the others (INV-07).
        """
        options, encoding = [], "ascii"
        if not (sender + recipient).isascii():
            if not client.supports_extension("smtputf8"):
                return Permanent("the smarthost does not take addresses in other scripts (no SMTPUTF8)")
            options, encoding = [b"SMTPUTF8"], "utf-8"
        if not body.isascii() and client.supports_extension("8bitmime"):
            options.append(b"BODY=8BITMIME")
        speaker = _Speaker(client, (sender, recipient))
        try:
            refusal = await speaker.say(b"MAIL", b"FROM:<" + sender.encode(encoding) + b">", *options)
        except (SMTPException, OSError) as error:
            raise _StaleError(_cause(error)) from None
        try:
            refusal = refusal or await speaker.say(b"RCPT", b"TO:<" + recipient.encode(encoding) + b">")
            return refusal or await speaker.hand_over(body)
        except (SMTPException, OSError) as error:
            client.close()
            return Temporary(f"the connection broke: {_cause(error)}")
        except _ClosingError as closing:
            return Temporary(str(closing))


class _Client(SMTP):
    """aiosmtplib's client; closed means closed: a TLS shutdown would outlive it, and wait for a server that is gone."""

    def close(self) -> None:
        """Close at once. What was said before has been answered."""
        transport = self.transport
        super().close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


class _StaleError(Exception):
    """The connection was of no use for this letter: closed, 421, or we are not welcome. The letter was not begun."""


class _ClosingError(_StaleError):
    """421: the smarthost ends the connection (RFC 5321 section 3.8)."""


class _Speaker:
    """Says commands, and makes results of replies; `ends` are blanked out in what replies say."""

    def __init__(self, client: SMTP, ends: tuple[str, str]) -> None:
        self._client = client
        self._ends = ends

    async def say(self, *words: bytes) -> Temporary | Permanent | None:
        """Say a command; None where it was taken."""
        reply = await self._client.execute_command(*words)
        return None if 200 <= reply.code < 300 else await self._refused(reply.code, reply.message)

    async def hand_over(self, body: bytes) -> Result:
        """Say DATA and the message."""
        try:
            await self._client.data(body, timeout=MESSAGE_SECONDS)
        except SMTPDataError as error:
            return await self._refused(error.code, error.message)
        return Sent()

    async def _refused(self, code: int, message: str) -> Temporary | Permanent:
        text = f"{code} {_clean(message, self._ends)}".strip()
        if code == _CLOSING:
            self._client.close()
            raise _ClosingError(text)
        if code in _ABOUT_US or not 400 <= code < 600:
            self._client.close()
            raise _StaleError(text)
        await self._reset()
        return Permanent(text) if code >= 500 else Temporary(text)

    async def _reset(self) -> None:
        """Be ready for the next letter, or close: some servers hang up once they have refused."""
        try:
            await self._client.rset()
        except (SMTPException, OSError):
            self._client.close()


def _clean(message: str, ends: tuple[str, ...]) -> str:
    """Return a reply's words in one line, without addresses: many servers repeat the recipient."""
    text = _ADDRESS.sub("<address>", _CONTROL.sub(" ", message))
    for end in ends:
        text = re.sub(rf"(?<!\w){re.escape(end.rpartition('@')[0])}(?!\w)", "<address>", text, flags=re.IGNORECASE)
    return text[:_TEXT_LIMIT].strip()


def _cause(error: Exception) -> str:
    """Say what went wrong, without what may be personal: aiosmtplib's own words, or the system's."""
    if isinstance(error, SMTPException):
        code = f"{error.code} " if isinstance(error, SMTPResponseException) else ""
        return f"{code}{_clean(error.message, ())}".strip() or type(error).__name__
    return faults.cause(error)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
