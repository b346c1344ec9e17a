"""What a client may cost, and what happens at the limit (INV-05, INV-11, INV-15)."""

import socket
import time
from ipaddress import ip_network

import pytest

from mailgate.smtp.limits import Limits

MESSAGE = b"From: Ann <ann@reader.example>\r\nSubject: The date\r\n\r\nIt is wrong.\r\n"


def test_an_announced_size_beyond_the_limit_is_refused_before_the_message(door):
    with door.session() as client:
        assert client.say("MAIL FROM:<a@b.example> SIZE=2097153").startswith("552 5.3.4")
        assert client.say("MAIL FROM:<a@b.example> SIZE=2097152").startswith("250")


def test_a_message_a_little_too_big_is_refused_and_the_session_goes_on(open_door):
    door = open_door(Limits(message_size=10_000))
    with door.session() as client:
        assert client.deliver(raw=MESSAGE + b"0123456789abcd\r\n" * 1_000).startswith("552 5.3.4")
        assert client.deliver().startswith("250")
    assert len(door.rows()) == 1


def pour(client, block: bytes, times: int) -> None:
    """Send until the server has had enough."""
    try:
        for _ in range(times):
            client.send(block)
    except (BrokenPipeError, ConnectionResetError):
        return


def test_a_message_without_end_is_cut_off(open_door):
    door = open_door(Limits(message_size=100_000))
    with door.session() as client:
        client.begin()
        pour(client, b"0123456789abcd\r\n" * 1_000, 400)
        assert [reply[:3] for reply in client.rest()] in (["552"], [])
    assert door.rows() == []


@pytest.mark.parametrize("is_message", [True, False])
def test_a_line_without_end_costs_no_memory(site_process, client_at, is_message):
    client = client_at(site_process.port).greet()
    client.deliver("water.1@reports.example")
    before = site_process.memory()
    peak = 0
    if is_message:
        client.begin()
    for _ in range(100):
        pour(client, b"x" * 1_000_000, 1)
        peak = max(peak, site_process.memory())
    assert peak - before < 4 * 2 * 1024 * 1024
    assert client_at(site_process.port).greet().deliver().startswith("250")


def test_three_thousand_recipients_are_not_taken(open_door):
    door = open_door(Limits(errors=10_000, errors_free=10_000, commands=10_000))
    with door.session() as client:
        client.say("MAIL FROM:<a@b.example>")
        client.send(b"RCPT TO:<abuse@reports.example>\r\n" * 3_000)
        found = [client.reply()[:9] for _ in range(3_000)]
    assert found == ["250 2.1.5"] * 100 + ["452 4.5.3"] * 2_900


def test_connections_of_one_client_and_of_all_are_counted(open_door):
    door = open_door(Limits(connections=4, connections_per_client=3))
    first = [door.session() for _ in range(3)]
    assert door.connect().rest() == ["421 4.7.0 Too many connections from your address"]
    other = socket.create_connection(door.address()[1], source_address=("127.0.0.2", 0))
    assert other.recv(100).startswith(b"220")
    third = socket.create_connection(door.address()[1], source_address=("127.0.0.3", 0))
    assert third.recv(100).startswith(b"421 4.3.2")
    first[0].close()
    time.sleep(0.1)
    assert door.session().deliver().startswith("250")
    other.close()
    third.close()


def test_a_relay_of_ours_is_not_counted(open_door):
    door = open_door(Limits(connections=1, connections_per_client=1, messages=1), relays=(ip_network("127.0.0.1/32"),))
    sessions = [door.session() for _ in range(3)]
    assert all(client.deliver(sender=f"a{n}@b.example").startswith("250") for n in range(2) for client in sessions)


@pytest.mark.parametrize(
    ("limits", "lines", "expected"),
    [
        ({"commands": 5}, ["MAIL FROM:<a@b.example>"] * 6, "421 4.7.0 Too many commands"),
        ({"junk": 5}, ["NOOP"] * 6, "421 4.7.0 Too many commands"),
        ({"errors": 5}, ["RCPT TO:<no@reports.example>"] * 5, "421 4.7.0 Too many errors"),
        ({"errors": 5}, ["FROB"] * 5, "421 4.7.0 Too many errors"),
    ],
)
def test_commands_junk_and_errors_end_a_session(open_door, limits, lines, expected):
    door = open_door(Limits(**limits))
    with door.session() as client:
        client.send("".join(f"{line}\r\n" for line in lines).encode())
        assert client.rest()[-1] == expected


def test_errors_slow_a_session_down_before_they_end_it(open_door):
    door = open_door(Limits(errors_free=2, error_delay=0.2))
    with door.session() as client:
        begin = time.monotonic()
        for _ in range(4):
            client.say("FROB")
        assert time.monotonic() - begin > 0.4


def test_a_session_has_a_number_of_messages(open_door):
    door = open_door(Limits(messages=2))
    with door.session() as client:
        assert client.deliver(sender="a@b.example").startswith("250")
        assert client.deliver(sender="c@b.example").startswith("250")
        assert client.say("RSET").startswith("421 4.7.0")


def test_silence_ends_a_session_and_sooner_in_a_crowd(open_door):
    door = open_door(Limits(idle=30.0, idle_crowded=0.3, connections=4, crowded=0.7))
    one = door.session()
    time.sleep(0.6)
    assert one.say("NOOP").startswith("250"), "alone it may think"
    others = [door.session() for _ in range(2)]
    # The one silent longest goes first; with it the crowd may be over, so the others may stay.
    assert one.rest() == ["421 4.4.2 Nothing heard for too long"]
    for other in others:
        other.close()


def test_a_message_that_drips_in_is_cut_off(open_door):
    door = open_door(Limits(idle=0.5, data_rate=1_000.0))
    with door.session() as client:
        client.begin()
        begin = time.monotonic()
        for _ in range(100):
            pour(client, b"x", 1)
            time.sleep(0.05)
            if time.monotonic() - begin > 2:
                break
        assert client.rest() in (["421 4.4.2 Message comes too slowly"], [])
    assert door.rows() == []


def test_a_command_that_drips_in_is_cut_off_like_silence(open_door):
    door = open_door(Limits(idle=0.4))
    with door.session() as client:
        for _ in range(20):
            pour(client, b"N", 1)
            time.sleep(0.05)
        assert client.rest() in (["421 4.4.2 Nothing heard for too long"], [])


def test_a_session_has_an_end(open_door):
    door = open_door(Limits(session=0.4, idle=5.0))
    with door.session() as client:
        end = time.monotonic() + 5
        while (reply := client.say("NOOP")).startswith("250") and time.monotonic() < end:
            time.sleep(0.05)
        assert reply.startswith("421 4.7.0 Session too long") or reply == ""


def test_an_ordinary_client_is_served_beside_five_hundred_silent_ones(door):
    silent = []
    for place in range(500):
        each = socket.socket()
        each.bind((f"127.0.1.{place // 100 + 1}", 0))
        each.connect(door.address()[1])
        silent.append(each)
    begin = time.monotonic()
    with door.session() as client:
        assert client.deliver().startswith("250")
    assert time.monotonic() - begin < 5
    for each in silent:
        each.close()
