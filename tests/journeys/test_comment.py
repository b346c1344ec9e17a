"""From a mail to a page, and the ways on which it does not come to one."""

from datetime import UTC, datetime, timedelta

import pytest

from store.schema import documents
from tests.journeys.mail_programs import PROGRAMS
from tests.journeys.village import DOMAIN, SLUG, Village

ANN, MO = "ann@reader.example", "mo@desk.example"
WORDS = "The date in this paragraph is wrong: the vessel was built a year before."
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


@BOTH
def test_first_comment_is_confirmed_approved_and_published(village: Village) -> None:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    assert ann.writes(to=f"{SLUG}.12", text=WORDS) == "250"
    assert village.states() == ["unconfirmed"]
    ann.replies_to("Please confirm your comment", "yes")
    assert village.states() == ["pending", "pending"]
    mo.replies_to("Comment on paragraph 12", "approve")

    page = village.page(SLUG, 12)
    assert WORDS in page
    assert "Ann Reader" in page
    assert ANN.encode() not in village.everything_published()
    assert "Your comment has been published" in str(ann.letter()["Subject"])
    line = village.dump()[0]
    assert (line["state"], line["text"], line["name"]) == ("approved", WORDS, "Ann Reader")
    assert f"/c/{line['comment']}/" in ann.letter().get_content()


def test_where_numbers_start_again_letters_say_which_paragraph_it_is(village: Village) -> None:
    with village.app.store.write() as connection:
        connection.execute(documents.update().values(key_depth=1))
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    which = "paragraph 3 (1. The service)"
    ann.writes(to=f"{SLUG}.3", text=WORDS)
    ann.replies_to(f"Please confirm your comment on {which} of The Sellay Ferry Inquiry", "yes")
    letter = mo.letter(f"Comment on {which} of The Sellay Ferry Inquiry")
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert f"Ann Reader, on {which}, " in plain.get_content()


@pytest.mark.parametrize("program", list(PROGRAMS))
def test_everybody_can_answer_with_the_mail_program_they_have(village: Village, program: str) -> None:
    ann, mo = village.commenter(ANN, program=program), village.moderator(MO, program=program)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    ann.replies_to("Please confirm your comment", "Yes")
    mo.replies_to("Comment on paragraph 12", "Approve")
    assert WORDS in village.page(SLUG, 12)


@pytest.mark.parametrize("program", list(PROGRAMS))
def test_a_reply_without_a_word_of_its_own_confirms(village: Village, program: str) -> None:
    ann = village.commenter(ANN, program=program)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    ann.replies_to("Please confirm your comment", "")
    assert village.states()[0] == "pending"


def test_a_rejected_comment_is_on_no_page_and_its_author_is_told_why(village: Village) -> None:
    ann, mo = village.commenter(ANN), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    ann.replies_to("Please confirm your comment", "yes")
    mo.replies_to("Comment on paragraph 12", "reject it is about another vessel")
    assert "it is about another vessel" in ann.letter("not published").get_content()
    assert b"built a year before" not in village.everything_published()
    assert village.states()[0] == "rejected"


def test_a_stranger_who_never_confirms_is_asked_once_and_forgotten(village: Village) -> None:
    ann, mo = village.commenter(ANN), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    village.passes(timedelta(days=6))
    assert village.states() == ["unconfirmed"]
    challenge = ann.letter()
    village.passes(timedelta(days=2))
    assert village.states() == ["expired"]
    assert ann.answers(challenge, "yes").startswith("550 5.7.1 ")
    assert len(ann.letters()) == 1
    assert mo.letters() == []
    assert b"built a year before" not in village.everything_published()


def test_a_paragraph_that_is_not_there_is_refused_in_session(village: Village) -> None:
    ann = village.commenter(ANN)
    assert ann.writes(to=f"{SLUG}.4711", text=WORDS).startswith("550 5.1.1 ")
    assert ann.writes(to=f"{SLUG}-2.1", text=WORDS).startswith("550 5.1.1 ")
    assert ann.writes(to=SLUG, text=WORDS).startswith("550 5.1.1 ")
    assert ann.writes(to="c-" + "a" * 26, text=WORDS).startswith("550 5.1.1 ")
    assert ann.writes(to="ann@elsewhere.example", text=WORDS).startswith("550 5.7.1 ")
    assert village.dump() == []
    assert ann.letters() == []


def test_a_closed_document_refuses_with_its_date_but_finishes_what_it_took(village: Village) -> None:
    ann, mo = village.commenter(ANN), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    village.close_document(datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC))
    village.forget_lookups()
    assert "2026-05-31" in ann.writes(to=f"{SLUG}.13", text=WORDS)
    ann.replies_to("Please confirm your comment", "yes")
    mo.replies_to("Comment on paragraph 12", "approve")
    assert WORDS in village.page(SLUG, 12)
    assert "closed for comments" in village.page(SLUG, 12)


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Precedence": "junk"},
        {"Precedence": "list", "List_Id": "<all.reader.example>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_a_machine_that_answers_for_its_owner_confirms_nothing(village: Village, fields: dict[str, str]) -> None:
    ann = village.commenter(ANN)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    assert ann.replies_to("Please confirm your comment", "yes", **fields) == "250"
    assert village.states() == ["unconfirmed", "auto"]
    assert len(ann.letters()) == 1


def test_a_bounce_of_our_letter_confirms_nothing_and_is_not_answered(village: Village) -> None:
    ann = village.commenter(ANN)
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    returned_to = village.post.letters[-1][0]
    bounce = PROGRAMS["mutt"](ann.letter(), "yes")
    bounce.replace_header("From", "Mail Delivery System <MAILER-DAEMON@reader.example>")
    bounce.replace_header("To", returned_to)
    assert ann.sends(bounce, sender="") == "250"
    bounce.replace_header("To", str(ann.letter()["From"]))
    bounce.replace_header("From", ANN)
    assert ann.sends(bounce, sender="") == "250"
    assert village.states() == ["unconfirmed", "bounced", "auto"]
    assert len(village.post.letters) == 1


def test_a_mail_in_our_own_name_is_not_answered_and_the_record_says_why(village: Village) -> None:
    village.commenter(f"{SLUG}.1@{DOMAIN}").writes(to=f"{SLUG}.12", text=WORDS)
    assert [(line["state"], line["reason"]) for line in village.dump()] == [("auto", "from an address of ours")]
    assert village.post.letters == []


def test_a_reply_from_another_address_confirms_nothing(village: Village) -> None:
    ann, work = village.commenter(ANN), village.commenter("ann@work.example", "Ann Reader")
    ann.writes(to=f"{SLUG}.12", text=WORDS)
    assert work.answers(ann.letter("Please confirm"), "yes") == "250"
    assert village.states() == ["unconfirmed", "refused"]
    assert work.letters() == []


def test_stop_discards_the_comment_and_silences_us_for_good(village: Village) -> None:
    ann = village.commenter(ANN)
    ann.writes(to=f"{SLUG}.12", text="Somebody else wrote this in my name.")
    ann.replies_to("Please confirm your comment", "stop")
    assert village.states()[0] == "discarded"
    ann.writes(to=f"{SLUG}.13", text="Again somebody else.")
    assert len(ann.letters()) == 1
    assert b"in my name" not in village.everything_published()


def test_an_address_in_the_words_is_on_no_page_and_in_no_letter_to_others(village: Village) -> None:
    ann, mo = village.commenter(ANN), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text=f"Write to me at {ANN} and I will show you the plans.")
    ann.replies_to("Please confirm your comment", "yes")
    mo.replies_to("Comment on paragraph 12", "approve")
    assert "I will show you the plans" in village.page(SLUG, 12)
    published = village.everything_published()
    assert ANN.encode() not in published
    assert all(ANN not in letter.as_string() for letter in mo.letters())
    tokens = [str(letter["From"]) for _, _, letter in village.post.letters]
    assert not any(token.partition("<")[2].partition("@")[0].encode() in published for token in tokens)


def test_a_mail_that_comes_twice_is_one_comment_and_one_letter(village: Village) -> None:
    ann = village.commenter(ANN)
    raw = f"From: {ANN}\r\nTo: {SLUG}.12@{DOMAIN}\r\nSubject: Twice\r\n\r\n{WORDS}\r\n".encode()
    for trace in (b"", b"Received: from a by b; Mon, 4 May 2026 09:30:00 +0000\r\n"):
        assert village.deliver(ANN, f"{SLUG}.12@{DOMAIN}", trace + raw) == "250"
    assert len(village.dump()) == 1
    assert len(ann.letters()) == 1


def test_a_hostile_mail_stops_nobody(village: Village) -> None:
    ann = village.commenter(ANN)
    for raw in (bytes(range(14, 256)) * 40, f"From: {ANN}\r\n\r\n".encode() + b"(" * 50_000 + b"\r\n", b"\r\n"):
        village.deliver(ANN, f"{SLUG}.12@{DOMAIN}", raw)
    assert ann.writes(to=f"{SLUG}.13", text=WORDS) == "250"
    assert village.states()[-1] == "unconfirmed"
