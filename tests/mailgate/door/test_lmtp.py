"""LMTP (RFC 2033): one status for each recipient, and nothing refused that an MTA would bounce to a forged sender."""

import time

import pytest

from mailgate.smtp.limits import Endpoint

MESSAGE = b"From: Ann <ann@reader.example>\r\nSubject: The date\r\n\r\nIt is wrong.\r\n"
TWO = ("water.1@reports.example", "water.2@reports.example")


def test_each_accepted_recipient_has_its_own_status(each_door):
    with each_door.session(lmtp=True) as client:
        client.begin(*TWO)
        client.send(MESSAGE + b".\r\nNOOP\r\n")
        assert [client.reply() for _ in range(3)] == ["250 2.0.0 Stored"] * 2 + ["250 2.0.0 Ok"]
    assert [mail.envelope.recipient for mail in each_door.rows()] == list(TWO)
    assert {mail.envelope.protocol for mail in each_door.rows()} == {"LMTP"}


@pytest.mark.parametrize("raw", [b"Subject: no author\r\n\r\nx\r\n", b"From: <a@b.example>\r\n\r\na\nb\0\r\n"])
def test_a_bad_message_is_taken_and_left_to_the_worker(door, raw):
    """A refusal after DATA would make the MTA write to whoever is named as sender (INV-53)."""
    with door.session(lmtp=True) as client:
        assert client.deliver(raw=raw).startswith("250")
    assert door.rows()[0].raw == raw


def test_what_is_too_big_is_refused_for_each_recipient(door):
    with door.session(lmtp=True) as client:
        client.begin(*TWO)
        client.send((b"x" * 998 + b"\r\n") * 2_200 + b".\r\n")
        assert [client.reply()[:9] for _ in range(2)] == ["552 5.3.4"] * 2
        assert client.say("NOOP").startswith("250")


def test_trouble_is_told_for_each_recipient(door):
    with door.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE mails RENAME TO elsewhere")
    with door.session(lmtp=True) as client:
        client.begin(*TWO)
        client.send(MESSAGE + b".\r\nNOOP\r\n")
        assert [client.reply()[:9] for _ in range(3)] == ["451 4.3.0"] * 2 + ["250 2.0.0"]


def test_the_greeting_is_lhlo(door):
    with door.connect(lmtp=True) as client:
        assert client.reply() == "220 reports.example LMTP ready"
        assert client.say("EHLO c").startswith("500 5.5.1")
        assert client.say("MAIL FROM:<a@b.example>") == "503 5.5.1 send LHLO first"
        assert "PIPELINING" in client.say("LHLO c")


def test_a_unix_socket_is_a_relay_of_ours_and_can_be_bound_again(open_door, tmp_path):
    path = tmp_path / "lmtp.sock"
    open_door(lmtp=(Endpoint(path=path),)).stop()
    assert path.exists()
    door = open_door(lmtp=(Endpoint(path=path),))
    with door.session(lmtp=True) as client:
        assert client.deliver().startswith("250")
    assert door.rows()[0].envelope.peer == "local"


def delivered(postfix, door, count: int) -> list:
    end = time.monotonic() + 15
    while len(door.rows()) < count and time.monotonic() < end:
        time.sleep(0.1)
    return list(door.rows())


def test_postfix_in_front_delivers_to_two_recipients_and_refuses_the_third_in_session(postfix, door, client_at):
    with client_at(postfix.port).greet() as client:
        assert client.say("MAIL FROM:<ann@reader.example>").startswith("250")
        assert [client.say(f"RCPT TO:<{each}>")[:3] for each in TWO] == ["250", "250"]
        assert client.say("RCPT TO:<water.99@reports.example>").startswith("550 5.1.1")
        assert client.say("DATA").startswith("354")
        client.send(b"From: <ann@reader.example>\r\n\r\n" + b"<b>" + b"x" * 5_000 + b"\r\n.\r\n")
        assert client.reply().startswith("250")
    mails = delivered(postfix, door, 2)
    assert sorted(mail.envelope.recipient for mail in mails) == sorted(TWO), postfix.log
    assert all(b"x" * 5_000 in mail.raw for mail in mails), "a long line comes through unfolded"
    assert postfix.log.count("status=sent") >= 2, postfix.log


def test_a_message_with_a_forged_sender_causes_no_bounce(postfix, door, client_at):
    with client_at(postfix.port).greet() as client:
        assert client.deliver(raw=b"From: <a@b.example>\r\nFrom: <c@d.example>\r\n\r\nx\r\n").startswith("250")
    delivered(postfix, door, 1)
    time.sleep(0.5)
    assert "status=bounced" not in postfix.log
    assert len(door.rows()) == 1
