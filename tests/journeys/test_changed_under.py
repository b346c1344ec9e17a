"""An edition changes paragraphs that people have commented on: each is asked once whether their comment stands."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailgate.cli import main
from mailgate.commands.editions import compared
from mailgate.importers.keep import keep_edition
from mailgate.new_site import SETTINGS
from store.documents import NewParagraph
from store.model import Rhythm
from tests.journeys.mail_programs import words
from tests.journeys.test_editions import first, in_sentences, worded
from tests.journeys.village import SAMPLE, SLUG, Person, Village

ANN, MO = "ann@reader.example", "mo@desk.example"
SUBJECT, LEFT_OUT = "Changed under your comment", "Left out under your comment"
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


def comments(village: Village, text: str, key: int = 12, address: str = ANN) -> Person:
    author, mo = village.commenter(address, "Ann Reader"), village.moderator(MO)
    author.writes(to=f"{SLUG}.{key}", text=text)
    author.replies_to("Please confirm your comment", "yes")
    mo.replies_to(f"Comment on paragraph {key}", "approve")
    return author


def changes(village: Village, place: int = 11, before: str = "9 November", after: str = "8 November") -> None:
    units = list(first().paragraphs)
    units[place] = worded(units[place], units[place].text.replace(before, after))
    publishes(village, units)


def publishes(village: Village, units: list[NewParagraph], *, asks: bool = True) -> None:
    edition = compared(village.app.store, replace(first(), paragraphs=tuple(units)), accept=None, may_prompt=False)
    assert edition is not None
    assert edition.revision is not None
    with village.app.store.write() as connection:
        keep_edition(connection, edition.document, edition.revision.edition, at=village.now(), asks=asks)
    passes_a_minute(village)


def passes_a_minute(village: Village) -> None:
    village.passes(timedelta(minutes=2))


def text(letter: EmailMessage) -> str:
    return words(letter).replace("\r\n", "\n")


@BOTH
def test_whoever_commented_gets_one_letter_with_the_old_words_and_the_new(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    bea = comments(village, "I was there too, and it was a Friday.", address="bea@reader.example")
    cy = comments(village, "This is about another paragraph.", key=3, address="cy@reader.example")
    changes(village)
    (letter,) = ann.letters(SUBJECT)
    shown = text(letter)
    assert "> At 6.50 am on 9 November" in shown
    assert "> At 6.50 am on 8 November" in shown
    assert "The date is wrong, I was there." in shown
    assert "it was a Friday" not in shown
    assert len(bea.letters(SUBJECT)) == 1
    assert cy.letters(SUBJECT) == []
    passes_a_minute(village)
    assert len(ann.letters(SUBJECT)) == 1


def test_where_numbers_move_the_letter_says_the_number_that_it_had(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    units = list(first().paragraphs)
    units[11] = worded(units[11], units[11].text.replace("9 November", "8 November"))
    publishes(village, [replace(each, number=str(place)) for place, each in enumerate(units, start=3)])
    assert "paragraph 14 (formerly 12), on which you commented, has changed." in text(ann.letter(SUBJECT))


def test_where_a_paragraph_was_divided_the_letter_shows_all_parts_and_on_which_the_comment_stays(
    village: Village,
) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    units = list(first().paragraphs)
    parts = in_sentences(units[11])
    publishes(village, [*units[:11], *parts, *units[12:]])
    shown = text(ann.letter(SUBJECT))
    assert f"What it said is in {len(parts)} paragraphs now. Your comment stays on this one." in shown
    said = " ".join(line.removeprefix("> ") for line in shown.partition("Now paragraph ")[2].splitlines())
    places = [said.index(part.text) for part in parts]
    assert places == sorted(places)
    assert shown.count("Now paragraph ") == len(parts)
    ann.replies_to(SUBJECT, "still stands")
    page = village.page(SLUG, 12)
    assert "Its author lets it stand on the present wording" in page


@BOTH
def test_it_is_answered_by_stands_and_the_page_says_so(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    changes(village)
    assert "lets it stand" not in village.page(SLUG, 12)
    ann.replies_to(SUBJECT, "It still stands")
    assert "We could not tell" in text(ann.letter("Re: Changed under"))
    ann.answers(ann.letters(SUBJECT)[0], "still stands")
    assert "Your comment still stands" in str(ann.letter()["Subject"])
    assert "Its author lets it stand on the present wording" in village.page(SLUG, 12)
    changes(village, after="7 November")
    assert "lets it stand" not in village.page(SLUG, 12)
    assert "7 November" in text(ann.letter(SUBJECT))


def test_the_words_that_answer_other_letters_answer_this_one_too(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    changes(village)
    ann.replies_to(SUBJECT, "status")
    assert "has been approved" in text(ann.letter("Where your comment stands"))
    ann.replies_to(SUBJECT, "anonymous")
    assert "Ann Reader" not in village.page(SLUG, 12)


def test_it_is_answered_by_withdraw(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    changes(village)
    ann.replies_to(SUBJECT, "withdraw")
    assert village.states()[0] == "withdrawn"
    assert b"The date is wrong" not in village.everything_published()


def test_it_is_answered_by_a_new_comment_that_is_moderated(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    changes(village)
    ann.replies_to(SUBJECT, "Thank you, now the date is right, and my comment has done its work.")
    village.commenter(MO).replies_to("Comment on paragraph 12", "approve")
    assert "Thank you, now" not in village.page(SLUG, 12)  # thanks to us are no comment
    ann.replies_to(SUBJECT, "Now the date is right, and my comment has done its work.")
    village.commenter(MO).replies_to("Comment on paragraph 12", "approve")
    page = village.page(SLUG, 12)
    assert "my comment has done its work" in page
    assert "The date is wrong" in page
    assert page.count("Made on an earlier wording") == 1


def test_of_several_comments_one_is_taken_back_by_its_number(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    comments(village, "And the gearbox was the port one.")
    changes(village)
    assert "Your comment 2:" in text(ann.letter(SUBJECT))
    ann.replies_to(SUBJECT, "1 stands\n2 withdraw")
    page = village.page(SLUG, 12)
    assert "The date is wrong" in page
    assert "lets it stand" in page
    assert "port one" not in page


def test_who_commented_on_what_is_left_out_hears_of_it(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    units = list(first().paragraphs)
    publishes(village, [*units[:11], *units[12:]])
    shown = " ".join(text(ann.letter(LEFT_OUT)).split())
    assert "it no longer has paragraph 12, on which you commented" in shown
    assert "stands" not in shown.partition("It said")[0].replace("stands there", "")
    ann.replies_to(LEFT_OUT, "Why was it left out, when so many had something to say about it?")
    shown = " ".join(text(ann.letter("Re: Left out")).split())
    assert "nothing new can be said there" in shown
    assert "stands it still holds" not in shown
    ann.answers(ann.letters(LEFT_OUT)[0], "withdraw")
    assert village.states()[0] == "withdrawn"


def test_what_was_left_out_is_not_said_by_parts_that_an_earlier_edition_made_of_it(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    units = list(first().paragraphs)
    one, *rest = in_sentences(units[11])
    publishes(village, [*units[:11], one, *rest, *units[12:]], asks=False)
    kept = max((one, *rest), key=lambda each: len(each.text))
    publishes(village, [*units[:11], *(each for each in (one, *rest) if each is not kept), *units[12:]])
    shown = text(ann.letter(LEFT_OUT))
    assert kept.text.split()[0] in shown.partition("It said:")[2]
    assert "Now paragraph" not in shown


def test_a_stranger_and_a_machine_answer_nothing(village: Village) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    changes(village)
    village.commenter("eve@other.example").answers(ann.letter(SUBJECT), "withdraw")
    ann.replies_to(SUBJECT, "withdraw", Auto_Submitted="auto-replied")
    assert village.states()[0] == "approved"


@pytest.mark.parametrize("asks", [False, True])
def test_nobody_is_asked_unless_the_settings_say_so(village: Village, tmp_path: Path, *, asks: bool) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    settings = village.app.settings.folder / SETTINGS
    said = settings.read_text(encoding="utf-8")
    assert "ask_after_edition = false" in said
    if asks:
        settings.write_text(said.replace("ask_after_edition = false", "ask_after_edition = true"), encoding="utf-8")
    report = tmp_path / "second.html"
    report.write_text(SAMPLE.read_text(encoding="utf-8").replace("9 November", "8 November"), encoding="utf-8")
    done = CliRunner().invoke(main, ["--config", str(settings), "import", str(report), "--document", SLUG])
    assert done.exit_code == 0
    village.settle()
    assert len(ann.letters(SUBJECT)) == asks, "the first letters wait for nothing"
    passes_a_minute(village)
    assert len(ann.letters(SUBJECT)) == asks


def test_who_waits_for_a_moderator_is_asked_in_other_words_and_both_see_both_wordings(village: Village) -> None:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text="The date is wrong, I was there.")
    ann.replies_to("Please confirm your comment", "yes")
    changes(village)
    shown = " ".join(text(ann.letter(SUBJECT)).split())
    assert "it goes on waiting for a moderator, and if approved will have a note" in shown
    assert "it stays" not in shown
    ann.replies_to(SUBJECT, "stands")
    assert "once published it says that you let it stand" in " ".join(text(ann.letter("still stands")).split())
    mo.replies_to("Comment on paragraph 12", "help")
    shown = " ".join(text(mo.letter("Comment on paragraph 12")).split())
    assert "It was made on an earlier wording: > At 6.50 am on 9 November" in shown
    assert "Now the paragraph says: > At 6.50 am on 8 November" in shown
    mo.replies_to("Comment on paragraph 12", "approve")
    assert "Its author lets it stand on the present wording" in village.page(SLUG, 12)


def test_who_confirms_after_the_edition_is_told_in_the_receipt_and_not_asked_before(village: Village) -> None:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text="The date is wrong, I was there.")
    changes(village)
    assert ann.letters(SUBJECT) == []  # a stranger, until they say yes
    ann.replies_to("Please confirm your comment", "yes")
    shown = " ".join(text(ann.letter("Your comment has been received")).split())
    assert (
        "A new edition has changed this paragraph since. When you wrote, it said: > At 6.50 am on 9 November" in shown
    )
    assert "It was made on an earlier wording" in " ".join(text(mo.letter("Comment on paragraph 12")).split())
    passes_a_minute(village)
    assert ann.letters(SUBJECT) == []


def test_of_a_paragraph_that_was_left_out_nobody_speaks_of_a_new_wording(village: Village) -> None:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    bea = village.commenter("bea@reader.example", "Bea")
    ann.writes(to=f"{SLUG}.12", text="The date is wrong, I was there.")
    bea.writes(to=f"{SLUG}.12", text="I was there too, and it was a Friday.")
    ann.replies_to("Please confirm your comment", "yes")
    units = list(first().paragraphs)
    publishes(village, [*units[:11], *units[12:]])
    shown = " ".join(text(ann.letter(LEFT_OUT)).split())
    assert "Your comment waits for a moderator still" in shown
    ann.replies_to(LEFT_OUT, "stands")
    assert "new wording" not in text(ann.letter("still stands"))
    bea.replies_to("Please confirm your comment", "yes")
    assert "does not have this paragraph any more" in text(bea.letter("Your comment has been received"))
    assert "which the present edition does not have" in text(mo.letter("Comment on paragraph 12"))


@pytest.mark.parametrize("is_left_out", [False, True])
def test_of_two_comments_only_the_one_that_waits_is_said_to_wait(village: Village, *, is_left_out: bool) -> None:
    ann = comments(village, "The date is wrong, I was there.")
    ann.writes(to=f"{SLUG}.12", text="And the gearbox was the port one.")
    ann.replies_to("Please confirm your comment", "yes")
    units = list(first().paragraphs)
    if is_left_out:
        publishes(village, [*units[:11], *units[12:]])
    else:
        changes(village)
    shown = " ".join(text(ann.letter(LEFT_OUT if is_left_out else SUBJECT)).split())
    assert "what waits for a moderator" in shown
    assert "comments wait for a moderator" not in shown
    assert "Your comments stay on its page" not in shown


def two_wait_for_the_morning(village: Village) -> Person:
    """Have comments on paragraphs 12 and 3 wait for a moderator who hears of them once a day; return the moderator."""
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    with village.app.store.write() as connection:
        desk = village.desk(connection)
        desk.team.set_rhythm(desk.team.all()[0].id, Rhythm.DAILY)
    for key in (12, 3):
        ann.writes(to=f"{SLUG}.{key}", text=f"The date in {key} is wrong, I was there.")
        ann.replies_to("Please confirm your comment", "yes")
    return mo


def test_a_digest_says_whose_paragraph_is_no_more(village: Village) -> None:
    mo = two_wait_for_the_morning(village)
    units = list(first().paragraphs)
    publishes(village, [*units[:11], *units[12:]])
    village.passes(timedelta(hours=25))
    shown = text(mo.letter("2 comments on"))
    assert shown.count("The present edition does not have its paragraph.") == 1
    assert "changed since" not in shown


def test_a_digest_says_whose_paragraph_has_changed(village: Village) -> None:
    mo = two_wait_for_the_morning(village)
    changes(village)
    village.passes(timedelta(hours=25))
    shown = text(mo.letter("2 comments on"))
    assert shown.count("Its paragraph has changed since.") == 1
    assert "changed since" in shown.partition("on paragraph 12")[2].partition("The date in 12")[0]
