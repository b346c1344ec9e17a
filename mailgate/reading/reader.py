"""Hostile mail is read in children that can be killed: a pool of them, each answering one mail at a time.

A child is started by exec with an empty environment and one pair of pipes, never forked from a process with keys. It
limits its own memory and CPU; the parent keeps the wall clock. A child that dies costs the mail it was reading
and is replaced. A Python start takes far longer than a mail: children are started before they are needed.
"""

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from types import TracebackType

from mailgate.reading.frames import ANSWER_LIMIT, LENGTH, frame, to_reading
from mailgate.reading.model import Known, Reading

WALL_CLOCK = 10.0  # seconds for one mail
MAILS = 1_000  # a child is renewed after so many
WARM = 50  # its successor is started when it has so many left

_PART = 1 << 16  # octets: as many as a pipe holds
_KNOWN = tuple(field.name for field in fields(Known))
_COMMAND = (sys.executable, "-I", "-m", "mailgate.reading.child")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFailed:
    """Why a mail could not be read: the child died, or took too long. A sentence."""

    reason: str


class ReaderPool:
    """Children that read mail, up to `size` at once. Safe to use from several threads."""

    def __init__(self, size: int = 2, *, wall_clock: float = WALL_CLOCK) -> None:
        self._wall_clock = wall_clock
        self._size = size
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(_Child())
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reader")

    def __enter__(self) -> "ReaderPool":
        """Return the pool; it is closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the pool."""
        self.close()

    def read_all(self, mails: Sequence[tuple[bytes, Known]]) -> list[Reading | ReadingFailed]:
        """Read these mails, several at once; the answers are in the order of the mails. Never raises on their bytes."""
        if self._size == 1 or len(mails) < 2:
            return self._read_some(mails)
        shares = [mails[i :: self._size] for i in range(min(self._size, len(mails)))]
        answers: list[Reading | ReadingFailed] = [_NEVER] * len(mails)
        for i, found in enumerate(self._threads.map(self._read_some, shares)):
            answers[i :: self._size] = found
        return answers

    def read(self, raw: bytes, known: Known | None = None) -> Reading | ReadingFailed:
        """Read one mail."""
        return self._read_some([(raw, known or Known())])[0]

    def close(self) -> None:
        """End the children. The pool cannot be used afterwards."""
        self._threads.shutdown()
        for _ in range(self._size):
            self._idle.get().close()

    def _read_some(self, mails: Sequence[tuple[bytes, Known]]) -> list[Reading | ReadingFailed]:
        child = self._idle.get()
        answers: list[Reading | ReadingFailed] = []
        try:
            for raw, known in mails:
                answer = child.read(raw, known, self._wall_clock)
                if isinstance(answer, ReadingFailed) or child.served >= MAILS:
                    child = child.replaced()
                answers.append(answer)
        finally:
            self._idle.put(child)
        return answers


_NEVER = ReadingFailed(reason="not read")


class _Child:
    """One process that reads mails."""

    def __init__(self) -> None:
        self.served = 0
        self._successor: _Child | None = None
        self._process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            bufsize=0,
            close_fds=True,
            process_group=0,  # no signal of a terminal; in a session of its own it would not stand back behind us
        )
        assert self._process.stdin is not None  # noqa: S101  it was made as a pipe
        os.set_blocking(self._process.stdin.fileno(), False)

    def read(self, raw: bytes, known: Known, wall_clock: float) -> Reading | ReadingFailed:
        """Read one mail in the child. After a failure the child must be closed."""
        self.served += 1
        if self.served == MAILS - WARM:
            self._successor = _Child()
        deadline = time.monotonic() + wall_clock
        request = json.dumps({name: getattr(known, name) for name in _KNOWN}).encode()
        try:
            self._send(frame(request) + frame(raw), deadline)
            answer = self._receive(deadline)
            if answer is None:
                return ReadingFailed(reason="the reader answered too much")
            return to_reading(json.loads(answer))
        except TimeoutError:
            return ReadingFailed(reason="reading took too long")
        except (OSError, EOFError):
            return ReadingFailed(reason="the reader died of this mail")
        except (ValueError, TypeError, KeyError):
            return ReadingFailed(reason="the reader answered nonsense")

    def replaced(self) -> "_Child":
        """End the process and return the one that goes on."""
        successor, self._successor = self._successor or _Child(), None
        self.close()
        return successor

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._successor is not None:
            self._successor.close()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _send(self, content: bytes, deadline: float) -> None:
        """Write without waiting for ever: a child that hangs does not empty its pipe."""
        assert self._process.stdin is not None  # noqa: S101  it was made as a pipe
        view = memoryview(content)
        poll = select.poll()
        poll.register(self._process.stdin, select.POLLOUT)
        while view:
            if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise TimeoutError
            view = view[self._process.stdin.write(view) or 0 :]  # None: no room after all

    def _receive(self, deadline: float) -> bytes | None:
        """Return the content of the next frame; None: it is too long. Raise ValueError where more is sent than that."""
        assert self._process.stdout is not None  # noqa: S101
        poll = select.poll()
        poll.register(self._process.stdout, select.POLLIN)
        found = bytearray()
        length = -1  # known when the frame's head is here
        while len(found) < LENGTH.size + max(length, 0):
            if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise TimeoutError
            part = self._process.stdout.read(_PART)
            if not part:
                raise EOFError
            found += part
            if length < 0 and len(found) >= LENGTH.size:
                length = LENGTH.unpack_from(found)[0]
                if length > ANSWER_LIMIT:
                    return None
        if len(found) > LENGTH.size + length:
            raise ValueError("more than was asked for")
        return bytes(found[LENGTH.size :])
