"""When there is room for one more question to an author."""

import pytest

from mailgate.rates import Counted, Rates, Room, room

RATES = Rates()


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({}, Room.FREE),
        ({"is_open": True}, Room.ADDRESS),
        ({"is_open": True, "is_known": True}, Room.ADDRESS),
        ({"in_day": 1}, Room.ADDRESS),
        ({"in_day": 1, "is_known": True}, Room.FREE),
        ({"in_day": 10, "is_known": True}, Room.ADDRESS),
        ({"in_month": 3}, Room.ADDRESS),
        ({"in_month": 30, "is_known": True}, Room.FREE),
        ({"by_source": 59}, Room.FREE),
        ({"by_source": 60}, Room.SOURCE),
        ({"by_source": 60, "is_known": True}, Room.FREE),
        ({"in_hour": 249, "strangers_in_hour": 249}, Room.FREE),
        ({"in_hour": 250, "strangers_in_hour": 250}, Room.SITE),
        ({"in_hour": 499, "strangers_in_hour": 249}, Room.FREE),
        ({"in_hour": 500, "strangers_in_hour": 0}, Room.SITE),
        ({"in_hour": 500, "is_known": True}, Room.SITE),
        ({"returned_in_hour": 50}, Room.SITE),
        ({"returned_in_hour": 50, "is_known": True}, Room.FREE),
    ],
)
def test_a_stranger_is_asked_only_while_there_is_room(counted: dict[str, int], expected: Room) -> None:
    assert room(RATES, Counted(**counted), is_preferred=False) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "counted", [{"by_source": 60}, {"in_hour": 499, "strangers_in_hour": 250}, {"returned_in_hour": 50}]
)
def test_half_the_room_is_kept_for_authors_whose_domain_speaks_for_them(counted: dict[str, int]) -> None:
    assert room(RATES, Counted(**counted), is_preferred=False) is not Room.FREE  # type: ignore[arg-type]
    assert room(RATES, Counted(**counted), is_preferred=True) is Room.FREE  # type: ignore[arg-type]
