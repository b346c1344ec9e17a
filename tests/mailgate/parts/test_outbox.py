"""The sender with real smarthosts, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from mailgate.sending.outbox import LIFE, LONGEST_DELAY, SHORTEST_DELAY


def test_letters_are_sent_as_they_are_one_recipient_each_and_their_bodies_forgotten(office, sink):
    office.put("ann@reader.test", "bo@reader.test")

    assert office.sender(sink.port).step() is True

    assert sorted(sink.recipients) == ["ann@reader.test", "bo@reader.test"]
    assert all(len(envelope.rcpt_tos) == 1 for envelope in sink.taken)
    assert all(envelope.mail_from.startswith("b-") for envelope in sink.taken)
    assert sink.taken[0].content.endswith(b"\r\n\r\n.A line that begins with a dot\r\n")
    assert [(row["sent_at"] is not None, row["body"]) for row in office.rows()] == [(True, None)] * 2
    assert office.waiting() == 0


def test_nothing_due_means_asleep_until_the_next_letter_is(office, sink):
    sender = office.sender(sink.port)
    assert sender.step() is None
    sink.answer = lambda _: "451 4.7.1 later"
    office.put("ann@reader.test")
    sender.step()
    assert sender.step() == office.due()


def test_connections_are_used_again_and_at_most_ten_are_open(office, make_sink):
    sink = make_sink(delay=0.005)
    office.put(*(f"r{number}@reader.test" for number in range(60)))
    sender = office.sender(sink.port, batch=30)
    while sender.step() is True:
        pass
    assert len(sink.taken) == 60
    assert sink.connections == 10
    assert sink.most_at_once == 10


def test_a_letter_deferred_by_the_smarthost_is_sent_when_it_is_due_again(office, sink):
    office.put("ann@reader.test")
    sink.answer = lambda _: "451 4.7.1 greylisted, ann@reader.test"
    sender = office.sender(sink.port)

    sender.step()
    assert office.errors() == ["451 4.7.1 greylisted, <address>"]
    office.later(seconds=SHORTEST_DELAY.total_seconds() - 1)
    sender.step()
    assert not sink.taken
    sink.answer = lambda _: "250 2.0.0 ok"
    office.later(minutes=1)
    sender.step()

    assert sink.recipients == ["ann@reader.test"]


def test_the_pauses_grow_from_five_minutes_to_an_hour_and_after_five_days_the_operator_has_it(office, sink):
    office.put("ann@reader.test")
    sink.answer = lambda _: "451 4.3.0 not now"
    sender = office.sender(sink.port)
    start, pauses = office.now, []
    while office.waiting():
        sender.step()
        if due := office.due():
            pauses.append(due - office.now)
            office.now = due
    assert SHORTEST_DELAY <= pauses[0] < timedelta(minutes=6)
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_DELAY
    assert LIFE <= office.now - start < LIFE + LONGEST_DELAY
    assert office.parked() == 1
    assert office.errors() == ["given up after 5 days: 451 4.3.0 not now"]


def test_the_pauses_are_spread_by_chance_but_within_their_bounds(office, sink):
    sink.answer = lambda _: "451 4.3.0 not now"
    sender = office.sender(sink.port)
    for chance in (0.0, 0.5, 0.999):
        sender.jitter = lambda chance=chance: chance
        office.put(f"r{chance}@reader.test")
        sender.step()
    pauses = {row["due_at"] for row in office.rows()}
    assert len(pauses) == 3
    assert office.due() >= office.now + SHORTEST_DELAY


def test_a_letter_that_could_not_be_tried_for_five_days_is_still_tried(office, sink):
    office.put("ann@reader.test")
    office.later(days=6)
    sink.answer = lambda _: "451 4.3.0 not now"
    sender = office.sender(sink.port)
    sender.step()
    assert office.parked() == 0
    office.later(hours=2)
    sink.answer = lambda _: "250 ok"
    sender.step()
    assert sink.recipients == ["ann@reader.test"]


def test_a_refusal_for_good_is_kept_for_the_operator_and_stops_no_other(office, sink):
    office.put("gone@reader.test", "bo@reader.test")
    sink.answer_rcpt = lambda to: "550 5.1.1 <gone@reader.test>: no gone here" if to.startswith("gone") else "250 ok"

    office.sender(sink.port, connections=1).step()

    assert sink.recipients == ["bo@reader.test"]
    assert office.parked() == 1
    assert office.errors()[0] == "550 5.1.1 <address> no <address> here"
    assert office.waiting() == 0


def test_a_smarthost_that_is_not_there_costs_the_letters_nothing(office, sink, capsys):
    sink.stop()
    office.put("ann@reader.test", "bo@reader.test")
    sender = office.sender(sink.port)

    assert sender.step() is True
    assert office.now < sender.step() <= office.now + timedelta(seconds=5)
    assert office.due() <= office.now + timedelta(seconds=5)
    assert "reader.test" not in capsys.readouterr().out
    sink.run(sink._listen())
    sender._resume_at = 0.0  # five seconds later
    office.later(seconds=6)
    sender.step()

    assert sorted(sink.recipients) == ["ann@reader.test", "bo@reader.test"]


def test_a_smarthost_that_stays_away_is_tried_less_and_less_often(office, sink):
    sink.stop()
    office.put("ann@reader.test")
    sender = office.sender(sink.port)
    pauses = []
    for _ in range(9):
        sender.step()
        pauses.append(round((sender.step() - office.now).total_seconds()))
        sender._resume_at = 0.0
        office.later(seconds=400)
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_smarthost_that_dies_within_a_message_gets_it_again_later_and_the_others_at_once(office, sink):
    office.put("ann@reader.test", "bo@reader.test")
    sink.answer = lambda envelope: None if envelope.rcpt_tos == ["ann@reader.test"] else "250 ok"
    sender = office.sender(sink.port, connections=1)

    sender.step()
    assert sink.recipients == ["bo@reader.test"]
    assert office.errors()[0].startswith("the connection broke")
    sink.answer = lambda _: "250 ok"
    office.later(minutes=6)
    sender.step()

    assert sink.recipients == ["bo@reader.test", "ann@reader.test"]


def test_a_connection_that_the_smarthost_closed_meanwhile_is_replaced_unseen(office, sink):
    sender = office.sender(sink.port)
    office.put("ann@reader.test")
    sender.step()
    sink.stop()
    sink.run(sink._listen())
    office.put("bo@reader.test")
    sender.step()
    assert sink.recipients == ["ann@reader.test", "bo@reader.test"]
    assert office.errors() == ["", ""]


def test_a_smarthost_that_takes_few_letters_over_one_connection_gets_the_rest_over_new_ones(office, sink):
    counts: Counter[object] = Counter()

    async def handle_mail(server, session, envelope, address, options):
        counts[session] += 1
        if counts[session] > 3:
            return "421 4.7.0 too many messages"
        envelope.mail_from = address
        return "250 ok"

    sink.handle_MAIL = handle_mail
    office.put(*(f"r{number}@reader.test" for number in range(10)))
    office.sender(sink.port, connections=1).step()
    assert len(sink.taken) == 10
    assert sink.connections == 4
    assert office.errors() == [""] * 10


def test_a_smarthost_with_few_connections_for_us_gets_all_letters_over_those(office, make_sink):
    sink = make_sink()
    welcome: list[object] = []

    async def refuse(server, session, envelope, hostname, responses):
        session.host_name = hostname
        welcome.append(session)
        return responses if session in welcome[:2] else ["421 4.7.0 too many connections"]

    sink.handle_EHLO = refuse
    office.put(*(f"r{number}@reader.test" for number in range(40)))
    sender = office.sender(sink.port)
    while sender.step() is True:
        pass
    assert len(sink.taken) == 40
    assert sink.connections == 10


def test_two_senders_never_send_the_same_letter(office, make_sink):
    sink = make_sink(delay=0.01)
    office.put(*(f"r{number}@reader.test" for number in range(120)))

    def send_all() -> None:
        sender = office.sender(sink.port, batch=7)
        while sender.step() is True:
            pass

    threads = [threading.Thread(target=send_all) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(sink.recipients) == len(set(sink.recipients)) == 120


def test_when_told_to_stop_what_was_begun_is_finished_and_the_rest_given_back(office, make_sink):
    sink = make_sink(delay=0.05)
    office.put(*(f"r{number}@reader.test" for number in range(20)))
    sender = office.sender(sink.port, connections=2, is_stopping=lambda: sink.at_once > 0 or bool(sink.taken))

    sender.step()

    assert 1 <= len(sink.taken) <= 2
    assert office.waiting() == 20 - len(sink.taken)
    assert office.due() == office.now


def test_what_could_not_be_recorded_is_recorded_later_and_not_sent_again(office, sink, monkeypatch):
    office.put("ann@reader.test")
    sender = office.sender(sink.port)
    write, calls = office.store.write, []

    def failing():
        calls.append(1)
        if len(calls) == 2:
            raise OSError("the database is away")
        return write()

    monkeypatch.setattr(type(office.store), "write", lambda _: failing())
    _fails(sender.step)
    assert office.waiting() == 1
    sender.step()
    assert sink.recipients == ["ann@reader.test"]
    assert office.waiting() == 0


def _fails(step: Callable[[], object]) -> None:
    try:
        step()
    except OSError:
        return
    raise AssertionError("the step did not fail")
