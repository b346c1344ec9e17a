"""Where mail comes in: sockets, the servers on them, and their end.

Sockets are opened here or handed over by systemd, and may be shared by several processes. On SIGTERM no connection is
taken any more, idle sessions are told 421, and messages that are being sent or stored are finished first.
"""

import asyncio
import gc
import logging
import signal
import socket
import ssl
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from mailgate.smtp.connection import cause
from mailgate.smtp.crowd import Count, Crowd
from mailgate.smtp.limits import Endpoint, ListenSettings
from mailgate.smtp.session import Handler, LmtpSession, SmtpSession

log = logging.getLogger(__name__)

_BACKLOG = 128  # connections that wait to be taken; asyncio takes so many at once
_FIRST_GIVEN = 3  # systemd's first file descriptor (sd_listen_fds)
_RARELY = 20_000  # new objects between two collections of the youngest
# The writer's thread is the only other one that computes: a session that it stands in the way of waits no longer than
# this (a seventh more messages a second than with Python's own 5 ms).
_SWITCH_SECONDS = 0.0005
_LOOKS_PER_IDLE = 10  # how often overdue sessions are looked for, within the shortest silence allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """A socket that is bound and listening, and which of the two protocols is spoken on it."""

    socket: socket.socket
    is_lmtp: bool


class StoppableHandler(Handler, Protocol):
    """Who decides about mail, knows who guesses at addresses, and can be told that no more will come."""

    @property
    def misses(self) -> Count:
        """Recipients that do not exist, by client."""

    async def close(self) -> None:
        """Finish what was handed over."""


class Listener:
    """Servers on some sockets. Make and use it inside a running loop."""

    def __init__(self, settings: ListenSettings, handler: StoppableHandler) -> None:
        self._settings = settings
        self._handler = handler
        self._crowd = Crowd(settings.limits, handler.misses)
        self._loop = asyncio.get_running_loop()
        self._tls = _tls_context(settings)
        self._servers: list[asyncio.Server] = []
        self._watch: asyncio.Task[None] | None = None
        # aiosmtpd's log quotes addresses, and message lines when debugging.
        logging.getLogger("mail.log").setLevel(logging.ERROR)

    @property
    def sessions(self) -> int:
        """How many are connected now."""
        return len(self._crowd)

    async def start(self, listening: Iterable[Listening]) -> None:
        """Take connections on these sockets."""
        for each in listening:
            factory = self._lmtp if each.is_lmtp else self._smtp
            server = await self._loop.create_server(factory, sock=each.socket, backlog=_BACKLOG)
            self._servers.append(server)
        self._watch = asyncio.create_task(self._end_overdue())

    async def stop(self) -> None:
        """Take no more connections, finish messages that are under way (Limits.drain seconds at most)."""
        for server in self._servers:
            server.close()
        self._crowd.close()
        end = self._loop.time() + self._settings.limits.drain
        while len(self._crowd) and self._loop.time() < end:
            await asyncio.sleep(0.02)
        if self._watch is not None:
            self._watch.cancel()

    def _smtp(self) -> SmtpSession:
        return SmtpSession(self._handler, settings=self._settings, crowd=self._crowd, loop=self._loop, tls=self._tls)

    def _lmtp(self) -> LmtpSession:
        return LmtpSession(self._handler, settings=self._settings, crowd=self._crowd, loop=self._loop, tls=self._tls)

    async def _end_overdue(self) -> None:
        limits = self._settings.limits
        pause = min(1.0, min(limits.idle, limits.idle_crowded) / _LOOKS_PER_IDLE)
        while True:
            await asyncio.sleep(pause)
            self._crowd.end_overdue(monotonic())


def serve(
    settings: ListenSettings,
    listening: Iterable[Listening],
    make_handler: Callable[[], StoppableHandler],
    *,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was accepted. `make_handler` is called inside the loop."""
    asyncio.run(_serve(settings, tuple(listening), make_handler, on_ready))


async def _serve(
    settings: ListenSettings,
    listening: tuple[Listening, ...],
    make_handler: Callable[[], StoppableHandler],
    on_ready: Callable[[], None],
) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(_Surprises().log)
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    handler = make_handler()
    listener = Listener(settings, handler)
    await listener.start(listening)
    log.info("listening sockets=%d", len(listening))
    # What is loaded by now stays; a session leaves few cycles, so looking for them seldom is a tenth less work.
    gc.freeze()
    gc.set_threshold(_RARELY)
    sys.setswitchinterval(_SWITCH_SECONDS)
    on_ready()
    await stop.wait()
    log.info("stopping sessions=%d", listener.sessions)
    await listener.stop()
    await handler.close()


class _Surprises:
    """Logs what the loop itself cannot do, each kind once a second: it tries a hundred times where no file is left."""

    def __init__(self) -> None:
        self._logged: dict[str, float] = {}

    def log(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Log one line, without the text of the error: it may quote a client."""
        what = f"{context.get('message', '')} cause={cause(context['exception']) if 'exception' in context else ''}"
        if self._logged.get(what, 0.0) < loop.time() - 1.0:
            self._logged = {what: loop.time()}
            log.error("loop: %s", what)


# Sockets ----------------------------------------------------------------------------------------------------------


def open_sockets(settings: ListenSettings) -> list[Listening]:
    """Bind every endpoint of the settings. Raise OSError where one cannot be bound; it names that endpoint."""
    wanted = [(endpoint, False) for endpoint in settings.smtp] + [(endpoint, True) for endpoint in settings.lmtp]
    return [Listening(socket=_bind(endpoint), is_lmtp=is_lmtp) for endpoint, is_lmtp in wanted]


def given_sockets(environment: Mapping[str, str], process: int) -> list[Listening]:
    """Return the sockets that systemd opened for this process (sd_listen_fds), or none.

    The name of each (FileDescriptorName=) tells the protocol: `lmtp`, or anything else for SMTP.
    """
    if environment.get("LISTEN_PID") != str(process):
        return []
    count = int(environment.get("LISTEN_FDS", "0"))
    names = environment.get("LISTEN_FDNAMES", "").split(":")
    names += [""] * (count - len(names))
    given = [(socket.socket(fileno=_FIRST_GIVEN + place), names[place]) for place in range(count)]
    for each, _ in given:
        each.settimeout(0)
    return [Listening(socket=each, is_lmtp=name.startswith("lmtp")) for each, name in given]


def _bind(endpoint: Endpoint) -> socket.socket:
    try:
        return _bound(endpoint)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (while")[0]  # socket repeats the address
        raise OSError(error.errno, why, f"cannot listen at {endpoint}") from error


def _bound(endpoint: Endpoint) -> socket.socket:
    if endpoint.path is not None:
        return _bind_path(endpoint.path)
    is_everywhere = endpoint.host in ("", "*")
    family = (
        socket.AF_INET6 if ":" in endpoint.host or (is_everywhere and socket.has_dualstack_ipv6()) else socket.AF_INET
    )
    host = "" if is_everywhere else endpoint.host
    return socket.create_server(
        (host, endpoint.port),
        family=family,
        backlog=_BACKLOG,
        dualstack_ipv6=is_everywhere and family == socket.AF_INET6,
    )


def _bind_path(path: Path) -> socket.socket:
    """Bind a Unix socket that our MTA may open as a member of the folder's group."""
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
        path.unlink()  # left by a process that was killed
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(str(path))
    path.chmod(0o660)
    bound.listen(_BACKLOG)
    return bound


def _tls_context(settings: ListenSettings) -> ssl.SSLContext | None:
    if settings.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.certificate, settings.certificate_key)
    return context
