"""Letters that come back: counted by their token, and what follows for whom they went to."""

import pytest

from mailgate.handlers.bounce import HARD_LIMIT, SOFT_LIMIT
from mailgate.reading.delivery_report import Failure, failure
from tests.mailgate.conftest import Bench

ANN, MO, OPERATOR = "ann@reader.example", "mo@desk.example", "op@desk.example"
WORDS = "The date in this paragraph is wrong: it was a Tuesday."
REPORT = (
    "From: Mail Delivery System <MAILER-DAEMON@mx.reader.example>\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    "--b\r\n\r\nYour mail did not arrive.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.reader.example\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: {action}\r\n"
    "Status: {status}\r\n\r\n--b--\r\n"
)


def report(action: str = "failed", status: str = "5.1.1", to: str = ANN) -> bytes:
    return REPORT.format(action=action, status=status, to=to).encode()


def come_back(bench: Bench, address: str, raw: bytes) -> None:
    """Let the last letter to somebody come back."""
    bench.put(raw, to=bench.return_paths[bench.last_letter_to(address)["Message-ID"]], sender=None)
    bench.work()


@pytest.mark.parametrize(
    ("action", "status", "found"),
    [
        ("failed", "5.1.1", Failure.HARD),
        ("Failed", "5.7.1 (refused)", Failure.HARD),
        ("failed", "4.4.7", Failure.SOFT),
        ("delayed", "4.2.2", Failure.SOFT),
        ("delivered", "2.0.0", None),
        ("relayed", "2.0.0", None),
    ],
)
def test_a_delivery_report_says_whether_a_letter_is_lost(action: str, status: str, found: Failure | None) -> None:
    assert failure(report(action, status), "bounce") is found


def test_a_bounce_of_no_known_form_counts_as_soft_and_a_vacation_reply_not_at_all() -> None:
    assert failure(b"Subject: failure notice\r\n\r\nSorry.\r\n", "bounce") is Failure.SOFT
    assert failure(b"Subject: Away\r\n\r\nI am away.\r\n", "auto-reply") is None


def test_a_challenge_that_comes_back_expires_the_comment_and_is_the_last_letter(bench: Bench) -> None:
    bench.write(WORDS)
    come_back(bench, ANN, report())
    assert bench.states() == ["expired", "bounced"]
    bench.write("I write once more, on another day.")
    assert len(bench.letters_to(ANN)) == 1


def test_a_challenge_that_is_late_is_waited_for(bench: Bench) -> None:
    bench.write(WORDS)
    come_back(bench, ANN, report("delayed", "4.2.2"))
    assert bench.states() == ["unconfirmed", "bounced"]
    bench.answer(bench.last_letter_to(ANN), "yes")
    assert bench.states()[0] == "pending"


def test_a_report_that_is_repeated_counts_once(bench: Bench) -> None:
    bench.write(WORDS)
    bench.answer(bench.last_letter_to(ANN), "yes")
    for number in range(3 * SOFT_LIMIT):
        come_back(bench, ANN, report("delayed", "4.2.2") + b"%d\r\n" % number)
    bench.write("I write once more, on another day.")
    assert bench.last_letter_to(ANN)["Subject"].startswith("Please confirm")


def test_a_report_without_our_token_changes_nothing(bench: Bench) -> None:
    bench.write(WORDS)
    bench.put(report(), to="b-" + "a" * 26 + "@site.example", sender=None)
    bench.work()
    assert bench.states()[0] == "unconfirmed"


def test_who_answers_again_is_written_to_again(bench: Bench) -> None:
    bench.write(WORDS)
    challenge = bench.last_letter_to(ANN)
    bench.answer(challenge, "yes")
    receipt = bench.last_letter_to(ANN)
    for _ in range(HARD_LIMIT):
        come_back(bench, ANN, report())
        bench.answer(receipt, "name Somebody Else")
    before = len(bench.letters_to(ANN))
    bench.answer(receipt, "anonymous")
    assert len(bench.letters_to(ANN)) == before + 1


def test_a_moderator_who_cannot_be_reached_is_written_to_and_the_operator_told(bench: Bench) -> None:
    for number in range(HARD_LIMIT + 1):
        bench.write(f"{WORDS} {number}")
        bench.answer(bench.last_letter_to(ANN), "yes")
        come_back(bench, MO, report(to=MO))
    told = [letter for letter in bench.letters_to(OPERATOR) if "come back" in letter["Subject"]]
    assert len(told) == 1
    assert MO in told[0].get_content()
    assert len(bench.letters_to(MO)) == HARD_LIMIT + 1
