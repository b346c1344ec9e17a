"""One bad mail, or a worker that dies, stops and spoils no other mail."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from mailgate.reading.reader import ReaderPool
from mailgate.worker import Worker
from store.spool import Result, Spool, Spooled, Verdict
from tests.mailgate.conftest import Bench, words
from tests.mailgate.test_worker import ANN, WORDS


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)) * 20,
        b"",
        b"Subject: no author\r\n\r\nHello\r\n",
        b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nHello\r\n",
        b"From: a@b.example, c@d.example\r\n\r\nHello\r\n",
        b"From: a@b.example\r\n\r\n\r\n",
    ],
)
def test_a_mail_that_is_no_comment_is_kept_as_refused_and_answered_by_nothing(bench: Bench, raw: bytes) -> None:
    bench.put(raw, to="flood-report.1@site.example")
    bench.write(WORDS)
    assert bench.states() == ["refused", "unconfirmed"]
    assert bench.records()[0].raw == raw
    assert len(bench.letters) == 1


def test_our_own_letter_coming_back_is_a_loop(bench: Bench) -> None:
    bench.write(WORDS)
    bench.put(bench.letters[0].as_bytes(), to="flood-report.1@site.example", sender="b-x@site.example")
    bench.work()
    assert bench.states() == ["unconfirmed", "auto"]
    assert len(bench.letters) == 1


def test_a_mail_whose_handling_fails_fails_alone_and_is_set_aside_after_three_tries(bench: Bench) -> None:
    every = bench.worker.office.random
    same_ids = replace(bench.worker.office, random=lambda length: b"1234567" if length == 7 else every(length))
    bench.worker.office = same_ids  # two comments get one public id, and the store refuses the second
    for number in (1, 2, 3):
        raw = f"From: {ANN}\r\n\r\nComment number {number} of three.\r\n".encode()
        bench.put(raw, to=f"flood-report.{number}@site.example" if number < 3 else "abuse@site.example")
    bench.work()
    assert bench.states() == ["unconfirmed", "received", "refused"]
    for _ in range(3):
        bench.clock[0] += timedelta(minutes=5)
        bench.work()
    assert bench.states() == ["unconfirmed", "quarantined", "refused"]
    assert "set aside" in words(bench.last_letter_to("op@desk.example"))
    assert len(bench.letters_to(ANN)) == 1


def test_a_mail_that_another_worker_took_over_is_left_to_it_and_its_neighbours_are_done(
    bench: Bench, readers: ReaderPool
) -> None:
    for number in (1, 2, 3):
        raw = f"From: ann{number}@reader.example\r\n\r\nComment number {number} of three.\r\n".encode()
        bench.put(raw, to=f"flood-report.{number}@site.example")
    taken: list[Spooled] = []
    times = iter(range(99))

    def clock() -> datetime:
        if next(times) == 1:  # the batch was claimed and is about to be written
            with bench.store.write() as connection:
                taken.extend(Spool(connection, bench.worker.office.box).claim(bench.now + timedelta(hours=1), limit=1))
        return bench.now

    worker = Worker(store=bench.store, office=bench.worker.office, readers=readers, clock=clock, ring=bench.rung.append)
    while worker.step() is True:
        pass
    worker.close()
    assert bench.states() == ["received", "unconfirmed", "unconfirmed"]
    with bench.store.write() as connection:
        verdict = Verdict(result=Result.REFUSED)
        assert Spool(connection, bench.worker.office.box).done(taken[0], verdict)
    bench.work()
    assert len(bench.letters) == 2


def test_a_mail_that_cannot_be_read_in_time_is_set_aside_and_the_next_is_read(bench: Bench) -> None:
    bench.put(f"From: {ANN}\r\n\r\n{WORDS}\r\n".encode(), to="flood-report.1@site.example")
    office = bench.worker.office
    with ReaderPool(1, wall_clock=0.0) as impatient:
        worker = Worker(
            store=bench.store, office=office, readers=impatient, clock=lambda: bench.now, ring=bench.rung.append
        )
        for _ in range(3):
            while worker.step() is True:
                pass
            bench.clock[0] += timedelta(minutes=5)
        worker.close()
    bench.write("The next one.")
    assert bench.states() == ["quarantined", "unconfirmed"]
    assert bench.records()[0].raw is not None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (f"From: {ANN}\r\n\r\n{WORDS}\nFrom: x\r\n", "bare CR or LF"),
        (f"From: {ANN}\r\n\r\n{WORDS}\0\r\n", "NUL"),
        ("Received: x\r\n" * 101 + f"From: {ANN}\r\n\r\n{WORDS}\r\n", "loop"),
    ],
)
def test_what_smtp_refuses_in_session_is_refused_on_record_where_lmtp_took_it(
    bench: Bench, raw: str, reason: str
) -> None:
    bench.put(raw.encode(), to="flood-report.1@site.example", protocol="lmtp")
    bench.work()
    (record,) = bench.records()
    assert record.state == "refused"
    assert reason in record.reason
    assert bench.letters == []
