"""Hostile mail is read in children that can be killed: a pool of them, each answering one mail after the other.

A child is started by exec with an empty environment and one pair of pipes, never forked from a process with keys. It
limits its own memory and CPU; the parent keeps the wall clock. A child that dies costs the mail it was reading
and is replaced; those that it was handed behind that one are handed to its successor. A Python start takes far
longer than a mail: children are started before they are needed.
"""

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from types import TracebackType
from typing import IO

from mailgate.reading.frames import frame, taken, to_reading
from mailgate.reading.model import Known, Reading

WALL_CLOCK = 10.0  # seconds for one mail
MAILS = 1_000  # a child is renewed after so many
WARM = 50  # its successor is started when it has so many left

_PART = 1 << 16  # octets: as many as a pipe holds
_KNOWN = tuple(field.name for field in fields(Known))
Asked = tuple[bytes, Known]  # a mail, and what is known of it
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

    def read_all(self, mails: Sequence[Asked]) -> list[Reading | ReadingFailed]:
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

    def _read_some(self, mails: Sequence[Asked]) -> list[Reading | ReadingFailed]:
        child = self._idle.get()
        answers: list[Reading | ReadingFailed] = []
        try:
            while len(answers) < len(mails):
                answers += child.read(mails[len(answers) :][: child.left], self._wall_clock)
                if isinstance(answers[-1], ReadingFailed) or not child.left:
                    child = child.replaced()
        finally:
            self._idle.put(child)
        return answers


_NEVER = ReadingFailed(reason="not read")


class _Child:
    """One process that reads mails."""

    def __init__(self) -> None:
        self.left = MAILS  # that it may still read
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

    def read(self, mails: Sequence[Asked], wall_clock: float) -> list[Reading | ReadingFailed]:
        """Read mails in the child. Where one fails it is the last answer, and the child must be closed."""
        answers: list[Reading | ReadingFailed] = []
        try:
            for answer in self._answers(mails, wall_clock):
                answers.append(to_reading(json.loads(answer)))  # noqa: PERF401  those before a failure are kept
        except TimeoutError:
            answers.append(ReadingFailed(reason="reading took too long"))
        except (OSError, EOFError):
            answers.append(ReadingFailed(reason="the reader died of this mail"))
        except OverflowError:
            answers.append(ReadingFailed(reason="the reader answered too much"))
        except (ValueError, TypeError, KeyError):
            answers.append(ReadingFailed(reason="the reader answered nonsense"))
        self.left -= len(answers)
        if self.left <= WARM and self._successor is None:
            self._successor = _Child()
        return answers

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

    def _answers(self, mails: Sequence[Asked], wall_clock: float) -> Iterator[bytes]:
        """Yield what the child answers to each mail. They are handed over as its pipe has room: it never waits for us.

        Raise TimeoutError and EOFError, OverflowError where an answer is too long, ValueError where more is sent.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101, PT018  they were made as pipes
        poll = select.poll()
        poll.register(stdin, select.POLLOUT)
        poll.register(stdout, select.POLLIN)
        requests, going, coming, come = map(_request, mails), bytearray(), bytearray(), 0
        deadline = time.monotonic() + wall_clock
        while come < len(mails):
            ready = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
            if not ready:
                raise TimeoutError
            for descriptor, _ in ready:
                if descriptor == stdout.fileno():
                    _receive(stdout, coming)
                elif not _send(stdin, going, requests):
                    poll.unregister(stdin)
            while come < len(mails) and (answer := taken(coming)) is not None:
                come += 1
                if come == len(mails) and coming:
                    raise ValueError("more than was asked for")
                deadline = time.monotonic() + wall_clock
                yield answer


def _request(mail: Asked) -> bytes:
    raw, known = mail
    return frame(json.dumps({name: getattr(known, name) for name in _KNOWN}).encode()) + frame(raw)


def _send(pipe: IO[bytes], going: bytearray, requests: Iterator[bytes]) -> bool:
    """Send what the pipe has room for; False: that was all, or nobody takes it any more."""
    while len(going) < _PART and (request := next(requests, None)) is not None:
        going += request
    if not going:
        return False
    try:
        del going[: pipe.write(going) or 0]  # None: no room after all
    except OSError:
        return False  # who died may have answered before
    return True


def _receive(pipe: IO[bytes], coming: bytearray) -> None:
    part = pipe.read(_PART)
    if not part:
        raise EOFError
    coming += part
