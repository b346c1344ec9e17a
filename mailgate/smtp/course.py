"""The course of one session: its coroutine, run within the callback that brings what it waits for.

An asyncio.Task takes a future, a handle and a turn of the loop for each wait, and a session waits four times a message
for its client alone. Here the bytes that come go on with the coroutine at once. It may await what asyncio has, but
nothing that asks for the current task (asyncio.timeout).
"""

import asyncio
import inspect
from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any, Final

_INPUT: Final = object()


@coroutine
def more_input() -> Generator[object, None, None]:
    """Wait for `Course.go_on`."""
    yield _INPUT


class Course:
    """Runs one coroutine. Use it in the loop's thread."""

    __slots__ = ("_coroutine", "_is_cancelled", "_is_over", "_loop", "_waits_for")

    def __init__(self, made: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop) -> None:
        self._coroutine = made
        self._loop = loop
        self._waits_for: object = None
        self._is_cancelled = False
        self._is_over = False

    def begin(self) -> None:
        """Run up to the first wait."""
        self._step()

    def go_on(self) -> None:
        """Bring input; harmless where something else is waited for."""
        if self._waits_for is _INPUT:
            self._step()

    def cancel(self) -> None:
        """End it where it waits, or, where it is the coroutine itself that asks, at its next wait."""
        self._is_cancelled = True
        if not self._is_over and inspect.getcoroutinestate(self._coroutine) != inspect.CORO_RUNNING:
            self._step()

    def _step(self) -> None:
        self._waits_for = None
        run = self._coroutine
        try:
            wanted = run.throw(asyncio.CancelledError()) if self._is_cancelled else run.send(None)
        except (StopIteration, asyncio.CancelledError):
            self._is_over = True
        except Exception as error:  # noqa: BLE001 - as a task's: the loop's handler logs it
            self._is_over = True
            self._loop.call_exception_handler({"message": "session failed", "exception": error})
        else:
            self._wait(wanted)

    def _wait(self, wanted: Any) -> None:
        self._waits_for = wanted
        if self._is_cancelled:
            self._step()
        elif wanted is not _INPUT:
            wanted._asyncio_future_blocking = False  # noqa: SLF001 - as a Task says to what it waits for
            wanted.add_done_callback(self._on_done)

    def _on_done(self, done: object) -> None:
        if self._waits_for is done:
            self._step()
