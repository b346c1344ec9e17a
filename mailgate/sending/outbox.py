"""The sender: claims letters, hands them to the smarthost over a few kept connections, records what became of each.

A batch is claimed in one transaction and recorded in one; no network within either. A lease covers the longest time
that a batch can take, so no other sender takes a letter that is under way; what was not begun in time is given back.
A letter that the smarthost takes long over goes on beside the batches after it, on its own connection: one recipient's
server that hangs holds up nobody else's letters.
A letter is sent twice only after a crash between the smarthost's 250 and our record, with the same Message-ID (INV-55).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Sequence
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
_SLOW_SECONDS: Final = 10.0  # where no letter of a batch came to its end for so long, the next batch need not wait
_LOOK_SECONDS: Final = 1.0  # how often that is looked at, and new letters while some are slow
_IDLE_SECONDS: Final = 4.0  # connections without work are closed: the smarthost has others to serve

_NOT_BEGUN: Final = "not begun"

log = structlog.get_logger("mailgate.sending.outbox")


@dataclass(frozen=True, slots=True)
class _GivenBack:
    """Not begun: no connection, no time left, or told to stop. Costs the letter nothing."""

    text: str


Outcome = Result | _GivenBack


@dataclass(slots=True)
class _Batch:
    """Letters that no connection has begun yet. None is begun once it is over."""

    waiting: deque[Claimed]
    begin_until: float
    is_over: bool = False

    def next(self) -> Claimed | None:
        return self.waiting.popleft() if self.waiting and monotonic() < self.begin_until else None


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
    _links: list[Link] = field(default_factory=list, init=False)  # those that serve no slow letter
    _slow: dict[asyncio.Task[str | None], Link] = field(default_factory=dict, init=False)
    _unrecorded: list[tuple[Claimed, Outcome]] = field(default_factory=list, init=False)
    _failures: int = field(default=0, init=False)
    _resume_at: float = field(default=0.0, init=False)
    _used_at: float = field(default=0.0, init=False)
    _is_closed: bool = field(default=False, init=False)
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner, init=False)

    def step(self) -> bool | datetime | None:
        """Send what is due. True: there may be more; a time: come back then; None: when rung."""
        self._record()  # what an earlier step could not write down
        pause = self._resume_at - monotonic()
        letters = self._claimed() if pause <= 0 else ()
        if not letters and not self._slow:
            return self._idle() if pause <= 0 else self.clock() + timedelta(seconds=pause)
        self._runner.run(self._send(letters) if letters else self._look())
        self._used_at = monotonic()
        self._note_trouble([outcome for _, outcome in self._unrecorded])
        self._record()
        return True

    def close(self) -> None:
        """Finish what was begun and record it, and say goodbye to the smarthost. The sender is of no use afterwards."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            while self._slow:
                self._runner.run(self._look())
            self._record()
        finally:
            self._runner.run(self._hang_up())
            self._runner.close()

    # Sending ------------------------------------------------------------------------------------------------------

    def _claimed(self) -> Sequence[Claimed]:
        """Claim what is due, and no more than the connections that are free can take."""
        free = self.connections - len(self._slow)
        if free <= 0:
            return ()
        limit = max(1, self.batch * free // self.connections)
        with self.store.write() as connection:
            return Outbox(connection, self.box).claim(self.clock(), limit=limit, lease=LEASE)

    async def _send(self, letters: Sequence[Claimed]) -> None:
        """Send letters over as many connections as the smarthost grants, until all are sent or what is left is slow."""
        batch = _Batch(deque(letters), monotonic() + BEGIN_SECONDS)
        while len(self._links) < min(self.connections - len(self._slow), len(letters)):
            self._links.append(Link(self.smarthost))
        self._links.sort(key=lambda link: not link.is_open)
        serving = {asyncio.create_task(self._serve(link, batch)): link for link in self._links[: len(letters)]}
        troubles = await self._quick(serving)
        batch.is_over = True
        self._unrecorded += [(letter, _GivenBack(next(iter(troubles), _NOT_BEGUN))) for letter in batch.waiting]
        batch.waiting.clear()
        self._slow |= {task: link for task, link in serving.items() if not task.done()}
        # Those that the smarthost did not grant are not asked for again in the next batch, while others stand.
        slow = set(map(id, self._slow.values()))
        self._links = [link for link in self._links if link.is_open and id(link) not in slow]
        await self._look(seconds=0.0)

    async def _serve(self, link: Link, batch: _Batch) -> str | None:
        """Send letters of a batch over one connection; return why there is none, where that ended it."""
        while not self.is_stopping() and (letter := batch.next()):
            try:
                result = await _deliver(link, self._signed(letter))
            except UnreachableError as error:
                if batch.is_over:
                    self._unrecorded.append((letter, _GivenBack(str(error))))
                else:
                    batch.waiting.append(letter)  # another connection may stand
                return str(error)
            self._unrecorded.append((letter, result))
        return None

    async def _quick(self, serving: Collection[asyncio.Task[str | None]]) -> list[str]:
        """Wait while letters come to their end; return the troubles of connections that could not be had."""
        ended, since = len(self._unrecorded), monotonic()
        while not all(task.done() for task in serving) and monotonic() - since < _SLOW_SECONDS:
            await asyncio.wait(serving, timeout=_LOOK_SECONDS)
            if len(self._unrecorded) > ended:
                ended, since = len(self._unrecorded), monotonic()
        return [trouble for task in serving if task.done() and (trouble := task.result())]

    async def _look(self, seconds: float = _LOOK_SECONDS) -> None:
        """Give slow letters their time, and take back the connections of those that came to their end."""
        if not self._slow:
            return
        done, _ = await asyncio.wait(self._slow, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            link = self._slow.pop(task)
            if link.is_open:
                self._links.append(link)

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
        if not outcomes or (self._slow and set(given_back) == {_NOT_BEGUN}):  # all that was begun is slow
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
