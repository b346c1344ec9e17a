"""Reports and corrections wait like comments: in digests and with reminders, until somebody has decided."""

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from mailgate import asking
from mailgate.cli import main
from mailgate.new_site import SETTINGS
from store import schema
from store.audit import Audit
from store.comments import Comments
from store.model import Event, Html, Rhythm
from tests.journeys.test_team import IO, MO, confirmed, states, team, text, to_the_next_hour
from tests.journeys.test_team import the_hour_is_young as the_hour_is_young  # noqa: PLC0414  a fixture
from tests.journeys.village import OPERATOR, SLUG, Person, Village

BETTER = "This is comment number 1, and the ferry left at seven."
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


def published(village: Village, moderator: Person, *numbers: int) -> list[Person]:
    """Comments that this moderator has approved."""
    authors = [confirmed(village, number) for number in numbers]
    to_the_next_hour(village)
    moderator.answers(moderator.letter(), "all ok")
    assert set(states(village)) == {"approved"}
    return authors


def reports(village: Village, number: int = 1, why: str = "personal: my father never drank") -> Person:
    public_id = [line["comment"] for line in village.dump() if "comment number" in str(line["text"])][number - 1]
    bob = village.commenter(f"bob{number}@other.example")
    assert bob.writes(to=f"report-{public_id}", text=why) == "250"
    bob.replies_to("Please confirm your report", "yes")
    return bob


def events(village: Village) -> list[Event]:
    with village.app.store.read() as connection:
        desk = village.desk(connection)
        document = desk.documents.get(SLUG)
        assert document is not None
        entries = list(Audit(connection, village.app.box).entries(document.id))
    assert {one.broken for one in entries} == {""}
    return [one.entry.event for one in entries]


@BOTH
def test_a_report_and_a_correction_come_in_the_digest_and_are_decided_by_number(village: Village) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO)
    ann, _ = published(village, mo, 1, 2)
    before = len(mo.letters())
    bob = reports(village, 2)
    ann.replies_to("has been published", BETTER)
    confirmed(village, 3)
    assert len(mo.letters()) == before
    to_the_next_hour(village)
    digest = mo.letter("3 comments on")
    shown = text(digest)
    assert "This corrects what is published" in shown
    assert "left at seven" in shown
    assert "It is published, and was reported as abusive" in shown
    assert ">   personal: my father never drank" in shown
    assert [line for line in shown.split("\n") if len(line) > 72 and "://" not in line] == []

    mo.answers(digest, "all ok")
    page = village.page(SLUG, 9)
    assert "left at seven" in page
    assert "comment number 3." in page
    assert "decided that it stays" in bob.letter("What became of your report").get_content()
    assert "Your correction has been published" in str(ann.letter()["Subject"])
    summary = text(mo.letter("Re: Comments on"))
    assert "1 approved" in summary
    assert "the comment stays" in summary
    assert "the correction is published" in summary
    assert "Still waiting" not in summary
    assert Event.KEEP in events(village)
    number = len(mo.letters())
    village.passes(timedelta(days=4))
    assert len(mo.letters()) == number


@BOTH
def test_a_report_and_a_correction_of_one_comment_are_two_numbers(village: Village) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO)
    (ann,) = published(village, mo, 1)
    bob = reports(village)
    ann.replies_to("has been published", BETTER)
    to_the_next_hour(village)
    digest = mo.letter("2 comments on")
    mo.answers(digest, "2 no it was six")
    assert "it was six" in ann.letter("correction was not published").get_content()
    assert "Still waiting, by their numbers:\n\n    1\n" in text(mo.letter("Re: Comments on"))
    mo.answers(digest, "1 no personal")
    village.passes(timedelta(minutes=2))
    assert states(village) == ["rejected"]
    assert "no longer on its page" in bob.letter("What became of your report").get_content()


def test_reports_and_corrections_are_shown_again_after_one_day_and_after_three(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    village.passes(timedelta(days=5))
    reports(village)
    before = len(mo.letters())
    for hours, number in ((23, 0), (2, 1), (46, 1), (2, 2), (400, 2)):
        village.passes(timedelta(hours=hours))
        assert len(mo.letters()) - before == number
    reminder = " ".join(text(mo.letter()).split())
    assert "was reported as abusive" in reminder
    assert "It still waits for your decision" in reminder
    mo.replies_to("Comment on", "approve")
    ann.replies_to("has been published", BETTER)
    before = len(mo.letters())
    village.passes(timedelta(hours=25))
    assert len(mo.letters()) == before + 1
    assert "left at seven" in text(mo.letter())
    mo.replies_to("Comment on", "approve")
    assert "left at seven" in village.page(SLUG, 9)


def test_a_reported_comment_and_a_correction_can_be_held(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    reports(village)
    mo.replies_to("Comment on", "hold")
    number = len(mo.letters())
    village.passes(timedelta(days=4))
    assert len(mo.letters()) == number
    assert states(village) == ["approved"]
    mo.replies_to("Comment on", "approve")
    ann.replies_to("has been published", BETTER)
    mo.replies_to("Comment on", "hold")
    number = len(mo.letters())
    village.passes(timedelta(days=4))
    assert len(mo.letters()) == number
    mo.replies_to("Comment on", "approve")
    assert "left at seven" in village.page(SLUG, 9)


def test_the_rest_of_the_team_hears_that_a_reported_comment_stays_and_what_became_of_a_correction(
    village: Village,
) -> None:
    mo, io = village.moderator(MO), village.moderator(IO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    village.passes(timedelta(hours=24))
    reports(village)
    mo.replies_to("Re: Comment on", "approve")
    village.passes(timedelta(hours=24))
    assert "Reader 1, on paragraph 9: was reported, and stays" in text(io.letter("Decisions on"))
    ann.replies_to("has been published", BETTER)
    mo.replies_to("Re: Comment on", "approve")
    village.passes(timedelta(hours=24))
    assert "its correction is published" in text(io.letter("Decisions on"))
    assert len(mo.letters("Decisions on")) == 0


def test_what_was_reported_to_a_moderator_who_left_is_asked_of_those_who_are_there(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    reports(village)
    ann.replies_to("has been published", BETTER)
    village.remove_moderator(MO)
    io = village.moderator(IO)
    village.passes(timedelta(minutes=2))
    shown = [text(letter) for letter in io.letters("Comment on")]
    assert any("was reported as abusive" in each for each in shown)
    assert any("left at seven" in each for each in shown)


def test_where_nobody_decides_the_operator_gets_the_report(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    village.remove_moderator(MO)
    reports(village)
    assert "my father never drank" in text(village.commenter(OPERATOR).letter("Abuse report"))


def test_a_phrase_taken_out_of_a_reported_comment_answers_the_report(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    bob = reports(village)
    mo.replies_to("Re: Comment on", 'redact "number 1" personal')
    assert "[removed by a moderator]" in village.page(SLUG, 9)
    assert "decided that it stays" in bob.letter("What became of your report").get_content()
    assert len(ann.letters("was reported, and stays")) == 0
    with village.app.store.read() as connection:
        desk = village.desk(connection)
        comment = desk.comments.find(str(village.dump()[0]["comment"]))
        assert comment is not None
        assert asking.matters(desk, comment) == []


def test_a_decision_on_a_correction_is_taken_back(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    ann.replies_to("has been published", BETTER)
    asked = mo.letter("Re: Comment on")
    mo.answers(asked, "approve")
    assert "left at seven" in village.page(SLUG, 9)
    mo.answers(asked, "undo")
    page = village.page(SLUG, 9)
    assert "left at seven" not in page
    assert "Corrected on" not in page
    assert "comment number 1." in page
    assert "left at seven" in text(mo.letter("Re: Comment on"))
    mo.replies_to("Re: Comment on", "reject no")
    mo.answers(asked, "undo")
    mo.replies_to("Re: Comment on", "approve")
    assert "left at seven" in village.page(SLUG, 9)
    assert events(village)[-5:] == [Event.APPROVE, Event.UNDO, Event.REJECT, Event.UNDO, Event.APPROVE]


def test_that_a_reported_comment_stays_is_not_taken_back_but_overturned(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    reports(village)
    asked = mo.letter("Re: Comment on")
    mo.answers(asked, "approve")
    mo.answers(asked, "undo")
    assert states(village) == ["approved"]
    assert "reject takes it off" in " ".join(text(mo.letter("Re: Comment on")).split())
    mo.replies_to("Re: Comment on", "reject personal")
    assert states(village) == ["rejected"]


def test_spam_drops_a_correction_in_silence(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    ann.replies_to("has been published", BETTER)
    number = len(ann.letters())
    mo.replies_to("Re: Comment on", "spam")
    assert len(ann.letters()) == number
    assert "comment number 1." in village.page(SLUG, 9)
    ann.writes(to=f"{SLUG}.3", text="Another comment.")
    assert len(ann.letters()) == number


def test_the_operator_decides_on_reports_and_corrections_too(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    bob = reports(village)
    public_id = str(village.dump()[0]["comment"])
    site = ["--config", str(village.app.settings.folder / SETTINGS), "decide", public_id]
    assert "no correction waits" in CliRunner().invoke(main, [*site, "approve", "--correction"]).stderr
    assert CliRunner().invoke(main, [*site, "approve"]).stderr == f"{public_id}: the comment stays\n"
    village.settle()
    assert "decided that it stays" in bob.letter("What became of your report").get_content()
    ann.replies_to("has been published", BETTER)
    done = CliRunner().invoke(main, [*site, "approve", "--correction"])
    assert done.stderr == f"{public_id}: the correction is published\n"
    village.settle()
    assert "left at seven" in village.page(SLUG, 9)
    number = len(mo.letters("Comment on"))
    village.passes(timedelta(days=4))
    assert len(mo.letters("Comment on")) == number
    assert "its correction is published" in text(mo.letter("Decisions on"))


def test_the_operator_hears_of_what_a_digest_approved_and_no_page_may_show(village: Village) -> None:
    """As a bug of ours would: the words have markup that no page may show."""
    (mo,) = team(village, Rhythm.HOURLY, MO)
    for number in (1, 2):
        confirmed(village, number)
    spoil(village, "comment number 1.")
    to_the_next_hour(village)
    mo.answers(mo.letter("2 comments"), "all ok")
    assert states(village) == ["approved", "approved"]
    assert len(village.commenter(OPERATOR).letters("was approved and left out")) == 1
    page = village.page(SLUG, 9)
    assert "comment number 2." in page
    assert "comment number 1." not in page


def spoil(village: Village, words: str) -> None:
    """Put an address into what is kept of a comment."""
    with village.app.store.write() as connection:
        comments = Comments(connection, village.app.box)
        kept = comments.all_of(connection.execute(select(schema.comments.c.id)).scalars().all()).values()
        (comment,) = [each for each in kept if words in each.revision.html]
        html = Html(comment.revision.html.replace(words, f"{words} ann@reader.example"))
        assert comments.revise(comment, replace(comment.revision, html=html), at=comment.received_at)
