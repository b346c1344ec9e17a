"""Strangers are written to seldom, whoever forges their addresses; nothing is lost by it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from mailgate.authentication.prover import Prover
from mailgate.rates import Rates
from mailgate.worker import Worker
from store.challenges import Challenges
from tests.mailgate.conftest import Bench

ANN, MO = "ann@reader.example", "mo@desk.example"
OPERATOR = "op@desk.example"
DAY = timedelta(days=1)


def set_rates(bench: Bench, **rates: int) -> None:
    object.__setattr__(bench.worker.office, "rates", Rates(**rates))


def passes(bench: Bench, span: timedelta) -> None:
    bench.clock[0] += span
    bench.work()


def questions(bench: Bench, to: str | None = None) -> int:
    asked = [letter for letter in bench.letters if "Please confirm" in str(letter["Subject"])]
    return len([letter for letter in asked if to is None or letter["To"] == to])


def waiting(bench: Bench) -> int:
    with bench.store.read() as connection:
        return Challenges(connection).waiting()


def forge(bench: Bench, number: int, *, start: int = 0) -> None:
    """Somebody writes in the names of many strangers, and the worker meets all of it at once."""
    for each in range(start, start + number):
        raw = f"From: <victim{each}@stranger{each}.test>\r\nSubject: x\r\n\r\nBuy this {each}.\r\n"
        bench.put(raw.encode(), to="flood-report.2@site.example", sender=f"victim{each}@stranger{each}.test")
    bench.work()


def test_one_question_is_open_at_a_time_and_the_next_goes_out_when_it_is_answered(bench: Bench) -> None:
    for number in range(3):
        bench.write(f"Comment {number}.")
    assert (questions(bench), waiting(bench)) == (1, 2)
    for open_questions in (2, 3, 3):
        asked = [letter for letter in bench.letters if "Please confirm" in str(letter["Subject"])]
        bench.answer(asked[-1], "yes")
        assert questions(bench) == open_questions
    assert set(bench.states()) == {"pending"}


@pytest.mark.parametrize("form", ["ann+{}@reader.example", "Ann{}@reader.example", "ANN@reader.example"])
def test_who_never_answers_is_asked_once_a_day_and_three_times_a_month_in_whatever_spelling(
    bench: Bench, form: str
) -> None:
    for number in range(28):
        bench.write(f"Forged {number}.", author=form.format("") if number % 2 else ANN, sender="x@attacker.test")
        passes(bench, DAY)
    assert questions(bench) == 3


def test_a_question_that_got_no_room_within_seven_days_expires_unasked(bench: Bench) -> None:
    bench.write("One.")
    bench.write("Two.")
    for _ in range(8):
        passes(bench, DAY)
    assert set(bench.states()) == {"expired"}
    assert questions(bench) <= 2
    assert waiting(bench) == 0


def test_a_known_author_is_asked_again_the_same_day(bench: Bench) -> None:
    bench.write("One.")
    bench.answer(bench.last_letter_to(ANN), "yes")
    bench.write("Two.", to="flood-report.3@site.example")
    assert questions(bench, ANN) == 2


@pytest.fixture
def from_outside(bench: Bench) -> Iterator[Bench]:
    """Mails come from a client in the world, 192.0.2.1, which is counted."""
    old = bench.worker
    bench.worker = Worker(
        store=bench.store,
        office=old.office,
        readers=old._readers,
        prover=Prover(),
        clock=lambda: bench.clock[0],
        ring=bench.rung.append,
    )
    yield bench
    bench.worker.close()


def test_one_client_makes_us_write_to_sixty_strangers_a_day(from_outside: Bench) -> None:
    set_rates(from_outside, per_source=6)
    forge(from_outside, 20)
    assert (questions(from_outside), waiting(from_outside)) == (6, 14)
    passes(from_outside, timedelta(hours=23))
    assert questions(from_outside) == 6
    passes(from_outside, timedelta(hours=3))
    assert questions(from_outside) == 12


def test_a_flood_of_forged_senders_causes_no_more_letters_than_the_site_allows_and_known_authors_pass(
    bench: Bench,
) -> None:
    bench.write("Known before the flood.")
    bench.answer(bench.last_letter_to(ANN), "yes")
    bench.letters.clear()
    set_rates(bench, per_hour=20, per_source=1_000_000)
    forge(bench, 120)
    assert questions(bench) == 9  # Ann was a stranger too, when she was asked
    assert len(bench.letters_to(OPERATOR)) == 1  # told once
    assert "41 wait now" in bench.letters_to(OPERATOR)[0].get_content()
    bench.write("In the midst of it.", to="flood-report.3@site.example")
    assert questions(bench, ANN) == 1
    bench.answer(bench.last_letter_to(ANN), "yes")
    assert bench.states()[-2:] == ["pending", "pending"]
    passes(bench, timedelta(minutes=90))
    assert questions(bench) == 20  # the next ten, and Ann's
    assert len(bench.letters_to(OPERATOR)) == 1
    assert bench.states().count("unconfirmed") == 120  # nothing is refused or lost


def test_a_moderator_reads_how_many_wait(bench: Bench) -> None:
    bench.write("Known before the flood.")
    question = bench.last_letter_to(ANN)
    set_rates(bench, per_hour=4, per_source=1_000_000)
    forge(bench, 5)
    bench.answer(question, "yes")
    assert "4 comments wait until their authors can be asked" in text_of(bench, MO)


def text_of(bench: Bench, to: str) -> str:
    part = bench.last_letter_to(to).get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def test_questions_that_come_back_stop_further_ones_to_strangers_for_an_hour(bench: Bench) -> None:
    set_rates(bench, returned=2, per_source=1_000_000)
    forge(bench, 3)
    for letter in tuple(bench.letters)[:2]:
        report = (
            b"From: MAILER-DAEMON@x.test\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
            b"\r\n--b\r\n\r\nNo.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n"
            b"\r\nFinal-Recipient: rfc822; a@x.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
        )
        bench.put(report, to=bench.return_paths[letter["Message-ID"]], sender=None)
        bench.work()
    forge(bench, 3, start=10)
    assert questions(bench) == 3
    passes(bench, timedelta(minutes=90))
    assert questions(bench) == 6
