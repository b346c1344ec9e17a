"""Letters in an outbox, and real smarthosts that take them, refuse them, or die."""

# ruff: noqa: ARG002, N802 - handlers are named and called by aiosmtpd

import asyncio
import contextlib
import os
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from mailgate.sending.outbox import Sender
from mailgate.sending.smarthost import Smarthost, Tls
from store.engine import Store
from store.outbox import Outbox, Outgoing
from store.sealed import Box

ROOT = Path(__file__).parents[3]

OK = "250 2.0.0 taken"


@dataclass(kw_only=True)
class Sink:
    """A real aiosmtpd as smarthost, in a thread of its own. `answer` replies to each message; None: the sink dies."""

    answer: Callable[[Envelope], str | None] = lambda _: OK
    answer_rcpt: Callable[[str], str] = lambda _: "250 2.1.5 ok"
    delay: float = 0.0
    hangs_on: str = ""  # a recipient of whom nothing is said until `goes_on`
    options: dict[str, Any] = field(default_factory=dict)
    implicit: ssl.SSLContext | None = None
    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None
    _server: asyncio.Server | None = None
    _open: set[Any] = field(default_factory=set)
    _release: asyncio.Event = field(default_factory=asyncio.Event)

    def goes_on(self) -> None:
        self._loop.call_soon_threadsafe(self._release.set)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if address == self.hangs_on:
            await self._release.wait()
        reply = self.answer_rcpt(address)
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.delay)
        self.at_once -= 1
        reply = self.answer(envelope)
        if reply is None:
            server.transport.abort()
            return "451 gone"
        if reply.startswith("2"):
            self.taken.append(envelope)
        return reply

    async def handle_exception(self, error: Exception) -> str:
        return "451 4.3.0 surprise"

    @property
    def recipients(self) -> list[str]:
        return [recipient for envelope in self.taken for recipient in envelope.rcpt_tos]

    def start(self) -> None:
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.run(self._listen())

    def stop(self) -> None:
        """As a smarthost that is stopped: no port, and every connection cut."""
        self.run(self._cut())

    def close(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        assert self._thread is not None
        self._thread.join()
        self._loop.close()

    def run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        def session() -> SMTP:
            self.connections += 1
            made = SMTP(self, hostname="smarthost.test", enable_SMTPUTF8=True, loop=self._loop, **self.options)
            self._open.add(made)
            return made

        self._server = await self._loop.create_server(session, "127.0.0.1", self.port, ssl=self.implicit)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for each in self._open:
            if each.transport is not None:
                with contextlib.suppress(AttributeError):  # Debian 12's Python: TLS closed twice has no abort any more
                    each.transport.abort()
            if each._handler_coroutine is not None:
                each._handler_coroutine.cancel()
        tasks = [each._handler_coroutine for each in self._open if each._handler_coroutine is not None]
        await asyncio.gather(*tasks, return_exceptions=True)
        self._open.clear()
        await asyncio.sleep(0.05)


@pytest.fixture
def make_sink() -> Iterator[Callable[..., Sink]]:
    """Makes a smarthost that listens."""
    made: list[Sink] = []

    def make(**options: Any) -> Sink:
        made.append(Sink(**options))
        made[-1].start()
        return made[-1]

    yield make
    for sink in made:
        sink.close()


@pytest.fixture
def sink(make_sink: Callable[..., Sink]) -> Sink:
    """A smarthost that takes everything."""
    return make_sink()


@dataclass(kw_only=True)
class Office:
    """An outbox, a clock that only the test moves, and senders."""

    store: Store
    box: Box
    now: datetime
    senders: list[Sender] = field(default_factory=list)

    def put(self, *recipients: str, body: bytes | None = None) -> None:
        with self.store.write() as connection:
            Outbox(connection, self.box).put([_letter(each, body) for each in recipients], at=self.now)

    def sender(self, port: int, **changes: Any) -> Sender:
        given = changes.pop("smarthost", Smarthost(host="127.0.0.1", port=port, name="site.test", tls=Tls.NONE))
        made = Sender(
            store=self.store, box=self.box, smarthost=given, clock=lambda: self.now, jitter=lambda: 0.0, **changes
        )
        self.senders.append(made)
        return made

    def rows(self) -> list[Any]:
        with self.store.read() as connection:
            return list(connection.exec_driver_sql("SELECT * FROM outbox ORDER BY id").mappings())

    def due(self) -> datetime | None:
        with self.store.read() as connection:
            return Outbox(connection, self.box).next_due()

    def waiting(self) -> int:
        with self.store.read() as connection:
            return Outbox(connection, self.box).waiting()[0]

    def parked(self) -> int:
        with self.store.read() as connection:
            return Outbox(connection, self.box).parked()

    def errors(self) -> list[str]:
        return [row["last_error"] for row in self.rows()]

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture
def office(store: Store, box: Box, now: datetime) -> Iterator[Office]:
    """An outbox on each database."""
    made = Office(store=store, box=box, now=now)
    yield made
    for sender in made.senders:
        with contextlib.suppress(Exception):
            sender.close()


def _letter(recipient: str, body: bytes | None) -> Outgoing:
    number = os.urandom(8).hex()
    text = f"Message-ID: <{number}@site.test>\r\nSubject: A letter\r\n\r\n.A line that begins with a dot\r\n"
    return Outgoing(
        message_id=f"<{number}@site.test>",
        bounce_digest=os.urandom(32),
        sender=f"b-{number}@site.test",
        recipient=recipient,
        body=text.encode() if body is None else body,
    )


def repeated(recipients: list[str]) -> list[str]:
    """Return who was written to more than once."""
    return [who for who, times in Counter(recipients).items() if times > 1]


__all__ = ["OK", "AuthResult", "Awaitable", "Office", "Sink", "repeated"]
