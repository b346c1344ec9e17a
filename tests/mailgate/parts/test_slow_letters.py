"""Letters that the smarthost hangs on, beside all others; on both databases."""

import threading

import pytest

from mailgate.sending import outbox


@pytest.fixture
def impatient(monkeypatch):
    """A sender that waits for slow letters no longer than a moment."""
    monkeypatch.setattr(outbox, "_SLOW_SECONDS", 0.4)
    monkeypatch.setattr(outbox, "_LOOK_SECONDS", 0.05)


def test_a_letter_that_the_smarthost_hangs_on_holds_up_no_other(office, make_sink, impatient):
    sink = make_sink(hangs_on="slow@reader.test")
    office.put("slow@reader.test", *(f"r{number}@reader.test" for number in range(12)))
    sender = office.sender(sink.port)

    while office.waiting() > 1:
        assert sender.step() is True
    assert len(sink.recipients) == 12
    office.put("late@reader.test")
    while office.waiting() > 1:
        assert sender.step() is True
    assert "late@reader.test" in sink.recipients

    sink.goes_on()
    while office.waiting():
        assert sender.step() is True
    assert sink.recipients.count("slow@reader.test") == 1
    assert sender.step() is not True


def test_a_smarthost_that_hangs_on_every_connection_gets_no_more_to_hang_on(office, make_sink, impatient):
    sink = make_sink(hangs_on="slow@reader.test")
    office.put("slow@reader.test", "slow@reader.test", *(f"r{number}@reader.test" for number in range(5)))
    sender = office.sender(sink.port, connections=2)
    for _ in range(3):
        assert sender.step() is True
    assert sink.recipients == []
    sink.goes_on()
    while office.waiting():
        assert sender.step() is True
    assert len(sink.recipients) == len(sink.taken) == 7
    assert sink.connections == 2


def test_what_is_slow_is_finished_and_recorded_at_the_end(office, make_sink, impatient):
    sink = make_sink(hangs_on="slow@reader.test")
    office.put("slow@reader.test")
    sender = office.sender(sink.port)
    sender.step()
    assert office.waiting() == 1
    threading.Timer(0.3, sink.goes_on).start()
    sender.close()
    assert sink.recipients == ["slow@reader.test"]
    assert office.waiting() == 0
