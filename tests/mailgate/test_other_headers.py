"""No header but From says who wrote a mail, and none says where it was sent: the envelope does (INV-22)."""

from tests.mailgate.conftest import Bench

ANN, EVE, MO = "ann@reader.example", "eve@elsewhere.example", "mo@desk.example"
WORDS = "The date in this paragraph is wrong: it was a Tuesday."

ABOUT_SENDERS = [
    "Reply-To", "Sender", "Resent-From", "Resent-Sender", "Resent-Reply-To", "Return-Path", "Errors-To", "X-From",
    "X-MailFrom", "X-Original-From", "X-Envelope-From", "X-Sender", "X-Google-Original-From", "Mail-Followup-To",
    "Disposition-Notification-To", "Return-Receipt-To",
]  # fmt: skip
ABOUT_RECIPIENTS = [
    "X-RcptTo", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "Resent-To", "Resent-Cc",
    "Apparently-To", "X-Forwarded-To", "X-Real-To",
]  # fmt: skip


def test_another_header_names_no_author_and_gets_no_letter(bench: Bench) -> None:
    bench.write(WORDS, headers=dict.fromkeys(ABOUT_SENDERS, f"Eve <{EVE}>"))
    assert [letter["To"] for letter in bench.letters] == [ANN]
    question = bench.letters[0]
    bench.answer(question, "yes", author=EVE, headers=dict.fromkeys(ABOUT_SENDERS, ANN))
    assert bench.states() == ["unconfirmed", "refused"]
    bench.answer(question, "yes", headers=dict.fromkeys(ABOUT_SENDERS, EVE))
    assert bench.states()[0] == "pending"
    assert EVE not in {letter["To"] for letter in bench.letters}


def test_another_header_names_no_recipient(bench: Bench) -> None:
    bench.write(WORDS, headers=dict.fromkeys(ABOUT_RECIPIENTS, "flood-report.3@site.example"))
    (record,) = bench.records()
    assert (record.envelope.recipient, record.state) == ("flood-report.2@site.example", "unconfirmed")
    bench.answer(bench.letters[0], "yes")
    decide = bench.last_letter_to(MO)
    towards = dict.fromkeys(ABOUT_RECIPIENTS, str(decide["From"]))
    bench.write("approve", to="flood-report.3@site.example", author=MO, headers=towards)
    assert bench.states()[0] == "pending"


def test_a_list_servers_fields_give_nobody_another_name(bench: Bench) -> None:
    """A forum once took the author from Reply-To where a list server's version stood."""
    headers = {"X-Mailman-Version": "2.1.39", "Reply-To": MO, "X-MailFrom": MO, "References": "<1@site.example>"}
    bench.write("approve", headers=headers)
    assert MO not in {letter["To"] for letter in bench.letters}
    assert "approved" not in bench.states()
