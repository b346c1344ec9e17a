"""How often something happened lately, also where the clock jumps."""

from datetime import datetime, timedelta

from store.engine import Store
from store.tallies import Span, Tallies

KEY, OTHER = b"k" * 32, b"o" * 32
DAY = timedelta(days=1)


def count(store: Store, at: datetime, key: bytes = KEY, span: Span = Span.DAY, number: int = 1) -> None:
    with store.write() as connection:
        tallies = Tallies(connection)
        tallies.add(tallies.live([key], at).tick, {key: (number, span)})


def number(store: Store, at: datetime, key: bytes = KEY) -> int:
    with store.read() as connection:
        return Tallies(connection).live([key, OTHER], at).numbers.get(key, 0)


def test_what_is_counted_counts_for_its_time_and_then_no_more(store: Store, now: datetime) -> None:
    for minutes in (0, 0, 5, 11, 600):
        count(store, now + timedelta(minutes=minutes))
    assert number(store, now + timedelta(minutes=601)) == 5
    assert number(store, now + DAY) == 5  # no window of a day has more than it should
    assert number(store, now + DAY + timedelta(minutes=11)) == 2
    assert number(store, now + DAY + timedelta(minutes=21)) == 1
    assert number(store, now + 3 * DAY) == 0


def test_each_key_is_counted_by_itself(store: Store, now: datetime) -> None:
    count(store, now, number=3)
    count(store, now, OTHER)
    assert (number(store, now), number(store, now, OTHER)) == (3, 1)


def test_a_clock_that_is_set_back_gives_no_room_again(store: Store, now: datetime) -> None:
    count(store, now)
    assert number(store, now - DAY) == 1
    count(store, now - DAY)
    assert number(store, now + timedelta(hours=23)) == 2


def test_a_clock_that_was_far_ahead_for_a_while_stops_nothing(store: Store, now: datetime) -> None:
    count(store, now + 4_000 * DAY)
    assert number(store, now) == 0
    with store.write() as connection:
        Tallies(connection).forget(now)
        assert Tallies(connection).live([KEY], now + 4_000 * DAY).numbers == {}


def test_what_counts_no_more_is_forgotten_and_the_rest_is_not(store: Store, now: datetime) -> None:
    count(store, now)
    count(store, now, OTHER, Span.MONTH)
    later = now + 2 * DAY
    with store.write() as connection:
        Tallies(connection).forget(later)
    assert (number(store, now), number(store, later, OTHER)) == (0, 1)


def test_those_that_reached_a_number_are_found_by_how_they_begin(store: Store, now: datetime) -> None:
    mine, another, fewer = (b"door" + letter * 28 for letter in (b"\0", b"\xff", b"x"))
    for key, times in ((mine, 2), (another, 5), (fewer, 1), (KEY, 9), (b"doos" + b"\0" * 28, 9)):
        count(store, now, key, Span.HOUR, times)
        count(store, now + timedelta(minutes=10), key, Span.HOUR, times)

    def reached(at: datetime) -> frozenset[bytes]:
        with store.read() as connection:
            return Tallies(connection).reached(b"door", 3, at)

    assert reached(now + timedelta(minutes=20)) == {mine, another}
    assert reached(now + timedelta(minutes=70)) == {another}
    assert reached(now + timedelta(hours=2)) == frozenset()
