"""A terminal of 24 lines and 80 columns, for programs that people read mail with."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 40.0
LINES, COLUMNS = 24, 80
_MOVES = re.compile(rb"\x1b(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>78M])|[\r\n\x0f]")


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command: str, home: Path) -> None:
        self._screen = b""
        self._pid, self._terminal = pty.fork()
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve("/bin/sh", ["sh", "-c", command], {**os.environ, "HOME": str(home), "TERM": "xterm"})  # noqa: S606

    def shows(self, text: str) -> None:
        """Wait until it has written this since the last key."""
        self.until(lambda: text.encode() in self._screen)

    @property
    def words(self) -> str:
        """What was written on the screen since the last key, one blank between words."""
        return " ".join(_MOVES.sub(b" ", self._screen).decode(errors="replace").split())

    def press(self, keys: str) -> None:
        self._screen = b""
        os.write(self._terminal, keys.encode())

    def until(self, happened: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, self._screen[-2000:]
            if select.select([self._terminal], [], [], 0.1)[0]:
                self._screen += os.read(self._terminal, 65_536)

    def close(self) -> None:
        os.kill(self._pid, 9)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)
