"""The worker: claims mails, has them read in killable children, decides, and hands letters to the outbox.

A batch is claimed in one transaction, read outside any, and written in one: each mail within a savepoint, its effects
together with `spool.done` (once per mail). While a batch is written the next one is read. A mail whose handling fails
is deferred alone; after three tries it is set aside for the operator (INV-06, INV-07). A worker that dies leaves leases
that run out.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from mailgate import address, letters
from mailgate.desk import Desk, Office
from mailgate.handlers import HANDLERS
from mailgate.handlers.outcome import Incoming, Outcome, refused
from mailgate.plain import render
from mailgate.reader import ReaderPool, ReadingFailed
from mailgate.reading import Known, Reading
from mailgate.token import digest
from store.engine import Store
from store.spool import Result, Spool, Spooled, Verdict

BATCH = 50
TRIES = 3
RETRY = timedelta(seconds=30)
HOUSEKEEPING = timedelta(minutes=1)

log = structlog.get_logger("mailgate.worker")


Answers = list[Reading | ReadingFailed]


class Worker:
    """One worker. `ring(part)` wakes another part after a commit; `clock` gives aware times."""

    def __init__(
        self,
        *,
        store: Store,
        office: Office,
        readers: ReaderPool,
        clock: Callable[[], datetime],
        ring: Callable[[str], None],
        batch: int = BATCH,
    ) -> None:
        self._store = store
        self.office = office
        self._readers = readers
        self._clock = clock
        self._ring = ring
        self._batch = batch
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._in_hand: tuple[list[Spooled], Future[Answers]] | None = None
        self._tidied_at: datetime | None = None

    def step(self) -> bool | datetime | None:
        """Do what is due. True: there may be more; a time: come back then; None: when rung."""
        now = self._clock()
        in_hand = self._in_hand or self._begin(now)
        if in_hand is None:
            return self._idle(now)
        self._in_hand = self._begin(now)
        self._write(*in_hand)
        return True

    def close(self) -> None:
        """Finish what is in hand, and claim no more."""
        if self._in_hand is not None:
            self._write(*self._in_hand)
            self._in_hand = None
        self._aside.shutdown()

    def _begin(self, now: datetime) -> tuple[list[Spooled], Future[Answers]] | None:
        """Claim a batch and begin to read it; None where nothing is due."""
        with self._store.write() as connection:
            mails = Spool(connection, self.office.box).claim(now, limit=self._batch)
            desk = Desk.open(connection, self.office, now)
            known = [(mail.raw, self._known(mail, desk)) for mail in mails]
        return (mails, self._aside.submit(self._readers.read_all, known)) if mails else None

    def _write(self, mails: list[Spooled], reading: Future[Answers]) -> None:
        """Write what becomes of a batch: one transaction, one savepoint for each mail."""
        readings = reading.result()
        with self._store.write() as connection:
            posted = sum(self._settle(connection, *pair) for pair in zip(mails, readings, strict=True))
        if posted:
            self._ring("send")
        self._ring("publish")

    def _known(self, mail: Spooled, desk: Desk) -> Known:
        """Return what we published or sent to this recipient: its quotation is not the author's own words."""
        target = _target(mail, desk)
        paragraph = ""
        if isinstance(target, address.ToParagraph):
            place = desk.documents.address(target.document, target.key)
            paragraph = place.paragraph.text if place else ""
        elif isinstance(target, address.ToConversation):
            grant = desk.grants.get(digest(target.token))
            if grant is not None:
                paragraph = render(desk.comments.get(grant.items[0].comment_id).revision.html)
        return Known(paragraph=paragraph, null_sender=mail.envelope.sender is None)

    def _settle(self, connection: Connection, mail: Spooled, reading: Reading | ReadingFailed) -> int:
        """Write what becomes of one mail; return how many letters it caused."""
        desk = Desk.open(connection, self.office, self._clock())
        spool = Spool(connection, self.office.box)
        try:
            with connection.begin_nested():
                outcome = self._outcome(mail, reading, desk)
                posted = letters.post(outcome.letters, desk)
                _finish(spool, mail, outcome.verdict)
        except _TakenOverError:
            log.warning("taken over by another worker", mail=mail.id)
            return 0
        except Exception as error:  # noqa: BLE001 - one mail must not stop the others (INV-07)
            return self._failed(mail, desk, spool, error)
        log.info("read", mail=mail.id, result=outcome.verdict.result.value, reason=outcome.verdict.reason)
        return posted

    def _outcome(self, mail: Spooled, reading: Reading | ReadingFailed, desk: Desk) -> Outcome:
        if isinstance(reading, ReadingFailed):
            raise _UnreadableError(reading.reason)
        incoming = Incoming(mail=mail, reading=reading)
        target = _target(mail, desk)
        if target is None or type(target) not in HANDLERS:
            return refused(incoming, "there is no such address")
        return HANDLERS[type(target)](incoming, target, desk)

    def _failed(self, mail: Spooled, desk: Desk, spool: Spool, error: Exception) -> int:
        """Try again a little later; after three tries set the mail aside and tell the operator."""
        reason = str(error) if isinstance(error, _UnreadableError) else f"internal error ({type(error).__name__})"
        log.error("mail failed", mail=mail.id, attempt=mail.attempts, reason=reason)
        if not isinstance(error, _UnreadableError):
            log.exception("cause", mail=mail.id, exc_info=error)
        if mail.attempts < TRIES:
            spool.defer(mail, due_at=self._clock() + RETRY * mail.attempts, reason=reason)
            return 0
        if not spool.done(mail, Verdict(result=Result.QUARANTINED, reason=reason)):
            return 0
        return letters.post((letters.quarantined(mail.id, reason, desk),), desk)

    def _idle(self, now: datetime) -> datetime | None:
        if self._tidied_at is None or now - self._tidied_at >= HOUSEKEEPING:
            self._tidied_at = now
            with self._store.write() as connection:
                Desk.open(connection, self.office, now).comments.expire(before=now - letters.CHALLENGE_LIFE, at=now)
        with self._store.read() as connection:
            return Spool(connection, self.office.box).next_due()


class _TakenOverError(Exception):
    """The lease ran out and another worker holds the mail: what we did is undone."""


class _UnreadableError(Exception):
    """The reader child died on the mail, or took too long."""


def _finish(spool: Spool, mail: Spooled, verdict: Verdict) -> None:
    if not spool.done(mail, verdict):
        raise _TakenOverError


def _target(mail: Spooled, desk: Desk) -> address.Target | None:
    local_part = mail.envelope.recipient.rpartition("@")[0] or mail.envelope.recipient
    return address.parse(local_part, desk.site.address_prefix)
