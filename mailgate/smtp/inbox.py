"""What a client has sent and we have not read yet: command lines and blocks, with a bound on what waits.

It takes the place of asyncio's StreamReader behind aiosmtpd's protocol. Lines end with CR LF; a bare LF ends one too,
so that it can be refused as what it is. Before it waits it calls `before_waiting`: replies leave in one write. When
something has come it calls `on_input`.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import cast

from mailgate.smtp.content import Content
from mailgate.smtp.course import more_input

_HIGH = 64 * 1024  # of unread bytes: the client has to wait


class EndOfInput(Exception):  # noqa: N818 - not an error: every session ends so
    """The client has closed its side, or sends what is no line."""


class Inbox(asyncio.StreamReader):
    """The reading side of one connection."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, before_waiting: Callable[[], None], on_input: Callable[[], None]
    ) -> None:
        super().__init__(loop=loop)
        self._unread = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._channel: asyncio.ReadTransport | None = None
        self._is_paused = False
        self._before_waiting = before_waiting
        self._on_input = on_input
        self.heard_at = monotonic()  # when the last block of a message came

    async def line(self, limit: int) -> bytes | None:
        """Return the next line with its end, or None in place of one longer than `limit`; raise EndOfInput."""
        unread = self._unread
        end = unread.find(b"\n")
        while end < 0:
            if len(unread) > limit:
                await self._skip_line()
                return None
            start = len(unread)
            await self._more()
            end = unread.find(b"\n", start)
        found = bytes(unread[: end + 1])
        del unread[: end + 1]
        if self._is_paused:
            self._resume()
        return found if len(found) <= limit else None

    async def content(self, content: Content) -> bool:
        """Read a message to its final dot. False: it was given up, the rest of the stream means nothing."""
        self.heard_at = monotonic()
        while True:
            if not self._unread:
                await self._more()
            self.heard_at = monotonic()
            block, self._unread = self._unread, bytearray()
            self._resume()
            if content.feed(block):
                self._unread += content.rest
                return True
            if content.is_hopeless:
                return False

    def clear(self) -> None:
        """Forget what was not read."""
        self._unread.clear()

    def use(self, transport: asyncio.ReadTransport) -> None:
        """Go on with another transport, as after STARTTLS."""
        self._channel = transport
        self._is_paused = False

    # What asyncio's protocol calls ----------------------------------------------------------------------------

    def set_transport(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport of a new connection."""
        self._channel = cast("asyncio.ReadTransport", transport)

    def feed_data(self, data: bytes) -> None:  # type: ignore[override]
        """Take bytes from the network."""
        self._unread += data
        if len(self._unread) > _HIGH and not self._is_paused and self._channel is not None:
            self._channel.pause_reading()
            self._is_paused = True
        self._on_input()

    def feed_eof(self) -> None:
        """Learn that no more will come."""
        self._ended = True
        self._on_input()

    def set_exception(self, exc: Exception) -> None:
        """Learn that the connection broke."""
        self._error = exc
        self._ended = True
        self._on_input()

    def exception(self) -> Exception | None:
        """Return how the connection broke, if it did."""
        return self._error

    # ----------------------------------------------------------------------------------------------------------

    async def _more(self) -> None:
        self._before_waiting()
        if self._ended:
            raise EndOfInput
        if self._is_paused:
            self._resume()
        await more_input()

    async def _skip_line(self) -> None:
        """Throw away the rest of a line that is too long; twice the high-water mark of it is no line any more."""
        skipped = 0
        while (end := self._unread.find(b"\n")) < 0:
            skipped += len(self._unread)
            self._unread.clear()
            if skipped > 2 * _HIGH:
                raise EndOfInput
            await self._more()
        del self._unread[: end + 1]

    def _resume(self) -> None:
        if self._is_paused and self._channel is not None and len(self._unread) <= _HIGH:
            self._is_paused = False
            self._channel.resume_reading()
