"""Mails in, letters out: what each answer does, and what it does not."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage

import pytest

from mailgate.reading.reader import ReaderPool
from mailgate.worker import Worker
from store.comments import Comments
from store.model import Comment
from store.people import Moderators, Suppressions
from store.published import Published
from store.rebuild import Part, Rebuild
from store.spool import Result, Spool, Spooled, Verdict
from tests.mailgate.conftest import Bench, words

ANN, MO = "ann@reader.example", "mo@desk.example"
WORDS = "The date in this paragraph is wrong: it was a Tuesday."


def comment_of(bench: Bench) -> Comment:
    with bench.store.read() as connection:
        public_id = next(record.comment for record in bench.records() if record.comment)
        found = Comments(connection, bench.worker.office.box).find(public_id)
    assert found is not None
    return found


def confirmed(bench: Bench) -> None:
    bench.write(WORDS)
    bench.answer(bench.last_letter_to(ANN), "yes")


def test_a_stranger_is_asked_and_nothing_of_the_mail_is_in_the_letter(bench: Bench) -> None:
    bench.write(WORDS)
    (letter,) = bench.letters
    assert letter["To"] == ANN
    text = words(letter).replace("\r\n", "\n")
    assert "paragraph 2\n" in text
    assert "it has 11 words" in text.replace("\n", " ")
    assert "Tuesday" not in text
    assert "A comment" not in str(letter["Subject"])
    assert bench.states() == ["unconfirmed"]


def test_yes_makes_it_pending_and_the_moderator_sees_the_exact_words(bench: Bench) -> None:
    confirmed(bench)
    assert set(bench.states()) == {"pending"}
    receipt, letter = bench.last_letter_to(ANN), bench.last_letter_to(MO)
    assert WORDS in " ".join(words(receipt).split())
    assert 'published as "Ann Reader"' in words(receipt)
    assert WORDS in " ".join(words(letter).split())
    assert ANN not in letter.as_string()


def test_what_is_attached_is_not_read_but_named_in_the_record(bench: Bench) -> None:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["Subject"] = ANN, "A comment"
    mail.set_content(WORDS)
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="tide-tables.pdf")
    bench.put(mail.as_bytes(), to="flood-report.2@site.example")
    bench.work()
    (record,) = bench.records()
    assert record.facts is not None
    assert record.facts.attachments == ("tide-tables.pdf",)
    assert record.text == WORDS


@pytest.mark.parametrize("answer", ["Yes, that was me.", "OK", "confirm", "Ja, stimmt", "да", "", "oui"])
def test_a_yes_in_many_languages_or_an_empty_answer_confirms(bench: Bench, answer: str) -> None:
    bench.write(WORDS)
    bench.answer(bench.last_letter_to(ANN), answer)
    assert bench.states()[0] == "pending"


@pytest.mark.parametrize("answer", ["no", "Stop!", "Nein, das war ich nicht"])
def test_a_no_discards_and_silences_us(bench: Bench, answer: str) -> None:
    bench.write(WORDS)
    bench.answer(bench.last_letter_to(ANN), answer)
    assert bench.states()[0] == "discarded"
    with bench.store.read() as connection:
        assert Suppressions(connection, bench.worker.office.box).among([ANN]) == {ANN: "said no to a challenge"}
    sent = len(bench.letters)
    bench.write("Another comment.", to="flood-report.3@site.example")
    assert len(bench.letters) == sent
    assert bench.states()[-1] == "unconfirmed"


def test_an_unclear_answer_confirms_nothing_and_is_answered_once(bench: Bench) -> None:
    bench.write(WORDS)
    challenge = bench.last_letter_to(ANN)
    for text in ("What is this about?", "Who are you?"):
        bench.answer(challenge, text)
    bench.answer(bench.last_letter_to(ANN), "I still do not know.")
    assert len(bench.letters) == 2
    assert bench.states()[0] == "unconfirmed"
    bench.answer(bench.last_letter_to(ANN), "yes")
    assert bench.states()[0] == "pending"


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"Auto-Submitted": "auto-replied"}, ANN),
        ({"Precedence": "bulk"}, ANN),
        ({"Precedence": "list"}, ANN),
        ({"List-Id": "<x.list.example>"}, ANN),
        ({"X-Mailgate-Loop": "site.example"}, ANN),
        ({}, None),
    ],
)
def test_a_machine_confirms_nothing_and_is_not_answered(
    bench: Bench, headers: dict[str, str], sender: str | None
) -> None:
    bench.write(WORDS)
    letter = bench.last_letter_to(ANN)
    bench.write("yes", to=str(letter["From"].addresses[0].addr_spec), headers=headers, sender=sender)
    assert bench.states() == ["unconfirmed", "auto"]
    assert len(bench.letters) == 1


def test_a_machine_cannot_comment(bench: Bench) -> None:
    bench.write("I am away until Monday.", headers={"Auto-Submitted": "auto-replied"})
    assert bench.states() == ["auto"]
    assert bench.letters == []


def test_a_yes_from_another_address_confirms_nothing(bench: Bench) -> None:
    bench.write(WORDS)
    bench.answer(bench.last_letter_to(ANN), "yes", author="Eve <eve@elsewhere.example>")
    assert bench.states() == ["unconfirmed", "refused"]
    assert len(bench.letters) == 1


def test_a_second_yes_does_nothing(bench: Bench) -> None:
    bench.write(WORDS)
    challenge = bench.last_letter_to(ANN)
    for text in ("yes", "yes yes"):
        bench.answer(challenge, text)
    assert len(bench.letters_to(MO)) == 1
    assert len(bench.letters_to(ANN)) == 2


def test_approve_publishes_and_tells_the_author(bench: Bench) -> None:
    confirmed(bench)
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "approved"
    comment = comment_of(bench)
    link = f"https://site.example/c/{comment.public_id}/"
    assert link in words(bench.last_letter_to(ANN))
    with bench.store.write() as connection:
        assert [one.html for one in Published(connection).some([comment.id])] == [f"<p>{WORDS}</p>"]
        assert [one.id for one in Published(connection).listed(comment.paragraph_id)] == [comment.id]
        due_now = Rebuild(connection).claim(bench.now, limit=9)
        Rebuild(connection).done(due_now)
        due_soon = Rebuild(connection).claim(bench.now + timedelta(seconds=60), limit=9)
    assert {work.part for work in due_now} == {Part.COMMENT, Part.PARAGRAPH}
    assert {work.part for work in due_soon} == {Part.DOCUMENT, Part.MODERATION, Part.SITE}
    assert "publish" in bench.rung


def test_reject_tells_the_author_the_reason(bench: Bench) -> None:
    confirmed(bench)
    bench.answer(bench.last_letter_to(MO), "reject it names a private person\n\nMo")
    assert bench.states()[0] == "rejected"
    assert "it names a private person" in words(bench.last_letter_to(ANN))


@pytest.mark.parametrize("answer", ["approve or reject?", "approve please", "reject, no, approve", "Hm.", ""])
def test_what_is_no_single_decision_changes_nothing_and_is_answered_once(bench: Bench, answer: str) -> None:
    confirmed(bench)
    letter = bench.last_letter_to(MO)
    bench.answer(letter, answer)
    bench.answer(letter, "Hello?")
    assert bench.states()[0] == "pending"
    assert len(bench.letters_to(MO)) == 2
    bench.answer(bench.last_letter_to(MO), "Approve.")
    assert bench.states()[0] == "approved"


def test_the_second_moderator_is_told_and_can_overturn_from_that_letter(bench: Bench) -> None:
    other = "io@desk.example"
    with bench.store.write() as connection:
        Moderators(connection, bench.worker.office.box).add(other, at=bench.now)
    confirmed(bench)
    first, second = bench.last_letter_to(MO), bench.last_letter_to(other)
    bench.answer(first, "approve")
    bench.answer(second, "reject off-topic")
    assert bench.states()[0] == "approved"
    told = bench.last_letter_to(other)
    assert "the comment is approved" in words(told)
    bench.answer(told, "reject off-topic")
    assert bench.states()[0] == "rejected"


def test_a_forwarded_token_decides_nothing(bench: Bench) -> None:
    confirmed(bench)
    sent = len(bench.letters)
    bench.answer(bench.last_letter_to(MO), "approve", author="Eve <eve@elsewhere.example>")
    bench.answer(bench.last_letter_to(MO), "approve", author=f"Ann Reader <{ANN}>")
    assert bench.states()[0] == "pending"
    assert len(bench.letters) == sent


def test_a_moderator_who_was_removed_decides_nothing(bench: Bench) -> None:
    confirmed(bench)
    with bench.store.write() as connection:
        Moderators(connection, bench.worker.office.box).remove(MO, at=bench.now)
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "pending"


def test_a_letter_that_expired_decides_nothing(bench: Bench) -> None:
    confirmed(bench)
    bench.clock[0] += timedelta(days=31)
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "pending"


def test_another_name_is_shown_to_the_moderators_before_it_can_be_approved(bench: Bench) -> None:
    confirmed(bench)
    old = bench.last_letter_to(MO)
    bench.answer(bench.last_letter_to(ANN), "name A. R. of Millbridge")
    bench.answer(old, "approve")
    assert bench.states()[0] == "pending"
    bench.answer(bench.last_letter_to(MO), "approve")
    assert comment_of(bench).revision.name == "A. R. of Millbridge"
    assert bench.states()[0] == "approved"


def test_a_published_comment_loses_its_name_at_once_but_gains_another_only_by_a_moderator(bench: Bench) -> None:
    confirmed(bench)
    receipt = bench.last_letter_to(ANN)
    bench.answer(bench.last_letter_to(MO), "approve")
    bench.answer(receipt, "name The Moderator")
    assert comment_of(bench).revision.name == "Ann Reader"
    assert "until then the comment stays as it is" in " ".join(words(bench.last_letter_to(ANN)).split())
    bench.answer(receipt, "anonymous")
    assert comment_of(bench).revision.name == "A reader"
    assert bench.states()[0] == "approved"


def test_a_commenter_withdraws_and_a_stub_stays(bench: Bench) -> None:
    confirmed(bench)
    bench.answer(bench.last_letter_to(MO), "approve")
    bench.answer(bench.last_letter_to(ANN), "withdraw")
    assert bench.states()[0] == "withdrawn"
    with bench.store.read() as connection:
        assert Published(connection).listed(comment_of(bench).paragraph_id)[0].is_stub
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "withdrawn"


def test_the_same_words_again_are_a_duplicate(bench: Bench) -> None:
    bench.write(WORDS)
    bench.write(WORDS + "\n")
    assert bench.states() == ["unconfirmed", "duplicate"]
    assert len(bench.letters) == 1
    first, again = bench.records()
    assert again.comment == first.comment


def test_a_comment_that_is_never_confirmed_expires(bench: Bench) -> None:
    bench.write(WORDS)
    bench.clock[0] += timedelta(days=7, minutes=1)
    bench.work()
    assert bench.states() == ["expired"]


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


def test_mail_to_abuse_reaches_the_operator(bench: Bench) -> None:
    bench.write("Please call me.", to="abuse@site.example")
    (text, enclosed) = bench.last_letter_to("op@desk.example").iter_parts()
    assert "abuse@site.example" in text.get_content()
    assert b"Please call me." in enclosed.get_payload(decode=True)


def test_every_letter_is_marked_threaded_and_ours(bench: Bench) -> None:
    confirmed(bench)
    bench.answer(bench.last_letter_to(MO), "approve")
    for letter in bench.letters:
        assert letter["Auto-Submitted"].startswith("auto-")
        assert letter["X-Mailgate-Loop"] == "site.example"
        assert letter["References"]
        assert letter["In-Reply-To"] == str(letter["References"]).split()[-1]
        assert str(letter["Message-ID"]).endswith("@site.example>")
        assert max(len(line) for line in words(letter).splitlines()) <= 76
    assert len({str(letter["Message-ID"]) for letter in bench.letters}) == len(bench.letters)


def test_a_moderator_sees_what_was_cut_but_no_address_and_no_token_in_it(bench: Bench) -> None:
    bench.write(f"{WORDS}\n\n-- \nAnn Reader, {ANN}\nc-abcdefghijklmnopqrstuvwxyz@site.example\n")
    bench.answer(bench.last_letter_to(ANN), "yes")
    letter = words(bench.last_letter_to(MO))
    assert "> Ann Reader, [address hidden]" in letter
    assert "abcdefghijklmnop" not in letter


def test_a_message_id_that_is_none_is_not_repeated_to_anybody(bench: Bench) -> None:
    raw = f"From: {ANN}\r\nMessage-ID: <buy-cheap-\u00fc@x.example>\r\n\r\n{WORDS}\r\n"
    bench.put(raw.encode(), to="flood-report.1@site.example")
    bench.work()
    assert "cheap" not in bench.letters[0].as_string()


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
