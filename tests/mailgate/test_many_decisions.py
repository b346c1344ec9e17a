"""Two moderators at once, and hundreds of decisions in one mail."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from itertools import count

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from mailgate import decide, letters
from mailgate.desk import Desk, DeskLimits, Office
from mailgate.reading.reader import ReaderPool
from mailgate.worker import Worker
from store.audit import Audit
from store.comments import NewComment
from store.model import Comment, Event, Html, Revision, Rhythm, State
from store.spool import Envelope, Received, Spool
from tests.mailgate.conftest import Bench, words

MO, IO = "mo@desk.example", "io@desk.example"


@pytest.fixture
def office(bench: Bench) -> Office:
    """Nothing is gathered because it is much."""
    return replace(bench.worker.office, limits=DeskLimits(sender_hour=10_000, minute=10_000))


def confirmed(bench: Bench, office: Office, number: int) -> list[Comment]:
    """Comments by as many people, each confirmed; the moderators are asked."""
    with bench.store.write() as connection:
        desk = Desk.open(connection, office, bench.now)
        added = [desk.comments.add(comment(desk, each)) for each in range(number)]
        for each in added:
            letters.post(decide.confirm(desk, each) or (), desk)
    bench.work()
    return added


def comment(desk: Desk, number: int) -> NewComment:
    place = desk.documents.address("flood-report", str(number % 3 + 1))
    assert place is not None
    text = f"This is comment number {number}."
    return NewComment(
        public_id=desk.new_public_id(),
        document_id=place.document.id,
        paragraph_id=place.paragraph_id,
        author=f"reader{number}@reader.example",
        message_id=None,
        revision=Revision(name=f"Reader {number}", html=Html(f"<p>{text}</p>"), text=text, removed=""),
        received_at=desk.now,
    )


def answer(letter: EmailMessage, text: str, number: int) -> bytes:
    quoted = "\r\n".join(f"> {line}" for line in words(letter).splitlines()[:30])
    header = (
        f"From: {letter['To']}\r\nTo: {letter['From']}\r\nSubject: Re: {number}\r\nMessage-ID: <{number}@desk.example>"
    )
    return f"{header}\r\n\r\n{text}\r\n\r\nOn Mon, 4 May 2026, The Flood wrote:\r\n{quoted}\r\n".encode()


def put(bench: Bench, office: Office, answers: list[tuple[EmailMessage, str]], numbers: "count[int]") -> None:
    """Put answers in the spool, as the door does."""
    received = [
        Received(
            envelope=Envelope(
                sender=str(letter["To"]),
                recipient=str(letter["From"].addresses[0].addr_spec),
                peer="192.0.2.1",
                helo="mx.desk.example",
                protocol="smtp",
            ),
            raw=answer(letter, text, next(numbers)),
            received_at=bench.now,
        )
        for letter, text in answers
    ]
    with bench.store.write() as connection:
        Spool(connection, office.box).put(received)


def takes_a_step(worker: Worker) -> bool:
    """As a part that runs does: a database that is locked for long is tried again."""
    try:
        return worker.step() is True
    except OperationalError:
        return True


def test_two_moderators_decide_at_the_same_moment_two_hundred_times(
    bench: Bench, office: Office, readers: ReaderPool
) -> None:
    with bench.store.write() as connection:
        Desk.open(connection, office, bench.now).moderators.add(IO, at=bench.now)
    asked = confirmed(bench, office, 200)
    pairs = zip(bench.letters_to(MO), bench.letters_to(IO), strict=True)
    answers = [each for mine, theirs in pairs for each in ((mine, "approve"), (theirs, "reject off-topic"))]
    assert len(answers) == 400
    put(bench, office, answers, count(1))

    def work(_: int) -> None:
        worker = Worker(
            store=bench.store,
            office=office,
            readers=readers,
            clock=lambda: bench.now,
            ring=lambda _: None,
            batch=5,
        )
        while takes_a_step(worker):
            pass
        worker.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    bench.clock[0] += timedelta(minutes=5)  # what met a locked database is tried again
    bench.work()
    with bench.store.read() as connection:
        desk = Desk.open(connection, office, bench.now)
        for each in asked:
            decisions = desk.comments.decisions(each.id)
            assert decisions[0].event is Event.CONFIRM
            assert len(decisions) == 2
            assert desk.comments.get(each.id).state is decisions[-1].after
        document = desk.documents.get("flood-report")
        assert document is not None
        assert {one.broken for one in Audit(connection, office.box).entries(document.id)} == {""}
        assert Audit(connection, office.box).strays(document.id) == []
    told = [letter for letter in bench.letters if "Your answer changed nothing" in words(letter)]
    assert len(told) == 200


def test_three_hundred_comments_are_decided_by_one_answer_in_few_statements(bench: Bench, office: Office) -> None:
    bench.worker.office = office
    with bench.store.write() as connection:
        desk = Desk.open(connection, office, bench.now)
        desk.team.set_rhythm(desk.team.all()[0].id, Rhythm.HOURLY)
    asked = confirmed(bench, office, 300)
    assert bench.letters_to(MO) == []
    bench.clock[0] += timedelta(hours=1)
    bench.work()
    (digest,) = bench.letters_to(MO)
    assert digest["Subject"] == "300 comments on The Flood"

    put(bench, office, [(digest, "7 no off-topic\n8-9 hold\nall ok")], count(1))
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        statements.append(statement)

    writer = bench.store._writer
    event.listen(writer, "before_cursor_execute", note)
    bench.worker.step()
    while bench.worker.step() is True:
        pass
    event.remove(writer, "before_cursor_execute", note)
    with bench.store.read() as connection:
        desk = Desk.open(connection, office, bench.now)
        assert desk.comments.tally() == {State.APPROVED: 297, State.REJECTED: 1, State.PENDING: 2}
        assert sum(desk.documents.counts(desk.place_of(asked[0]).document.id).values()) == 297
    assert len(statements) < 120, Counter(statements).most_common(5)
    bench.work()
    assert "297 approved" in words(bench.last_letter_to(MO))
    assert len([letter for letter in bench.letters if "has been published" in str(letter["Subject"])]) == 297
