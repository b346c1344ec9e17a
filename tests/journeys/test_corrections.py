"""What a commenter can still change: before a moderator has decided, and when the comment stands on its page."""

from datetime import timedelta

import pytest

from tests.journeys.village import SLUG, Person, Village

ANN, MO = "ann@reader.example", "mo@desk.example"
WORDS = "The ferry left at six.\n\nNobody had seen the lamp of the other boat."
BETTER = "The ferry left at seven.\n\nNobody had seen the lamp of the other boat."


def confirmed(village: Village, program: str = "gmail") -> tuple[Person, Person]:
    ann, mo = village.commenter(ANN, "Ann Reader", program), village.moderator(MO)
    ann.writes(to=f"{SLUG}.4", text=WORDS)
    ann.replies_to("Please confirm", "yes")
    return ann, mo


def published(village: Village) -> tuple[Person, Person]:
    ann, mo = confirmed(village)
    mo.replies_to("Comment on paragraph 4", "approve")
    return ann, mo


@pytest.mark.parametrize("program", ["gmail", "outlook", "mutt"])
def test_corrected_text_takes_the_place_of_a_comment_that_waits(village: Village, program: str) -> None:
    ann, mo = confirmed(village, program)
    first = mo.letter("Comment on paragraph 4")
    ann.replies_to("has been received", BETTER)
    assert "left at seven" in ann.letter("has been changed").get_content()
    mo.answers(first, "approve")
    assert village.states()[0] == "pending"
    mo.replies_to("Comment on paragraph 4", "approve")
    page = village.page(SLUG, 4)
    assert "left at seven" in page
    assert "lamp of the other boat" in page
    assert "left at six" not in page
    assert "Corrected on" not in page


@pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)
def test_the_correction_of_a_published_comment_waits_while_the_old_words_stay(village: Village) -> None:
    ann, mo = published(village)
    ann.replies_to("has been published", BETTER)
    told = " ".join(ann.letter("Your correction has been received").get_content().split())
    assert "until then the comment stays as it is" in told
    assert "left at six" in village.page(SLUG, 4)
    assert b"left at seven" not in village.everything_published()
    assert "left at seven" in mo.letter("Re: Comment on paragraph 4").get_body(("plain",)).get_content()
    mo.replies_to("Re: Comment on paragraph 4", "approve")
    page = village.page(SLUG, 4)
    assert "left at seven" in page
    assert "Corrected on <time" in page
    assert b"left at six" not in village.everything_published()
    assert "Your correction has been published" in str(ann.letter()["Subject"])


def test_a_correction_that_is_rejected_leaves_everything_as_it_was(village: Village) -> None:
    ann, mo = published(village)
    ann.replies_to("has been published", BETTER)
    asked = mo.letter("Re: Comment on paragraph 4")
    mo.answers(asked, "reject it was six indeed")
    assert "it was six indeed" in ann.letter("correction was not published").get_content()
    mo.answers(asked, "approve")
    page = village.page(SLUG, 4)
    assert "left at six" in page
    assert "Corrected on" not in page
    assert village.states()[0] == "approved"


def test_another_name_on_a_published_comment_waits_for_a_moderator(village: Village) -> None:
    ann, mo = published(village)
    ann.replies_to("has been published", "name A. R. of Harrow Quay")
    assert "Ann Reader" in village.page(SLUG, 4)
    mo.replies_to("by A. R. of Harrow Quay", "approve")
    assert "A. R. of Harrow Quay" in village.page(SLUG, 4)


@pytest.mark.parametrize("text", ["Thank you very much for looking at this so soon.", "When will it appear?"])
def test_thanks_and_questions_take_the_place_of_nothing(village: Village, text: str) -> None:
    ann, mo = confirmed(village)
    ann.replies_to("has been received", text)
    assert "nothing has" in ann.letter("Re: Your comment").get_content()
    assert len(mo.letters()) == 1


def test_a_correction_of_what_was_withdrawn_meanwhile_cannot_be_approved(village: Village) -> None:
    ann, mo = published(village)
    ann.replies_to("has been published", BETTER)
    ann.replies_to("has been published", "withdraw")
    mo.replies_to("Re: Comment on paragraph 4", "approve")
    assert village.states()[0] == "withdrawn"
    assert b"left at s" not in village.everything_published()


def test_a_correction_that_waits_follows_its_author_into_anonymity(village: Village) -> None:
    ann, mo = published(village)
    ann.replies_to("has been published", BETTER)
    ann.replies_to("has been published", "anonymous")
    mo.replies_to("by A reader", "approve")
    page = village.page(SLUG, 4)
    assert "left at seven" in page
    assert b"Ann Reader" not in village.everything_published()


QUESTION = "Could you please tell me when and on which page this will be published?"


def test_a_question_that_was_taken_as_a_correction_is_taken_back_by_one_word(village: Village) -> None:
    ann, mo = confirmed(village)
    ann.replies_to("has been received", QUESTION)
    told = ann.letter("has been changed").get_content()
    assert "was taken as a change of your comment" in told
    assert '"undo"' in told
    assert "on which page" in told
    ann.replies_to("has been changed", "undo")
    assert "left at six" in ann.letter("has been changed").get_content()
    mo.replies_to("Comment on paragraph 4", "approve")
    assert "left at six" in village.page(SLUG, 4)
    assert b"on which page" not in village.everything_published()


def test_a_question_about_a_published_comment_is_taken_back_by_one_word(village: Village) -> None:
    ann, mo = published(village)
    ann.replies_to("has been published", QUESTION)
    assert "was taken as a correction" in ann.letter("Your correction has been received").get_content()
    asked = mo.letter("Re: Comment on paragraph 4")
    ann.replies_to("Your correction has been received", "undo")
    assert "correction has been taken back" in str(ann.letter()["Subject"])
    mo.answers(asked, "approve")
    assert b"on which page" not in village.everything_published()
    assert "left at six" in village.page(SLUG, 4)
    number = len(mo.letters())
    village.passes(timedelta(days=4))
    assert len(mo.letters()) == number
