"""How often a client may come, and how often it may guess."""

from ipaddress import ip_network

from mailgate.smtp.crowd import Crowd
from mailgate.smtp.limits import Limits
from mailgate.smtp.pace import Pace

NEAR = Limits(new_connections=3, wrong_recipients=4, paces_near=True)


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
    crowd = Crowd(NEAR)
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
    assert (one.connections, one.connections_per_client, one.new_connections, one.wrong_recipients) == (67, 7, 20, 20)
    assert one.messages == Limits().messages
