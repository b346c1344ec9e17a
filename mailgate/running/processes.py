"""Several processes on the same sockets: a parent that only waits, and children that it replaces when one dies."""

import logging
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

log = logging.getLogger(__name__)

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_PAUSE = 1.0  # before a child that died is replaced: a fault that persists must not spin


def run_children(count: int, work: Callable[[], None]) -> int:
    """Run `work` in this many children until SIGTERM or SIGINT, which each of them gets too; return the exit status.

    Call it before any thread is started or database opened: children are forked. What they inherit are the sockets.
    """
    family = _Family(work)
    for each in _SIGNALS:
        signal.signal(each, family.stop)
    for _ in range(count):
        family.add()
    return family.wait()


class _Family:
    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._children: set[int] = set()
        self._is_stopping = False
        self._failed = False

    def add(self) -> None:
        # No signal in between: the child must not take one for its parent, nor the parent forget a child.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        child = os.fork()
        if child == 0:
            self._be_child()
        self._children.add(child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_stopping = True
        for child in self._children:
            os.kill(child, signal.SIGTERM)

    def wait(self) -> int:
        while self._children:
            child, status = os.wait()
            self._children.discard(child)
            if self._is_stopping:
                # A child that had not yet begun to serve is ended by the signal itself.
                self._failed |= os.waitstatus_to_exitcode(status) not in (0, -signal.SIGTERM)
                continue
            log.error("listener process ended status=%d", os.waitstatus_to_exitcode(status))
            time.sleep(_PAUSE)
            if not self._is_stopping:
                self.add()
        return int(self._failed)

    def _be_child(self) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        status = 1
        try:
            self._work()
            status = 0
        except BaseException:
            log.exception("listener process failed")
        finally:
            os._exit(status)
