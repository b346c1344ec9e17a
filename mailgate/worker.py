"""The worker: claims mails, has them read in killable children, decides, and hands letters to the outbox.

A batch is claimed in one transaction, read outside any, and written in one, the effects of each mail together with
`spool.done` (once per mail). While a batch is written the next one is read, and who wrote its mails is found out; where
the DNS does not say, the mail waits and is judged again. Where writing a batch fails, its mails are written one by one,
so that a bad one fails alone; after three tries it is set aside for the operator (INV-06, INV-07). A worker that dies
leaves leases that run out.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from mailgate import address, ahead, asking, header_block, letters
from mailgate.authentication.prover import Prover
from mailgate.desk import Desk, Office
from mailgate.handlers import HANDLERS
from mailgate.handlers.outcome import Incoming, Outcome, refused
from mailgate.plain import render
from mailgate.proof import Proof
from mailgate.reading.model import Known, Reading
from mailgate.reading.reader import ReaderPool, ReadingFailed
from mailgate.sending.compose import Letter
from mailgate.smtp import content
from mailgate.token import digest
from store import keeping
from store.engine import Store
from store.model import Purpose
from store.notices import Notices
from store.restated import Restating
from store.spool import Result, Spool, Spooled, Verdict

BATCH = 50
TRIES = 3
RETRY = timedelta(seconds=30)
HOUSEKEEPING = timedelta(minutes=1)
JUDGED_AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))  # while the DNS does not answer

log = structlog.get_logger("mailgate.worker")


Answers = list[tuple[Reading | ReadingFailed, Proof]]


class Worker:
    """One worker. `ring(part)` wakes another part after a commit; `clock` gives aware times."""

    def __init__(
        self,
        *,
        store: Store,
        office: Office,
        readers: ReaderPool,
        prover: Prover | None = None,
        clock: Callable[[], datetime],
        ring: Callable[[str], None],
        batch: int = BATCH,
    ) -> None:
        self._store = store
        self.office = office
        self._readers = readers
        self._prover = prover or Prover()
        self._clock = clock
        self._ring = ring
        self._batch = batch
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._in_hand: tuple[list[Spooled], Future[Answers]] | None = None
        self._tidied_at: datetime | None = None
        self._asked_at: datetime | None = None  # when authors were asked last whether their comments still stand

    def step(self) -> bool | datetime | None:
        """Do what is due. True: there may be more; a time: come back then; None: when rung."""
        now = self._clock()
        in_hand = self._in_hand or self._begin(now)
        self._tidy(now)
        if in_hand is None:
            return self._idle()
        self._in_hand = self._begin(now)
        self._write(*in_hand)
        return True

    def close(self) -> None:
        """Finish what is in hand, and claim no more."""
        if self._in_hand is not None:
            self._write(*self._in_hand)
            self._in_hand = None
        self._aside.shutdown()
        self._prover.close()

    def _begin(self, now: datetime) -> tuple[list[Spooled], Future[Answers]] | None:
        """Claim a batch and begin to read it; None where nothing is due."""
        with self._store.write(durable=False) as connection:  # a lease that is forgotten is taken again
            mails = Spool(connection, self.office.box).claim(now, limit=self._batch)
            if not mails:
                return None
            desk = Desk.open(connection, self.office, now)
            known, doubtful = _known(mails, desk), _doubtful(mails, desk)
        return mails, self._aside.submit(self._find_out, known, doubtful)

    def _find_out(self, known: Sequence[tuple[bytes, Known]], doubtful: Sequence[Spooled | None]) -> Answers:
        """Read a batch, and find out who wrote it."""
        begun = self._prover.begin(doubtful)
        readings = self._readers.read_all(known)
        return list(zip(readings, self._prover.end(begun), strict=True))

    def _write(self, mails: list[Spooled], reading: Future[Answers]) -> None:
        """Write what becomes of a batch; where that fails, of each mail by itself."""
        read = [(mail, *answer) for mail, answer in zip(mails, reading.result(), strict=True)]
        try:
            posted = self._settle(read)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is met again and dealt with mail by mail
            log.warning("batch not written", cause=type(error).__name__)
            posted = sum(self._settle_alone(*each) for each in read)
        if posted:
            self._ring("send")
        self._ring("publish")

    def _settle(self, read: Sequence[tuple[Spooled, Reading | ReadingFailed, Proof]]) -> int:
        """Write what becomes of some mails, in one transaction; return how many letters they caused."""
        now = self._clock()
        with self._store.write() as connection:
            desk, spool = Desk.open(connection, self.office, now), Spool(connection, self.office.box)
            readings = [(mail, reading) for mail, reading, _ in read if isinstance(reading, Reading)]
            ahead.read_ahead([(_target(mail, desk), reading.author) for mail, reading in readings], desk)
            caused: list[Letter] = []
            verdicts: list[tuple[Spooled, Verdict]] = []
            for mail, reading, proof in read:
                if isinstance(reading, ReadingFailed):
                    caused += _failed(mail, reading.reason, desk, spool)
                    continue
                if proof.is_temporary and mail.deferrals < len(JUDGED_AGAIN):
                    spool.wait(mail, due_at=now + JUDGED_AGAIN[mail.deferrals])
                    log.warning("not yet judged", mail=mail.id, deferrals=mail.deferrals)
                    continue
                outcome = _outcome(Incoming(mail=mail, reading=reading, proof=proof), desk)
                caused += outcome.letters
                verdicts.append((mail, outcome.verdict))
            if not spool.all_done(verdicts):
                raise _TakenOverError
            posted = letters.post(caused, desk)
            if any(verdict.result is Result.COMMAND for _, verdict in verdicts):  # one question answered: the next
                posted += letters.post_due(desk)
        for mail, verdict in verdicts:
            log.info("read", mail=mail.id, result=verdict.result.value, reason=verdict.reason)
        return posted

    def _settle_alone(self, mail: Spooled, reading: Reading | ReadingFailed, proof: Proof) -> int:
        """Write what becomes of one mail; one whose handling fails is tried again later (INV-07)."""
        try:
            return self._settle([(mail, reading, proof)])
        except _TakenOverError:
            log.warning("taken over by another worker", mail=mail.id)
            return 0
        except Exception as error:
            log.exception("mail failed", mail=mail.id, attempt=mail.attempts)
            with self._store.write() as connection:
                desk, spool = Desk.open(connection, self.office, self._clock()), Spool(connection, self.office.box)
                return letters.post(_failed(mail, f"internal error ({type(error).__name__})", desk, spool), desk)

    def _idle(self) -> datetime | None:
        """Return when something is due next: a mail, or what a moderator is to be told."""
        with self._store.read() as connection:
            spool, notices = Spool(connection, self.office.box), Notices(connection)
            return min(filter(None, (spool.next_due(), notices.next_due())), default=None)

    def _tidy(self, now: datetime) -> None:
        """Do what time alone makes due: comments that nobody confirmed expire, moderators get what was gathered,
        authors are asked for whom there is room now, and mails that were kept long enough go."""
        may_ask = _is_over(self._asked_at, now)
        with self._store.read() as connection:
            soonest = Notices(connection).next_due()
            is_due = (soonest is not None and soonest <= now) or (may_ask and Restating(connection).waiting() > 0)
        if not is_due and not _is_over(self._tidied_at, now):
            return
        self._tidied_at = now
        with self._store.write() as connection:
            desk = Desk.open(connection, self.office, now)
            desk.comments.expire(before=now - letters.CHALLENGE_LIFE, at=now)
            desk.subscriptions.expire(before=now - letters.CHALLENGE_LIFE)
            desk.reports.expire(before=now - letters.CHALLENGE_LIFE)
            keeping.forget(connection, self.office.keep, at=now)
            desk.challenges.forget()
            desk.tallies.forget(now)
            asked = letters.restated(desk) if may_ask else []
            told = [*letters.news_for_followers(desk), *letters.removed_after_reports(desk), *asked]
            posted = letters.post([*asking.send_due(desk), *told], desk)
            posted += letters.post_due(desk)
        self._asked_at = now if asked else self._asked_at
        if posted:
            self._ring("send")


def _is_over(since: datetime | None, now: datetime) -> bool:
    """Whether a minute has passed since; the clock may have been set back."""
    return since is None or not timedelta() <= now - since < HOUSEKEEPING


class _TakenOverError(Exception):
    """The lease ran out and another worker holds the mail: what we did is undone."""


def _known(mails: list[Spooled], desk: Desk) -> list[tuple[bytes, Known]]:
    """Return each mail with what we published or sent to its recipient: quoting it is not the author's own words."""
    targets = [_target(mail, desk) for mail in mails]
    tokens = ahead.tokens(targets)
    places = desk.documents.read_ahead(ahead.paragraphs(targets))
    shown = desk.grants.shown(tokens) if tokens else {}

    def text(target: address.Target | None) -> str:
        if isinstance(target, address.ToParagraph):
            place = places.get((target.document, target.key))
            return place.paragraph.text if place else ""
        if isinstance(target, address.ToReply) and (answered := desk.comments.find(target.comment)):
            return render(answered.revision.html)
        if isinstance(target, address.ToConversation) and (words := shown.get(digest(target.token))):
            return render(words)
        return ""

    pairs = zip(mails, targets, strict=True)
    return [
        (
            mail.raw,
            Known(
                paragraph=text(to),
                null_sender=mail.envelope.sender is None,
                domain=desk.site.domain,
                is_comment=isinstance(to, address.ToParagraph | address.ToReply),
            ),
        )
        for mail, to in pairs
    ]


# Of all others the token is proof enough: the letter with it went to them alone (INV-21).
_NEEDS_PROOF = (Purpose.MODERATE, Purpose.WELCOME)


def _doubtful(mails: Sequence[Spooled], desk: Desk) -> list[Spooled | None]:
    """Return the mails whose author makes a difference, and None in the places of the others."""
    targets = [_target(mail, desk) for mail in mails]
    tokens = ahead.tokens(targets)
    purposes = desk.grants.purposes(tokens) if tokens else {}

    def is_doubtful(target: address.Target | None) -> bool:
        if isinstance(target, address.ToConversation):
            return purposes.get(digest(target.token)) in _NEEDS_PROOF
        return not isinstance(target, address.ToBounce | address.ToRole | None)

    return [mail if is_doubtful(target) else None for mail, target in zip(mails, targets, strict=True)]


def _outcome(incoming: Incoming, desk: Desk) -> Outcome:
    mail = incoming.mail
    if mail.envelope.protocol == "lmtp" and (fault := _fault(mail.raw)):
        return refused(incoming, fault)
    target = _target(incoming.mail, desk)
    if target is None or type(target) not in HANDLERS:
        return refused(incoming, "there is no such address")
    return HANDLERS[type(target)](incoming, target, desk)


def _fault(raw: bytes) -> str | None:
    """What SMTP refuses in session. By LMTP it was taken: the server in front would bounce it (INV-53)."""
    refusal = header_block.check(raw)
    found = content.fault(raw, line_limit=len(raw))
    return refusal.sentence if refusal else found.value if found else None


def _failed(mail: Spooled, reason: str, desk: Desk, spool: Spool) -> tuple[Letter, ...]:
    """Try again a little later; after three tries set the mail aside and tell the operator (INV-06)."""
    log.error("not read", mail=mail.id, attempt=mail.attempts, reason=reason)
    tries = mail.attempts - mail.deferrals
    if tries < TRIES:
        spool.defer(mail, due_at=desk.now + RETRY * tries, reason=reason)
        return ()
    if not spool.done(mail, Verdict(result=Result.QUARANTINED, reason=reason)):
        return ()
    return (letters.quarantined(mail.id, reason, desk),)


def _target(mail: Spooled, desk: Desk) -> address.Target | None:
    local_part = mail.envelope.recipient.rpartition("@")[0] or mail.envelope.recipient
    return address.parse(local_part, desk.site.address_prefix)
