"""A published comment is reported as abusive: who is asked, who decides, and who learns what became of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate import erasing
from store.comments import Comments
from store.model import ReportState
from store.reports import Reports
from tests.journeys.village import SLUG, Person, SteppedVillage, Village

ANN, BOB, MO = "ann@reader.example", "bob@other.example", "mo@desk.example"
WORDS = "The mate had been drinking, as his whole family does."
WHY = "personal\n\nThis is about my late father, who never drank. Write to bob@other.example."
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


def published(village: Village) -> tuple[Person, Person, str]:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    ann.writes(to=f"{SLUG}.4", text=WORDS)
    ann.replies_to("Please confirm", "yes")
    mo.replies_to("Comment on paragraph 4", "approve")
    return ann, mo, str(village.dump()[0]["comment"])


def reports(village: Village, public_id: str, address: str = BOB, text: str = WHY) -> Person:
    bob = village.commenter(address)
    assert bob.writes(to=f"report-{public_id}", text=text) == "250"
    bob.replies_to("Please confirm your report", "yes")
    return bob


def plain(letter: object) -> str:
    return str(letter.get_body(("plain",)).get_content())  # type: ignore[attr-defined]


@BOTH
def test_moderators_get_report_and_comment_in_one_letter_and_all_learn_the_outcome(village: Village) -> None:
    ann, mo, public_id = published(village)
    bob = village.commenter(BOB)
    bob.writes(to=f"report-{public_id}", text=WHY)
    assert "late father" not in bob.letter("Please confirm your report").as_string()
    assert not any("reported as abusive" in letter.as_string() for letter in mo.letters())
    bob.replies_to("Please confirm your report", "yes")
    asks = mo.letter("Re: Comment on paragraph 4")
    assert "reported as abusive" in plain(asks)
    assert "> This is about my late father" in plain(asks)
    assert WORDS in plain(asks)
    assert BOB not in asks.as_string()
    assert WORDS in village.page(SLUG, 4)

    mo.answers(asks, "reject personal")
    village.passes(timedelta(minutes=2))
    assert WORDS.encode() not in village.everything_published()
    assert "no longer on its page" in bob.letter("What became of your report").get_content()
    assert "taken off its page" in str(ann.letter()["Subject"])
    assert BOB.encode() not in village.everything_published()


def test_a_report_that_is_not_followed_leaves_the_comment_and_tells_author_and_reporter(village: Village) -> None:
    ann, mo, public_id = published(village)
    bob = reports(village, public_id)
    mo.replies_to("Re: Comment on paragraph 4", "approve")
    assert WORDS in village.page(SLUG, 4)
    assert "decided that it stays" in bob.letter("What became of your report").get_content()
    assert "was reported, and stays" in str(ann.letter()["Subject"])
    assert BOB not in ann.letter().as_string()


def test_a_stranger_is_asked_once_and_what_is_not_confirmed_is_shown_to_nobody(village: Village) -> None:
    _, mo, public_id = published(village)
    bob = village.commenter(BOB)
    for number in range(3):
        bob.writes(to=f"report-{public_id}", text=f"{WHY} {number}")
    assert len(bob.letters()) == 1
    village.passes(timedelta(days=8))
    assert not any("reported as abusive" in letter.as_string() for letter in mo.letters())
    assert bob.answers(bob.letter(), "yes").startswith("550 5.7.1")
    with village.app.store.read() as connection:
        assert Reports(connection, village.app.box).of(BOB) == []


def test_several_reports_hide_a_comment_until_it_is_decided_where_the_settings_say_so(village: Village) -> None:
    assert isinstance(village, SteppedVillage)
    village.worker.office = replace(village.worker.office, hides_after=2)
    _, mo, public_id = published(village)
    reports(village, public_id)
    assert WORDS in village.page(SLUG, 4)
    reports(village, public_id, "eve@elsewhere.example", "Not true.")
    assert WORDS.encode() not in village.everything_published()
    assert "a moderator is looking at it" in village.page(SLUG, 4)
    mo.replies_to("Re: Comment on paragraph 4", "approve")
    assert WORDS in village.page(SLUG, 4)


def test_one_person_makes_twenty_reports_a_day(village: Village) -> None:
    _, mo, public_id = published(village)
    box, at = village.app.box, village.now()
    with village.app.store.write() as connection:
        comment = Comments(connection, box).find(public_id)
        assert comment is not None
        for number in range(20):
            Reports(connection, box).add(comment.id, f"bob+{number}@other.example", "", ReportState.KEPT, at=at)
    bob = village.commenter(BOB)
    bob.writes(to=f"report-{public_id}", text=WHY)
    assert bob.letters() == []
    assert not any("reported as abusive" in letter.as_string() for letter in mo.letters())


def test_who_is_erased_has_reported_nothing(village: Village) -> None:
    _, _, public_id = published(village)
    reports(village, public_id)
    village.passes(timedelta(minutes=5))
    erasing.erase(village.app, BOB)
    with village.app.store.read() as connection:
        assert Reports(connection, village.app.box).of(BOB) == []
