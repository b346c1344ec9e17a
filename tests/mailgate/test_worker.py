"""Mails in, letters out: what each answer does, and what it does not."""

from datetime import timedelta
from email import policy
from email.message import EmailMessage

import pytest

from store.comments import Comments
from store.model import Comment
from store.people import Suppressions
from store.published import Published
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
    bench.answer(receipt, "name Bea Reader")
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
