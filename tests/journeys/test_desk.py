"""The moderators' desk is their inbox: each command, and what it is refused for."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from click.testing import CliRunner

from mailgate.cli import main
from mailgate.new_site import SETTINGS
from store.model import Event
from tests.journeys.mail_programs import words
from tests.journeys.village import SLUG, Person, Village

ANN, MO, IO = "ann@reader.example", "mo@desk.example", "io@desk.example"
WORDS = "The harbour master, Bob Miller, warned of it."


@pytest.fixture
def mo(village: Village) -> Person:
    return village.moderator(MO)


def confirmed(village: Village, words: str = WORDS, *, key: str = "9", address: str = ANN) -> Person:
    """Somebody comments, and confirms it."""
    author = village.commenter(address, address.partition("@")[0].title())
    author.writes(to=f"{SLUG}.{key}", text=words)
    author.replies_to("Please confirm your comment", "yes")
    return author


def text(letter: EmailMessage) -> str:
    return words(letter).replace("\r\n", "\n")


def state(village: Village) -> object:
    return village.states()[0]


def events(village: Village) -> list[Event]:
    with village.app.store.read() as connection:
        desk = village.desk(connection)
        comment = desk.comments.find(village.dump()[0]["comment"])
        assert comment is not None
        return [decision.event for decision in desk.comments.decisions(comment.id)]


def test_a_canned_reason_is_told_to_the_commenter_as_a_sentence(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    mo.replies_to("Comment on", "reject off topic")
    assert state(village) == "rejected"
    assert "It is not about what this paragraph says." in text(ann.letter("was not published"))


def test_what_is_held_waits_on_and_can_be_decided_from_the_same_letter(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    number = len(ann.letters())
    mo.replies_to("Comment on", "hold")
    assert state(village) == "pending"
    assert events(village) == [Event.CONFIRM, Event.HOLD]
    assert len(ann.letters()) == number
    mo.replies_to("Comment on", "approve")
    assert state(village) == "approved"


def test_spam_goes_in_silence_its_sender_is_suspended_and_undo_brings_both_back(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    number = len(ann.letters())
    mo.replies_to("Comment on", "spam")
    assert state(village) == "discarded"
    assert "its sender suspended" in text(mo.letter("Re: Comment on"))
    ann.writes(to=f"{SLUG}.3", text="Another comment.")
    ann.replies_to("has been received", "withdraw")
    assert len(ann.letters()) == number
    assert state(village) == "discarded"

    mo.replies_to("Re: Comment on", "undo")
    assert state(village) == "pending"
    ann.writes(to=f"{SLUG}.4", text="A third comment.")
    assert len(ann.letters("Please confirm your comment")) == 2


def test_who_is_trusted_is_approved_at_once_on_this_document(village: Village, mo: Person) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "trust")
    assert WORDS in village.page(SLUG, 9)
    number = len(mo.letters())
    ann = confirmed(village, "The second comment.", key="3")
    assert "The second comment." in village.page(SLUG, 3)
    assert "has been published: paragraph 3" in str(ann.letter("paragraph 3")["Subject"])
    assert len(mo.letters()) == number
    confirmed(village, "Somebody else's comment.", key="3", address="bob@reader.example")
    assert "Somebody else" not in village.page(SLUG, 3)


def test_trust_that_is_taken_back_holds_no_longer(village: Village, mo: Person) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "trust")
    mo.replies_to("Re: Comment on", "undo")
    assert state(village) == "pending"
    confirmed(village, "The second comment.", key="3")
    assert "The second comment." not in village.page(SLUG, 3)


def test_a_phrase_is_taken_out_with_a_visible_gap_and_undo_brings_the_words_back(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    mo.replies_to("Comment on", 'redact "Bob Miller" he is no public person')
    assert "The harbour master, [removed by a moderator], warned of it." in village.page(SLUG, 9)
    assert b"Bob Miller" not in village.everything_published()
    assert "he is no public person" in text(ann.letter("has been published"))
    mo.replies_to("Re: Comment on", "undo")
    assert state(village) == "pending"
    assert "Bob Miller" in text(mo.letter("Re: Comment on"))
    mo.replies_to("Re: Comment on", "approve")
    assert WORDS in village.page(SLUG, 9)


@pytest.mark.parametrize(
    ("phrase", "why"), [("Bob Mueller", "does not occur in it"), ("r", "occurs 5 times in it"), ("", "quotation marks")]
)
def test_a_phrase_that_is_not_there_exactly_once_changes_nothing(
    village: Village, mo: Person, phrase: str, why: str
) -> None:
    confirmed(village)
    mo.replies_to("Comment on", f'redact "{phrase}" because')
    assert state(village) == "pending"
    assert why in " ".join(text(mo.letter("Re: Comment on")).split())


def test_an_official_answer_stands_below_the_comment_and_can_be_taken_back(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    mo.replies_to("Comment on", "approve\n\nreply The letter is in the annex.\n\nThank you.")
    page = village.page(SLUG, 9)
    assert "Official answer" in page
    assert "The letter is in the annex." in page
    assert MO not in page
    assert "The letter is in the annex." in text(ann.letter("An official answer"))
    mo.replies_to("Re: Comment on", "undo")
    assert "The letter is in the annex." not in village.page(SLUG, 9)
    assert WORDS in village.page(SLUG, 9)


def test_only_what_is_published_is_replied_to(village: Village, mo: Person) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "reply The letter is in the annex.")
    assert state(village) == "pending"
    assert "approve it first" in text(mo.letter("Re: Comment on"))


def test_a_published_comment_is_taken_off_and_a_stub_stays(village: Village, mo: Person) -> None:
    confirmed(village)
    letter = mo.letter("Comment on")
    mo.answers(letter, "approve")
    mo.answers(letter, "reject")
    assert state(village) == "approved"
    mo.replies_to("Re: Comment on", "reject personal")
    assert state(village) == "rejected"
    assert "removed" in village.page(SLUG, 9)
    assert b"warned of it" not in village.everything_published()


@pytest.mark.parametrize(("hours", "after"), [(23, "pending"), (25, "approved")])
def test_a_decision_is_taken_back_from_the_same_letter_within_a_day(
    village: Village, mo: Person, hours: int, after: str
) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "approve")
    village.passes(timedelta(hours=hours))
    mo.replies_to("Comment on", "undo")
    assert state(village) == after
    assert (WORDS in village.page(SLUG, 9)) is (after == "approved")


def test_another_moderators_decision_is_taken_back_only_from_a_letter_that_shows_it(
    village: Village, mo: Person
) -> None:
    io = village.moderator(IO)
    confirmed(village)
    mo.replies_to("Comment on", "approve")
    io.replies_to("Comment on", "undo")
    assert state(village) == "approved"
    io.replies_to("Re: Comment on", "undo")
    assert state(village) == "pending"


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("aprove", "did you mean approve?"),
        ("approve reject", "has more behind approve"),
        ("approve\nreject", "is one of two commands"),
        ("Is this the Bob Miller we know?", "does not begin with a command"),
    ],
)
def test_what_is_not_understood_changes_nothing_and_is_named_once(
    village: Village, mo: Person, answer: str, named: str
) -> None:
    confirmed(village)
    for _ in range(2):
        mo.answers(mo.letters("Comment on")[0], answer)
    assert state(village) == "pending"
    (told,) = mo.letters("Re: Comment on")
    assert f"> {answer.partition(chr(10))[0]}" in text(told)
    assert named in text(told)


def test_help_says_what_can_be_answered(village: Village, mo: Person) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "Hilfe")
    assert 'redact "PHRASE" REASON' in text(mo.letter("Re: Comment on"))
    mo.replies_to("Re: Comment on", "ok")
    assert state(village) == "approved"


def test_a_text_that_changed_after_the_letter_is_not_approved_by_it(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    letter = mo.letter("Comment on")
    ann.replies_to("has been received", "name A. R.")
    mo.answers(letter, "approve")
    assert state(village) == "pending"
    assert "the text has changed" in text(mo.letter("Re: Comment on"))


def test_a_mail_that_is_sent_again_decides_nothing_twice(village: Village, mo: Person) -> None:
    confirmed(village)
    letter = mo.letter("Comment on")
    mo.answers(letter, "approve")
    mo.answers(letter, "undo")
    assert state(village) == "pending"
    for _ in range(2):
        mo.answers(letter, "approve")
    assert events(village)[-1] is Event.APPROVE
    assert events(village).count(Event.APPROVE) == 2


def test_the_letters_of_a_moderator_who_was_removed_do_nothing(village: Village, mo: Person) -> None:
    confirmed(village)
    village.remove_moderator(MO)
    assert mo.replies_to("Comment on", "approve").startswith("550 5.7.1")
    assert state(village) == "pending"


def test_where_a_domain_does_not_speak_for_a_moderator_they_hear_what_was_decided(village: Village, mo: Person) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "approve")
    assert "Done: approved." in text(mo.letter("Re: Comment on"))
    mo.replies_to("Re: Comment on", "undo")
    assert state(village) == "pending"


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("genehmigen", "approved"),
        ("Oui.", "approved"),
        ("承認", "approved"),
        ("одобрить", "approved"),
        ("rechazar fuera de tema", "rejected"),
        ("ablehnen themenfremd", "rejected"),
        ("zurückstellen", "pending"),
        ("vertrauen", "approved"),
        ("**approve**", "approved"),
        ("APPROVE!", "approved"),
        ("schwärzen „Bob Miller“ privat", "approved"),
    ],
)
def test_common_words_of_other_languages_are_understood(village: Village, mo: Person, answer: str, after: str) -> None:
    confirmed(village)
    mo.replies_to("Comment on", answer)
    assert state(village) == after
    assert mo.letters("Re: Comment on") == [] or "Done" in text(mo.letter("Re: Comment on"))


def test_what_the_operator_decides_is_told_to_whoever_was_asked(village: Village, mo: Person) -> None:
    confirmed(village)
    public_id = str(village.dump()[0]["comment"])
    decided = CliRunner().invoke(
        main,
        ["--config", str(village.app.settings.folder / SETTINGS), "decide", public_id, "reject", "--reason", "spam"],
    )
    assert decided.exit_code == 0
    village.passes(timedelta(hours=24))
    assert f"rejected ({public_id})" in " ".join(text(mo.letter("Decisions on")).split())
