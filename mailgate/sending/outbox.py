"""The sender: claims letters, hands them to the smarthost over a few kept connections, records what became of each.

A batch is claimed in one transaction and recorded in one; no network within either. A lease covers the longest time
that a batch can take, so no other sender takes a letter that is under way; what was not begun in time is given back.
A letter is sent twice only after a crash between the smarthost's 250 and our record, with the same Message-ID (INV-55).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import SystemRandom
from time import monotonic
from typing import Final

import structlog

from mailgate import faults
from mailgate.sending.signing import Signer
from mailgate.sending.smarthost import (
    DELIVERY_SECONDS,
    Link,
    Permanent,
    Result,
    Sent,
    Smarthost,
    Temporary,
    UnreachableError,
)
from store.engine import Store
from store.outbox import Claimed, Outbox
from store.sealed import Box

CONNECTIONS: Final = 10
BATCH: Final = 100
BEGIN_SECONDS: Final = 60.0  # a letter of a batch that was not begun by then is given back
LEASE: Final = timedelta(seconds=BEGIN_SECONDS + DELIVERY_SECONDS + 60)
SHORTEST_DELAY: Final = timedelta(minutes=5)
LONGEST_DELAY: Final = timedelta(seconds=4_000)
LIFE: Final = timedelta(days=5)
_FIRST_PAUSE: Final = 5.0  # seconds without trying, while the smarthost cannot be reached; doubled each time
_LONGEST_PAUSE: Final = 300.0
_PATIENCE: Final = 10  # pauses, some 25 minutes: then the age of a letter counts though none could be tried
_IDLE_SECONDS: Final = 4.0  # connections without work are closed: the smarthost has others to serve

log = structlog.get_logger("mailgate.sending.outbox")


@dataclass(frozen=True, slots=True)
class _GivenBack:
    """Not begun: no connection, no time left, or told to stop. Costs the letter nothing."""

    text: str


Outcome = Result | _GivenBack


@dataclass(slots=True, kw_only=True)
class Sender:
    """One sender. Call `step` again and again from one thread, and `close` at the end.

    `is_stopping`: asked before each letter; once true, what was begun is finished and the rest is given back.
    """

    store: Store
    box: Box
    smarthost: Smarthost
    clock: Callable[[], datetime]
    is_stopping: Callable[[], bool] = lambda: False
    signer: Signer | None = None  # where we sign ourselves, and not the smarthost
    connections: int = CONNECTIONS
    batch: int = BATCH
    jitter: Callable[[], float] = field(default=SystemRandom().random)  # [0, 1)
    _links: list[Link] = field(default_factory=list, init=False)
    _unrecorded: list[tuple[Claimed, Outcome]] = field(default_factory=list, init=False)
    _failures: int = field(default=0, init=False)
    _resume_at: float = field(default=0.0, init=False)
    _used_at: float = field(default=0.0, init=False)
    _is_closed: bool = field(default=False, init=False)
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner, init=False)

    def step(self) -> bool | datetime | None:
        """Send what is due. True: there may be more; a time: come back then; None: when rung."""
        self._record()  # what an earlier step could not write down
        if (pause := self._resume_at - monotonic()) > 0:
            return self.clock() + timedelta(seconds=pause)
        with self.store.write() as connection:
            letters = Outbox(connection, self.box).claim(self.clock(), limit=self.batch, lease=LEASE)
        if not letters:
            return self._idle()
        outcomes = self._runner.run(self._send(letters))
        self._unrecorded = list(zip(letters, outcomes, strict=True))
        self._used_at = monotonic()
        self._note_trouble(outcomes)
        self._record()
        return True

    def close(self) -> None:
        """Record what is left to record, and say goodbye to the smarthost. The sender is of no use afterwards."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            self._record()
        finally:
            self._runner.run(self._hang_up())
            self._runner.close()

    # Sending ------------------------------------------------------------------------------------------------------

    async def _send(self, letters: Sequence[Claimed]) -> list[Outcome]:
        """Send letters over as many connections as the smarthost grants; return the outcomes in the same order."""
        outcomes: list[Outcome | None] = [None] * len(letters)
        waiting = deque(range(len(letters)))
        begin_until = monotonic() + BEGIN_SECONDS
        while len(self._links) < min(self.connections, len(letters)):
            self._links.append(Link(self.smarthost))

        async def serve(link: Link) -> str | None:
            while waiting and monotonic() < begin_until and not self.is_stopping():
                place = waiting.popleft()
                try:
                    outcomes[place] = await _deliver(link, self._signed(letters[place]))
                except UnreachableError as error:
                    waiting.append(place)  # another connection may stand
                    return str(error)
            return None

        self._links.sort(key=lambda link: not link.is_open)
        troubles = await asyncio.gather(*(serve(link) for link in self._links[: len(letters)]))
        # Those that the smarthost did not grant are not asked for again in the next batch, while others stand.
        self._links = [link for link in self._links if link.is_open]
        text = next(filter(None, troubles), "not begun")
        return [_GivenBack(text) if outcome is None else outcome for outcome in outcomes]

    def _signed(self, letter: Claimed) -> Claimed:
        return letter if self.signer is None else replace(letter, body=self.signer.sign(letter.body, at=self.clock()))

    async def _hang_up(self) -> None:
        links, self._links = self._links, []
        await asyncio.gather(*(link.close() for link in links))

    def _idle(self) -> datetime | None:
        if self._links and monotonic() - self._used_at > _IDLE_SECONDS:
            self._runner.run(self._hang_up())
        with self.store.read() as connection:
            return Outbox(connection, self.box).next_due()

    def _note_trouble(self, outcomes: Sequence[Outcome]) -> None:
        """Where no letter met the smarthost, pause before the next batch; where one did, all is well."""
        given_back = [outcome.text for outcome in outcomes if isinstance(outcome, _GivenBack)]
        if len(given_back) < len(outcomes) or self.is_stopping():
            self._failures = 0
            return
        pause = min(_FIRST_PAUSE * 2**self._failures, _LONGEST_PAUSE)
        self._failures += 1
        self._resume_at = monotonic() + pause
        log.error("smarthost cannot be used", reason=given_back[0], letters=len(outcomes), again_in=pause)

    # Recording ----------------------------------------------------------------------------------------------------

    def _record(self) -> None:
        """Write down what became of the last batch, all in one transaction; keep it in mind where that fails."""
        if not self._unrecorded:
            return
        final = [(letter, self._final(letter, outcome)) for letter, outcome in self._unrecorded]
        with self.store.write() as connection:
            outbox = Outbox(connection, self.box)
            mine = [self._record_one(outbox, letter, outcome) for letter, outcome in final]
        for (letter, outcome), is_mine in zip(final, mine, strict=True):
            _log(letter, outcome if is_mine else None)
        self._unrecorded = []

    def _record_one(self, outbox: Outbox, letter: Claimed, outcome: Outcome) -> bool:
        now = self.clock()
        match outcome:
            case Sent():
                return outbox.sent(letter, at=now)
            case Permanent(text):
                return outbox.failed(letter, at=now, error=text)
            case Temporary(text):
                return outbox.defer(letter, due_at=now + self._delay(letter), error=text)
            case _GivenBack(text):
                pause = timedelta(seconds=max(0.0, self._resume_at - monotonic()))
                return outbox.defer(letter, due_at=now + pause, error=text)

    def _final(self, letter: Claimed, outcome: Outcome) -> Outcome:
        """Give a letter up after five days, unless we were not there to try: it must have failed twice."""
        match outcome:
            case Temporary(text):
                is_over = letter.attempts > 1
            case _GivenBack(text):
                is_over = self._failures > _PATIENCE
            case _:
                return outcome
        if is_over and self.clock() - letter.created_at >= LIFE:
            return Permanent(f"given up after {LIFE.days} days: {text}")
        return outcome

    def _delay(self, letter: Claimed) -> timedelta:
        """Return how long to wait: as long again as it has waited, within bounds, less up to a tenth by chance.

        By age and not by number of tries: tries that were the connection's fault do not count against the letter.
        """
        delay = min(max(self.clock() - letter.created_at, SHORTEST_DELAY * (1 / 0.9)), LONGEST_DELAY)
        return delay * (1 - 0.1 * self.jitter())


async def _deliver(link: Link, letter: Claimed) -> Result:
    try:
        async with asyncio.timeout(DELIVERY_SECONDS):
            return await link.send(letter.sender, letter.recipient, letter.body)
    except UnreachableError:
        raise
    except Exception as error:  # noqa: BLE001 - a letter that cannot be sent must not stop the others (INV-07)
        await link.close()
        log.error("letter failed", letter=letter.id, error=faults.place(error))  # noqa: TRY400
        return Temporary(f"internal error ({type(error).__name__})")


def _log(letter: Claimed, outcome: Outcome | None) -> None:
    match outcome:
        case Sent():
            log.info("sent", letter=letter.id, attempt=letter.attempts)
        case Permanent(text):
            log.error("failed for good", letter=letter.id, attempt=letter.attempts, reason=text)
        case Temporary(text):
            log.warning("deferred", letter=letter.id, attempt=letter.attempts, reason=text)
        case _GivenBack():
            pass  # one line for all of them, where they are given back
        case None:
            log.warning("taken over by another sender", letter=letter.id)
