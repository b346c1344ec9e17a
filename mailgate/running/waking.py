"""Waking: after its commit a part sends one datagram to the sockets of the part that has work now.

A hint only. What is lost (no socket, a full one) is found within loop.LONGEST_SLEEP, for every part
looks by itself. So nothing here fails, and nothing waits.
"""

import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_PATH_LIMIT: Final = 100  # sun_path has 108 octets on Linux, 104 elsewhere
_MODE: Final = 0o600
_RING: Final = b"!"


class Bell:
    """One process's socket, `folder/PART.N.sock`, which others ring. Close it, or use it as a context.

    `number` is its N; without one the process id is. A number that another living process holds is passed over.
    """

    def __init__(self, folder: Path, part: str, number: int | None = None) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._socket = _datagram_socket()
        self.path = self._bind(folder, part, os.getpid() if number is None else number)
        self._inode = self.path.stat().st_ino

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def fileno(self) -> int:
        """Return the descriptor that is readable when it was rung."""
        return self._socket.fileno()

    def wait(self, timeout: float) -> bool:
        """Wait until it is rung, `timeout` seconds at most; return whether it was. Rings that came before count."""
        select.select([self._socket], [], [], max(0.0, timeout))
        was_rung = False
        with suppress(BlockingIOError):
            while self._socket.recv(len(_RING)):
                was_rung = True
        return was_rung

    def close(self) -> None:
        """Take the socket away."""
        with suppress(OSError):
            if self.path.stat().st_ino == self._inode:  # a later process may have put its own in this place
                self.path.unlink()
        self._socket.close()

    def _bind(self, folder: Path, part: str, number: int) -> Path:
        while True:
            name = f"{part}.{number}.sock"
            with _short(folder) as base:
                try:
                    self._socket.bind(f"{base}/{name}")
                except OSError:
                    if not (folder / name).is_socket():
                        raise
                    if _is_deaf(f"{base}/{name}"):
                        (folder / name).unlink(missing_ok=True)
                    else:
                        number += 1
                else:
                    return folder / name


def ring(folder: Path, part: str) -> None:
    """Wake every process of a part. Never raises, never waits; sockets that dead processes left are taken away."""
    with suppress(OSError), _short(folder) as base, _datagram_socket() as sender:
        for path in folder.glob(f"{part}.*.sock"):
            try:
                sender.sendto(_RING, f"{base}/{path.name}")
            except ConnectionRefusedError:
                path.unlink(missing_ok=True)
            except OSError:
                continue  # full: it was rung already; or gone


def _datagram_socket() -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    made.setblocking(False)  # noqa: FBT003
    os.fchmod(made.fileno(), _MODE)  # before it is bound: at no time may others write to it
    return made


def _is_deaf(address: str) -> bool:
    with _datagram_socket() as probe:
        try:
            probe.connect(address)
        except OSError:
            return True
    return False


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """A path of the folder that fits in a socket's address, however deep the folder lies."""
    if len(os.fsencode(folder)) < _PATH_LIMIT - 40:
        yield str(folder)
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}"
    finally:
        os.close(descriptor)
