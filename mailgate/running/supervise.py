"""`mailgate run`: a parent that only starts the parts as programs of their own, and starts one again that ended.

The parts share nothing but the database and the folder, as if each were a unit of its own. SIGTERM or SIGINT is passed
on; each part finishes what it has in hand. A parent that is killed takes its parts with it: the kernel tells them.
Where the listener fails before it was ever ready, its port being taken or forbidden, all end: that mends by no waiting.
"""

import ctypes
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Final, NoReturn

import structlog

_LISTENER: Final = "listen"
PARTS: Final[tuple[tuple[str, ...], ...]] = ((_LISTENER,), ("work",), ("send",), ("publish", "--watch"))
_FIRST_PAUSE: Final = 1.0  # before a part that ended is started again; doubled each time
_LONGEST_PAUSE: Final = 30.0
_SOUND: Final = 60.0  # a part that lived so long begins with the first pause again
_PATIENCE: Final = 1_000.0  # for a letter under way with a slow smarthost; systemd has its own (TimeoutStopSec)
_FIRST_GIVEN: Final = 3  # systemd's first descriptor (sd_listen_fds)
_PR_SET_PDEATHSIG: Final = 1
_ENDINGS: Final = (signal.SIGTERM, signal.SIGINT)
_READY: Final = b"READY=1"

log = structlog.get_logger("mailgate.running.supervise")


def run(config: Path, environment: Mapping[str, str], *, parts: Sequence[Sequence[str]] = PARTS) -> int:
    """Run the parts of the site with this configuration file until SIGTERM or SIGINT; return the exit status.

    Call it in the main thread of a process that has no other. `environment` is handed on to the parts. The part
    `listen` gets the sockets that systemd gave us, and says when it is ready (see `notify`); then so do we.
    """
    program = (sys.executable, "-P", "-m", "mailgate", "--config", str(config.absolute()))
    return Family([(each[0], (*program, *each)) for each in parts], environment).run()


def notify(state: str, environment: Mapping[str, str]) -> None:
    """Tell who started us (sd_notify): `READY=1`, `STOPPING=1`. Without NOTIFY_SOCKET nothing is done; never raises."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        try:
            sender.sendto(state.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)
        except OSError:
            log.warning("could not tell that we are ready")


@dataclass(slots=True)
class _Child:
    """One part: its process while it runs, else when it is started again."""

    name: str
    command: tuple[str, ...]
    pid: int | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class Family:
    """The parts, by name and command. `on_start` is told each process id: for tests."""

    commands: Sequence[tuple[str, tuple[str, ...]]]
    environment: Mapping[str, str]
    on_start: Callable[[str, int], None] = lambda _name, _pid: None
    _children: list[_Child] = field(default_factory=list, init=False)
    _is_stopping: bool = field(default=False, init=False)
    _failed: bool = field(default=False, init=False)
    _was_ready: bool = field(default=False, init=False)

    def run(self) -> int:
        """Run until told to stop and all have ended; return 0, or 1 where one did not end well."""
        self._children = [_Child(name, command) for name, command in self.commands]
        wake, alarm = socket.socketpair()
        with wake, alarm, _ready_socket() as ready:
            for each in (wake, alarm):
                each.setblocking(False)  # noqa: FBT003
            signal.set_wakeup_fd(alarm.fileno(), warn_on_full_buffer=False)
            old = {each: signal.signal(each, self._handle) for each in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)}
            try:
                self._watch(wake, ready)
            finally:
                for number, handler in old.items():
                    signal.signal(number, handler)
                signal.set_wakeup_fd(-1)
        return int(self._failed)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            self._is_stopping = True

    def _watch(self, wake: socket.socket, ready: socket.socket) -> None:
        stop_until: float | None = None
        while True:
            self._reap()
            if self._is_stopping and stop_until is None:
                stop_until = monotonic() + _PATIENCE
                notify("STOPPING=1", self.environment)
                self._tell(signal.SIGTERM)
            elif stop_until is None:
                self._start_due(ready)
            running = [child for child in self._children if child.pid is not None]
            if stop_until is not None and not running:
                return
            if stop_until is not None and monotonic() > stop_until:
                self._tell(signal.SIGKILL)
            self._sleep(wake, ready)

    def _sleep(self, wake: socket.socket, ready: socket.socket) -> None:
        due = [child.start_at - monotonic() for child in self._children if child.pid is None]
        heard, _, _ = select.select([wake, ready], [], [], 1.0 if self._is_stopping else max(0.0, min(due, default=60)))
        if wake in heard:
            wake.recv(4096)
        if ready in heard and ready.recv(4096).startswith(_READY):
            self._was_ready = True
            log.info("ready")
            notify("READY=1", self.environment)

    def _tell(self, number: signal.Signals) -> None:
        for child in self._children:
            if child.pid is not None:
                os.kill(child.pid, number)

    def _reap(self) -> None:
        for child in self._children:
            if child.pid is None:
                continue
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if pid:
                self._note_end(child, os.waitstatus_to_exitcode(status))

    def _note_end(self, child: _Child, status: int) -> None:
        pid, child.pid = child.pid, None
        if self._is_stopping:
            self._failed |= status not in (0, -signal.SIGTERM, -signal.SIGINT)  # it may have been told while it started
            log.info("part stopped", part=child.name, pid=pid, status=status)
            return
        if child.name == _LISTENER and status == 1 and not self._was_ready:  # it has said why
            self._is_stopping = self._failed = True
            return
        now = monotonic()
        child.failures = 1 if now - child.started_at > _SOUND else child.failures + 1
        pause = min(_FIRST_PAUSE * 2 ** (child.failures - 1), _LONGEST_PAUSE)
        child.start_at = now + pause
        log.error("part ended", part=child.name, pid=pid, status=status, again_in=pause)

    def _start_due(self, ready: socket.socket) -> None:
        for child in self._children:
            if child.pid is None and child.start_at <= monotonic():
                child.pid = _spawn(child, self.environment, ready)
                child.started_at = monotonic()
                self.on_start(child.name, child.pid)
                log.info("part started", part=child.name, pid=child.pid)


def _ready_socket() -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    made.bind("")  # a free abstract address of the kernel's choice
    made.setblocking(False)  # noqa: FBT003
    return made


def _spawn(child: _Child, environment: Mapping[str, str], ready: socket.socket) -> int:
    """Start a part; return its process id."""
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    parent = os.getpid()
    # A signal must not meet our handlers in the child: it would be taken for told, and never end.
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        pid = os.fork()
        if pid == 0:
            _become(child, dict(environment), ready, library, parent)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)
    return pid


def _become(
    child: _Child, environment: dict[str, str], ready: socket.socket, library: ctypes.CDLL | None, parent: int
) -> NoReturn:
    """Be the part, in the new process. Nothing here may return or raise into the parent's code."""
    try:
        signal.set_wakeup_fd(-1)
        for number in _ENDINGS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)
        if library is not None:
            library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked to be told
            os._exit(1)
        _hand_on(child.name, environment, ready, parent)
        os.execve(child.command[0], child.command, environment)  # noqa: S606
    finally:
        os._exit(127)


def _hand_on(name: str, environment: dict[str, str], ready: socket.socket, parent: int) -> None:
    """Give systemd's sockets to the listener and to no other; let the listener alone tell that it is ready."""
    environment.pop("NOTIFY_SOCKET", None)
    given = int(environment.get("LISTEN_FDS", "0")) if environment.get("LISTEN_PID") == str(parent) else 0
    if name == _LISTENER:
        environment["NOTIFY_SOCKET"] = "@" + ready.getsockname()[1:].decode()
        if given:
            environment["LISTEN_PID"] = str(os.getpid())
        return
    for key in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"):
        environment.pop(key, None)
    if given:
        os.closerange(_FIRST_GIVEN, _FIRST_GIVEN + given)
