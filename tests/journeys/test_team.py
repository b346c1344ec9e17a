"""Several moderators, and much to decide: digests, reminders, and who hears of what."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from mailgate.commands.drain import look
from mailgate.commands.status import lines
from mailgate.rates import Rates
from store.audit import Audit
from store.model import Event, Rhythm
from tests.journeys.mail_programs import words
from tests.journeys.village import SLUG, Person, Village

MO, IO = "mo@desk.example", "io@desk.example"


@pytest.fixture(autouse=True)
def the_hour_is_young(village: Village) -> None:
    """A digest is due on the hour: none may strike while a test is at work."""
    if village.now().minute >= 45:
        village.passes(timedelta(minutes=20))


def text(letter: EmailMessage) -> str:
    return words(letter).replace("\r\n", "\n")


def confirmed(village: Village, number: int, *, key: int = 9) -> Person:
    author = village.commenter(f"reader{number}@reader.example", f"Reader {number}")
    author.writes(to=f"{SLUG}.{key}", text=f"This is comment number {number}.")
    author.replies_to("Please confirm your comment", "yes")
    return author


def team(village: Village, rhythm: Rhythm, *people: str, program: str = "mutt") -> list[Person]:
    """Moderators who all hear of comments in this rhythm."""
    found = [village.moderator(address, program=program) for address in people]
    with village.app.store.write() as connection:
        desk = village.desk(connection)
        for member in desk.team.all():
            desk.team.set_rhythm(member.id, rhythm)
    return found


def to_the_next_hour(village: Village) -> None:
    now = village.now()
    village.passes(now.replace(minute=0, second=30, microsecond=0) + timedelta(hours=1) - now)


def states(village: Village) -> list[object]:
    return [line["state"] for line in village.dump() if line["comment"] and "." in line["recipient"].partition("@")[0]]


@pytest.mark.parametrize("program", ["mutt", "gmail", "outlook"])
def test_a_digest_is_decided_with_one_answer(village: Village, program: str) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO, program=program)
    authors = [confirmed(village, number) for number in range(1, 8)]
    assert mo.letters() == []
    to_the_next_hour(village)
    (letter,) = mo.letters()
    assert letter["Subject"] == "7 comments on The Sellay Ferry Inquiry"
    assert all(f"This is comment number {number}." in text(letter) for number in range(1, 8))
    assert [line for line in text(letter).split("\n") if len(line) > 72 and "://" not in line] == []

    mo.answers(letter, "1 ok\n2 no off-topic\n3-4 ok\n6 hold\n9 ok\nall ok")
    assert states(village) == ["approved", "rejected", *["approved"] * 3, "pending", "approved"]
    page = village.page(SLUG, 9)
    assert [number for number in range(1, 8) if f"comment number {number}." in page] == [1, 3, 4, 5, 7]
    assert "not about what this paragraph says" in text(authors[1].letter("was not published"))
    summary = text(mo.letter("Re: Comments on"))
    assert "5 approved" in summary
    assert "1 rejected (off-topic)" in summary
    assert "names 9, which is not in this letter" in summary

    mo.replies_to("Re: Comments on", "2 undo\n6 approve")
    assert states(village) == ["approved", "pending", *["approved"] * 5]


def test_a_digest_can_be_answered_again_and_by_buttons_and_what_was_decided_stays(village: Village) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO)
    for number in (1, 2):
        confirmed(village, number)
    to_the_next_hour(village)
    letter = mo.letter("2 comments")
    mo.writes(to=str(letter["From"].addresses[0].addr_spec), text="2 ok")
    mo.answers(letter, "all no off-topic")
    assert states(village) == ["rejected", "approved"]
    assert "2: the comment is approved already" in text(mo.letter("Re: Comments on"))
    mo.answers(letter, "2 undo")
    assert states(village) == ["rejected", "pending"]


def test_what_is_not_understood_in_a_digest_is_told_once_and_changes_nothing(village: Village) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO)
    for number in (1, 2):
        confirmed(village, number)
    to_the_next_hour(village)
    for _ in range(2):
        mo.replies_to("2 comments", "ok, thank you")
    assert states(village) == ["pending", "pending"]
    (told,) = mo.letters("Re: Comments on")
    assert "does not begin with a number" in text(told)


def test_a_moderator_chooses_how_often_by_answering_a_letter(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village, 1)
    mo.replies_to("Comment on", "daily")
    assert "you hear daily" in " ".join(text(mo.letter("Re: Comments on")).split())
    number = len(mo.letters())
    confirmed(village, 2)
    to_the_next_hour(village)
    assert len(mo.letters()) == number or village.now().hour == 8
    village.passes(timedelta(hours=24))
    assert "comment number 2." in text(mo.letter())


def test_what_waits_is_shown_again_after_one_day_and_after_three_and_is_never_dropped(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village, 1)
    for hours, number in ((23, 1), (2, 2), (46, 2), (2, 3), (400, 3)):
        village.passes(timedelta(hours=hours))
        assert len(mo.letters()) == number
    assert "still waits" in text(mo.letter())
    assert states(village) == ["pending"]
    mo.replies_to("Comment on", "approve")
    assert states(village) == ["approved"]


def test_no_reminder_comes_of_what_is_held_or_decided(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village, 1)
    mo.replies_to("Comment on", "hold")
    confirmed(village, 2, key=3)
    mo.replies_to("paragraph 3", "approve")
    number = len(mo.letters())
    village.passes(timedelta(days=4))
    assert len(mo.letters()) == number


def test_the_others_hear_what_one_has_decided_in_their_next_digest(village: Village) -> None:
    mo, io = team(village, Rhythm.DAILY, MO, IO)
    for number in (1, 2):
        confirmed(village, number)
    village.passes(timedelta(hours=24))
    mo.replies_to("2 comments", "1 ok")
    assert len(io.letters()) == 1
    village.passes(timedelta(hours=24))
    told = text(io.letter())
    assert "Reader 1, on paragraph 9: approved" in told
    assert "This is comment number 2." in told
    assert "Decided since we last wrote" not in text(mo.letter())


def test_whose_decision_is_overturned_hears_of_it(village: Village) -> None:
    mo, io = village.moderator(MO), village.moderator(IO)
    confirmed(village, 1)
    mo.replies_to("Comment on", "approve")
    io.replies_to("Comment on", "reject off-topic")
    io.replies_to("Re: Comment on", "reject off-topic")
    assert states(village) == ["rejected"]
    told = text(mo.letter("Decisions on"))  # at once
    assert "by another moderator, on\n\n    The Sellay Ferry Inquiry\n\n    Reader 1, on paragraph 9: rejected" in told
    assert io.letters("Decisions on") == []


def test_a_section_is_asked_about_by_those_it_is_assigned_to(village: Village) -> None:
    mo, io, al = village.moderator(MO), village.moderator(IO), village.moderator("al@desk.example")
    with village.app.store.write() as connection:
        desk = village.desk(connection)
        for address, key in ((MO, None), (IO, "9"), ("al@desk.example", "1")):
            place = desk.documents.address(SLUG, key or "9")
            moderator_id = desk.moderators.find(address)
            assert place is not None
            assert moderator_id is not None
            desk.team.assign(moderator_id, place.document.id, place.paragraph.id if key else None)
    confirmed(village, 1, key=9)
    assert [len(each.letters()) for each in (mo, io, al)] == [1, 1, 0]


def test_what_a_moderator_who_left_was_asked_is_asked_of_those_who_are_there(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village, 1)
    village.remove_moderator(MO)
    io = village.moderator(IO)
    village.passes(timedelta(minutes=2))
    io.replies_to("Comment on", "approve")
    assert states(village) == ["approved"]
    assert len(mo.letters()) == 1


def set_rates(village: Village, **rates: int) -> None:
    """Let authors be asked oftener than ten times a day."""
    object.__setattr__(village.worker.office, "rates", Rates(**rates))  # type: ignore[attr-defined]


def test_a_flood_of_one_person_is_gathered(village: Village) -> None:
    mo = village.moderator(MO)
    set_rates(village, per_address=12)
    for number in range(12):
        ann = village.commenter("ann@reader.example", "Ann")
        ann.writes(to=f"{SLUG}.{number % 9 + 1}", text=f"This is comment number {number}.")
        ann.replies_to("Please confirm your comment", "yes")
    assert len(mo.letters()) == 10
    to_the_next_hour(village)
    assert mo.letters()[-1]["Subject"] == "2 comments on The Sellay Ferry Inquiry"


def test_every_decision_of_a_digest_is_in_the_log(village: Village) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO)
    for number in (1, 2, 3):
        confirmed(village, number)
    to_the_next_hour(village)
    mo.replies_to("3 comments", "all ok")
    with village.app.store.read() as connection:
        desk = village.desk(connection)
        document = desk.documents.get(SLUG)
        assert document is not None
        entries = list(Audit(connection, village.app.box).entries(document.id))
    assert [one.entry.event for one in entries].count(Event.APPROVE) == 3
    assert {one.broken for one in entries} == {""}


def test_drain_waits_for_what_moderators_are_told_now_and_status_counts_what_they_are_told_later(
    village: Village,
) -> None:
    (mo,) = team(village, Rhythm.HOURLY, MO)
    for number in (1, 2):
        confirmed(village, number)
    assert "notices to moderators, for a digest or a reminder: 2" in lines(village.app)
    assert not look(village.app)
    with village.app.store.write() as connection:
        village.desk(connection).notices.hasten(village.now())
    assert str(look(village.app)) == "2 notices"
    village.settle()
    assert len(mo.letters("2 comments")) == 1


def test_in_their_quiet_hours_a_moderator_hears_nothing_and_afterwards_what_came(village: Village) -> None:
    mo, io = village.moderator(MO), village.moderator(IO)
    hour = village.now().astimezone(village.app.site.zone).hour
    with village.app.store.write() as connection:
        desk = village.desk(connection)
        desk.team.set_quiet(desk.team.all()[0].id, (hour, (hour + 2) % 24))
    confirmed(village, 1)
    assert mo.letters() == []
    assert len(io.letters()) == 1
    to_the_next_hour(village)
    assert mo.letters() == []
    to_the_next_hour(village)
    assert "comment number 1." in text(mo.letter("Comment on"))
