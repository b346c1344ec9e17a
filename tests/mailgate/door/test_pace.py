"""How often a client may come, and how often it may guess."""

import time
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

from mailgate.smtp.crowd import Crowd
from mailgate.smtp.limits import Limits
from mailgate.smtp.pace import Pace

from .conftest import RunningDoor

NEAR = Limits(new_connections=3, wrong_recipients=4, paces_near=True)
MORE_THAN_A_SECOND = 1.6  # what is new is written once a second


def test_a_client_has_its_share_again_when_time_has_passed():
    pace = Pace(2, 60.0)
    for now in (0.0, 30.0):
        assert not pace.is_spent("a", now)
        pace.note("a", now)
    assert pace.is_spent("a", 59.0)
    assert not pace.is_spent("b", 59.0)
    assert not pace.is_spent("a", 61.0)
    pace.note("a", 61.0)
    assert pace.is_spent("a", 62.0)


def test_so_many_clients_are_remembered_and_no_more():
    pace = Pace(1, 3_600.0)
    for client in range(20_000):
        pace.note(client, 0.0)
    assert len(pace._times) == 10_000
    assert pace.is_spent(19_999, 1.0)


def test_who_guessed_too_much_is_not_heard_for_an_hour():
    crowd = Crowd(NEAR, Pace(NEAR.wrong_recipients, 3_600.0))
    assert [crowd.miss("a", float(second)) is None for second in range(4)] == [True, True, True, False]
    assert (crowd.arrive("a", 3_599.0) or b"").startswith(b"421 4.7.0 Too many recipients")
    assert crowd.arrive("b", 3_599.0) is None
    assert crowd.arrive("a", 3_601.0) is None


def test_a_client_that_comes_too_often_within_a_minute_is_told_so(open_door, client_at):
    door = open_door(NEAR)
    for _ in range(3):
        with door.session() as client:
            assert client.deliver().startswith("250")
    assert client_at(door.port).rest()[0].startswith("421 4.7.0 Too many connections")


def test_a_client_that_guesses_is_sent_away_and_hears_the_same_the_next_time(open_door, client_at):
    door = open_door(NEAR)
    with door.session() as client:
        client.say("MAIL FROM:<a@b.example>")
        replies = [client.say(f"RCPT TO:<nobody{each}@reports.example>")[:9] for each in range(4)]
    assert replies == ["550 5.1.1"] * 3 + ["421 4.7.0"]
    assert client_at(door.port).rest()[0].startswith("421 4.7.0 Too many recipients")


def test_relays_and_clients_on_this_machine_are_not_paced(open_door):
    limits = Limits(new_connections=2, wrong_recipients=2)
    for door in (open_door(limits), open_door(NEAR, relays=(ip_network("127.0.0.0/8"),))):
        for _ in range(6):
            with door.session() as client:
                client.say("MAIL FROM:<a@b.example>")
                assert client.say("RCPT TO:<nobody@reports.example>").startswith("550 5.1.1")


def test_several_processes_together_keep_the_limits():
    one = Limits().divided(3)
    assert (one.connections, one.connections_per_client, one.new_connections, one.wrong_recipients) == (67, 7, 20, 60)
    assert one.messages == Limits().messages


def guess(door: RunningDoor, times: int) -> str:
    """Ask for so many addresses that do not exist, and return the last reply; empty where nobody listens."""
    with door.connect() as client:
        if not client.reply().startswith("220"):
            return "421"
        client.say("EHLO client.example")
        client.say("MAIL FROM:<a@b.example>")
        return [client.say(f"RCPT TO:<nobody{each}@reports.example>")[:3] for each in range(times)][-1]


def test_a_restart_does_not_forget_who_guessed(open_door, now):
    first = open_door(NEAR)
    assert guess(first, 3) == "550"
    first.stop()
    second = open_door(NEAR)
    assert guess(second, 1) == "550"
    second.stop()
    assert guess(open_door(NEAR), 1) == "421"
    assert guess(open_door(NEAR, at=now + timedelta(hours=2)), 1) == "550"


def test_a_kill_forgets_no_more_than_a_second(open_door):
    door = open_door(NEAR)
    assert guess(door, 4) == "421"
    time.sleep(MORE_THAN_A_SECOND)
    assert guess(open_door(NEAR), 1) == "421"  # while the first one has written nothing at its end


def test_all_processes_count_together(open_door):
    limits = replace(NEAR, wrong_recipients=5)
    doors = [open_door(limits), open_door(limits)]
    assert [guess(each, 2) for each in doors] == ["550", "550"]
    time.sleep(MORE_THAN_A_SECOND)
    assert guess(doors[0], 1) == "550"  # its third, and the fifth of all
    time.sleep(MORE_THAN_A_SECOND)
    assert guess(doors[0], 1) == "421"


def test_a_database_that_is_away_closes_no_door_and_loses_no_count(open_door):
    door = open_door(NEAR)
    with door.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE tallies RENAME TO elsewhere")
    assert guess(door, 3) == "550"
    time.sleep(MORE_THAN_A_SECOND)
    another = open_door(NEAR)
    assert guess(another, 1) == "550"
    with door.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO tallies")
    for each in (door, another):
        each.stop()
    assert guess(open_door(NEAR), 1) == "421"
