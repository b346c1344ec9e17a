"""How a part lives: step after step until it is told to stop, asleep while nothing is due (INV-05).

An exception in a step is a passing fault: a locked or absent database, a full disk. It is logged, the step is tried
again after a pause that grows, and the process stays.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog

from mailgate import faults
from mailgate.running.waking import Bell

LONGEST_SLEEP: Final = 5.0  # seconds; a ring that was lost costs no more
SHORTEST_SLEEP: Final = 0.01  # work that is due but held by another process must not make us spin
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_LOOK: Final = 0.1  # how soon a pause notices that it is to stop

Next = bool | datetime | None

log = structlog.get_logger("mailgate.running.loop")


def run(
    step: Callable[[], Next],
    bell: Bell,
    stop: threading.Event,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Call `step` until `stop` is set; the step in hand is finished. To stop at once, set `stop` and ring the bell.

    A step returns when it wants to be called next, at the latest: True: at once; a time: then; None or False: when the
    bell is rung. It is never left alone for more than LONGEST_SLEEP seconds.
    """
    failures = 0
    while not stop.is_set():
        try:
            wanted = step()
        except Exception as error:  # noqa: BLE001 - a part outlives what its database and its disk do
            failures += 1
            pause = min(_FIRST_PAUSE * 2 ** (failures - 1), _LONGEST_PAUSE)
            log.error("step failed", error=faults.place(error), failures=failures, again_in=pause)  # noqa: TRY400
            _pause(pause, stop)
            continue
        failures = 0
        if wanted is not True and not stop.is_set():
            bell.wait(_sleep(wanted, clock))


def _sleep(wanted: Next, clock: Callable[[], datetime]) -> float:
    """Return how long to sleep. A clock that was set wrongly costs LONGEST_SLEEP at most (INV-08)."""
    if not isinstance(wanted, datetime):
        return LONGEST_SLEEP
    return min(max((wanted - clock()).total_seconds(), SHORTEST_SLEEP), LONGEST_SLEEP)


def _pause(seconds: float, stop: threading.Event) -> None:
    """Sleep through rings: what failed a moment ago is not tried again for each of them."""
    end = time.monotonic() + seconds
    while not stop.is_set() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _LOOK))
