"""A real door: listener, sockets and store, in a thread of its own; and clients that say exactly what a test says."""

import asyncio
import contextlib
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import private_postfix
import pytest
import small_site
from ports import free_port

from mailgate.door import Door
from mailgate.listener import Listener, open_sockets
from mailgate.smtp.limits import Endpoint, Limits, ListenSettings
from store.documents import Documents, NewDocument, NewParagraph
from store.engine import Store, open_store
from store.migrations import migrate
from store.model import Html, Kind
from store.records import Record, Records
from store.sealed import Box

ROOT = Path(__file__).parents[3]

LOOPBACK = Endpoint(host="127.0.0.1")
MESSAGE = b"From: Ann <ann@reader.example>\r\nSubject: The date\r\n\r\nIt is wrong.\r\n"


class Client:
    """A raw socket: it says what it is told to, right or wrong."""

    def __init__(self, family: int, address: Any) -> None:
        self.socket = socket.socket(family)
        self.socket.settimeout(15)
        self.socket.connect(address)
        self._file = self.socket.makefile("rb")

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reply(self) -> str:
        """One reply, its lines joined by a line feed; empty where the server has closed."""
        lines = []
        while line := self._line():
            lines.append(line.decode().rstrip("\r\n"))
            if line[3:4] != b"-":
                break
        return "\n".join(lines)

    def _line(self) -> bytes:
        try:
            return self._file.readline()
        except ConnectionResetError:
            return b""

    def rest(self) -> list[str]:
        """All replies until the server closes."""
        found = []
        while reply := self.reply():
            found.append(reply)
        return found

    def say(self, line: str | bytes) -> str:
        self.send((line if isinstance(line, bytes) else line.encode()) + b"\r\n")
        return self.reply()

    def greet(self, verb: str = "EHLO") -> "Client":
        assert self.reply().startswith("220 ")
        assert self.say(f"{verb} client.example").startswith("250")
        return self

    def begin(self, *recipients: str, sender: str = "ann@reader.example") -> "Client":
        """Everything up to 354."""
        assert self.say(f"MAIL FROM:<{sender}>").startswith("250")
        for recipient in recipients or ("water.1@reports.example",):
            assert self.say(f"RCPT TO:<{recipient}>").startswith("250")
        assert self.say("DATA").startswith("354")
        return self

    def deliver(self, *recipients: str, raw: bytes = MESSAGE, sender: str = "ann@reader.example") -> str:
        self.begin(*recipients, sender=sender)
        self.send(raw + b".\r\n")
        return self.reply()

    def close(self) -> None:
        self._file.close()
        self.socket.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class RunningDoor:
    """A listener on two loopback ports, with its loop in a thread."""

    def __init__(self, store: Store, box: Box, settings: ListenSettings, now: Callable[[], datetime]) -> None:
        self.store = store
        self.box = box
        self.settings = settings
        self.rings = 0
        self.broken = False
        self._sockets = open_sockets(settings)
        self._now = now
        self._stop: asyncio.Event | None = None
        self._clients: list[Client] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._addresses = [(each.socket.family, each.socket.getsockname(), each.is_lmtp) for each in self._sockets]

    def start(self) -> "RunningDoor":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def stop(self) -> None:
        if self._stop is not None and self._thread.is_alive():
            self.loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(30)
        for client in self._clients:
            client.close()

    def begin_to_stop(self) -> None:
        """What SIGTERM does, without waiting for the end."""
        assert self._stop is not None
        self.loop.call_soon_threadsafe(self._stop.set)

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    async def _run(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        door = Door(self.store, self.box, self.settings, on_stored=self._ring, on_broken=self._break, now=self._now)
        listener = Listener(self.settings, door)
        await listener.start(self._sockets)
        self._ready.set()
        await self._stop.wait()
        await listener.stop()
        await door.close()

    def _ring(self) -> None:
        self.rings += 1

    def _break(self) -> None:
        self.broken = True

    def address(self, *, lmtp: bool = False) -> tuple[int, Any]:
        return next((family, address) for family, address, is_lmtp in self._addresses if is_lmtp == lmtp)

    @property
    def port(self) -> int:
        return int(self.address()[1][1])

    def connect(self, *, lmtp: bool = False) -> Client:
        """A client that has not yet read the banner."""
        client = Client(*self.address(lmtp=lmtp))
        self._clients.append(client)
        return client

    def session(self, *, lmtp: bool = False) -> Client:
        """A client that has greeted."""
        return self.connect(lmtp=lmtp).greet("LHLO" if lmtp else "EHLO")

    def rows(self) -> Sequence[Record]:
        with self.store.read() as connection:
            return list(Records(connection, self.box))


def add_report(store: Store, slug: str, now: datetime, paragraphs: int = 12) -> None:
    units = tuple(
        NewParagraph(key=str(n), number=str(n), kind=Kind.PARAGRAPH, text=f"Text {n}.", html=Html(f"<p>Text {n}.</p>"))
        for n in range(1, paragraphs + 1)
    )
    new = NewDocument(slug=slug, title="Water for the Town", language="en", sections=(), paragraphs=units)
    with store.write() as connection:
        Documents(connection).add(new, at=now)


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated SQLite store: for what does not depend on the kind of database."""
    opened = open_store(f"sqlite:///{tmp_path}/mailgate.db")
    migrate(opened)
    yield opened
    opened.close()


def _opened(store: Store, box: Box, now: datetime) -> Iterator[Callable[..., RunningDoor]]:
    add_report(store, "water", now)
    with contextlib.ExitStack() as stack:

        def open_door(limits: Limits | None = None, at: datetime = now, **settings: Any) -> RunningDoor:
            settings.setdefault("smtp", (LOOPBACK,))
            settings.setdefault("lmtp", (LOOPBACK,))
            whole = ListenSettings(domain="reports.example", limits=limits or Limits(), **settings)
            running = RunningDoor(store, box, whole, lambda: at).start()
            stack.callback(running.stop)
            return running

        yield open_door


@pytest.fixture
def open_door(sqlite_store: Store, box: Box, now: datetime) -> Iterator[Callable[..., RunningDoor]]:
    """Open a door with limits and settings of the test's choice, on SQLite."""
    yield from _opened(sqlite_store, box, now)


@pytest.fixture
def door(open_door: Callable[..., RunningDoor]) -> RunningDoor:
    """A door with the default limits, on SQLite."""
    return open_door()


@pytest.fixture
def each_door(store: Store, box: Box, now: datetime) -> Iterator[RunningDoor]:
    """A door with the default limits, once on each kind of database."""
    for open_on_this in _opened(store, box, now):
        yield open_on_this()


@pytest.fixture
def client_at() -> Iterator[Callable[[int], Client]]:
    """Connect to any port of the loopback."""
    with contextlib.ExitStack() as stack:
        yield lambda port: stack.enter_context(Client(socket.AF_INET, ("127.0.0.1", port)))


@pytest.fixture
def postfix(door: RunningDoor) -> Iterator[Any]:
    """The real thing in front, with the settings that deploy/postfix gives; every client is a stranger to it."""
    if not private_postfix.is_possible():
        if os.environ.get("CI") == "true":
            pytest.fail("Postfix is missing, or we are not root")
        pytest.skip("Postfix is missing, or we are not root: install the package postfix")
    place = ROOT / "deploy/postfix"
    lmtp = f"mailgate:inet:127.0.0.1:{door.address(lmtp=True)[1][1]}"
    settings = (place / "main.cf").read_text().replace("mailgate:unix:/run/mailgate/lmtp.sock", lmtp)
    settings = settings.replace("    permit_mynetworks,\n", "")
    services = (place / "master.cf").read_text()
    # Not below tmp_path: pytest closes that to other users, and Postfix has some of its own.
    with (
        tempfile.TemporaryDirectory(prefix="postfix-", dir="/tmp") as folder,
        private_postfix.PrivatePostfix(Path(folder) / "postfix", settings=settings, services=services) as running,
    ):
        yield running


@pytest.fixture
def site_process(tmp_path: Path) -> Iterator[Any]:
    """A listener in a process of its own, on SQLite, whose memory can be looked at."""
    url = f"sqlite:///{tmp_path}/site.db"
    small_site.make_site(url)
    ports = {"port": free_port(), "lmtp_port": free_port()}
    process = small_site.ListenerProcess(url, tmp_path, **ports, limits=Limits())
    yield process
    process.close()
