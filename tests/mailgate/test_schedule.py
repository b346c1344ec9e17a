"""When a moderator hears of what has come."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailgate.schedule import next_digest, next_reminder, next_time
from store.model import Member, ModeratorId, Rhythm

BERLIN = ZoneInfo("Europe/Berlin")


def member(rhythm: Rhythm = Rhythm.IMMEDIATELY, quiet: tuple[int, int] | None = None) -> Member:
    return Member(id=ModeratorId(1), address="mo@desk.example", rhythm=rhythm, quiet=quiet)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-05-04T{text}").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("rhythm", "quiet", "now", "then"),
    [
        (Rhythm.IMMEDIATELY, None, "03:10", "03:10"),
        (Rhythm.IMMEDIATELY, (22, 7), "03:10", "07:00"),
        (Rhythm.IMMEDIATELY, (22, 7), "07:00", "07:00"),
        (Rhythm.IMMEDIATELY, (12, 14), "12:00", "14:00"),
        (Rhythm.IMMEDIATELY, (12, 12), "12:00", "12:00"),
        (Rhythm.HOURLY, None, "09:00", "10:00"),
        (Rhythm.HOURLY, (10, 12), "09:59", "12:00"),
        (Rhythm.DAILY, None, "07:59", "08:00"),
        (Rhythm.DAILY, (22, 9), "07:59", "09:00"),
    ],
)
def test_the_hour_is_the_moderators_choice(rhythm: Rhythm, quiet: tuple[int, int], now: str, then: str) -> None:
    assert next_time(member(rhythm, quiet), at(now), BERLIN) == at(then)


def test_what_comes_after_the_morning_waits_for_the_next_one_and_a_night_goes_over_midnight() -> None:
    assert next_digest(member(), at("08:00"), BERLIN) == at("08:00") + timedelta(days=1)
    late = next_time(member(quiet=(22, 7)), at("23:30"), BERLIN)
    assert late == at("07:00") + timedelta(days=1)


def test_two_reminders_come_and_none_at_night() -> None:
    asked = at("23:00")
    times = [next_reminder(member(quiet=(22, 7)), asked, number, BERLIN) for number in range(3)]
    assert times == [at("07:00") + timedelta(days=2), at("07:00") + timedelta(days=4), None]
