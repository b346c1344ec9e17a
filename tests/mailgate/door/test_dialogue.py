"""The state machine and what it answers (INV-10, INV-12, INV-14)."""

import inspect
import re
import smtplib
import subprocess

import pytest
from aiosmtpd.smtp import SMTP

from mailgate.smtp.connection import Connection

MESSAGE = b"From: Ann <ann@reader.example>\r\nSubject: The date\r\n\r\nIt is wrong.\r\n"
ENVELOPE = b"MAIL FROM:<ann@reader.example>\r\nRCPT TO:<water.1@reports.example>\r\nDATA\r\n"


def test_the_greeting_names_the_domain_and_no_software(door):
    with door.connect() as client:
        banner = client.reply()
        offers = client.say("EHLO client.example").split("\n")
    assert banner == "220 reports.example ESMTP ready"
    assert [offer[4:] for offer in offers] == [
        "reports.example",
        "SIZE 2097152",
        "8BITMIME",
        "SMTPUTF8",
        "PIPELINING",
        "ENHANCEDSTATUSCODES",
    ]


def test_a_message_is_stored_with_its_envelope_and_to_the_byte(door, now):
    raw = MESSAGE + b"..two dots\r\n.one dot\r\n\xe4\xff\r\n"
    with door.session() as client:
        assert client.deliver(raw=raw.replace(b"\r\n.", b"\r\n..")) == "250 2.0.0 Stored"
    (mail,) = door.rows()
    assert mail.raw == raw
    assert mail.received_at == now
    envelope = mail.envelope
    assert (envelope.sender, envelope.recipient) == ("ann@reader.example", "water.1@reports.example")
    assert (envelope.peer, envelope.helo, envelope.protocol) == ("127.0.0.1", "client.example", "ESMTP")


def test_the_null_sender_is_none(door):
    with door.session() as client:
        assert client.deliver(sender="").startswith("250")
    assert door.rows()[0].envelope.sender is None


def test_everything_in_one_packet_is_answered_in_order(door):
    envelope = ENVELOPE.replace(b"DATA", b"RCPT TO:<no@reports.example>\r\nDATA")
    with door.connect() as client:
        client.send(b"EHLO c.example\r\n" + envelope + MESSAGE + b".\r\nMAIL FROM:<c@d.example>\r\nQUIT\r\n")
        codes = [reply[:3] for reply in client.rest()]
    assert codes == ["220", "250", "250", "250", "550", "354", "250", "250", "221"]
    assert len(door.rows()) == 1


def test_a_client_that_closes_its_side_after_the_final_dot_is_still_answered(door):
    with door.session() as client:
        client.begin()
        client.send(MESSAGE + b".\r\n")
        client.socket.shutdown(1)
        assert client.rest() == ["250 2.0.0 Stored"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["MAIL FROM:<a@b.example>"], "503 5.5.1"),
        (["EHLO c", "RCPT TO:<water.1@reports.example>"], "503 5.5.1"),
        (["EHLO c", "DATA"], "503 5.5.1"),
        (["EHLO c", "MAIL FROM:<a@b.example>", "DATA"], "503 5.5.1"),
        (["EHLO c", "MAIL FROM:<a@b.example>", "MAIL FROM:<a@b.example>"], "503 5.5.1"),
        (["EHLO c", "MAIL FROM:<a@b.example>", "RSET", "RCPT TO:<water.1@reports.example>"], "503 5.5.1"),
        (["EHLO c", "MAIL FROM:<a@b.example>", "EHLO c", "RCPT TO:<water.1@reports.example>"], "503 5.5.1"),
        (["EHLO"], "501 5.5.4"),
        (["HELO"], "501 5.5.4"),
        (["EHLO c", "MAIL"], "501 5.5.4"),
        (["EHLO c", "MAIL TO:<a@b.example>"], "501 5.5.4"),
        (["EHLO c", "MAIL FROM:<a@b.example> SIZE=x"], "501 5.5.4"),
        (["EHLO c", "MAIL FROM:<a@b.example> RET=HDRS"], "555 5.5.4"),
        (["EHLO c", "MAIL FROM:<a@b.example> BODY=BINARYMIME"], "501 5.5.4"),
        (["HELO c", "MAIL FROM:<a@b.example> SIZE=100"], "501 5.5.4"),
        (["EHLO c", "MAIL FROM:<a@b.example> SIZE=99999999"], "552 5.3.4"),
        (["EHLO c", "MAIL FROM:<a@b.example> SIZE=" + "9" * 400], "552 5.3.4"),
        (["EHLO c", "MAIL FROM:<a\0@b.example>"], "500 5.5.2"),
        (["EHLO c", b"MAIL FROM:<a\xff@b.example>"], "553 5.1.3"),
        (["EHLO c", b"MAIL FROM:<a\xed\xa0\x80@b.example>"], "553 5.1.3"),
        (["EHLO c", "MAIL FROM:<ä@b.example>"], "553 5.6.7"),
        (["EHLO c", "MAIL FROM:<ä@b.example> SMTPUTF8"], "250 2.1.0"),
        (["EHLO c", 'MAIL FROM:<"ann smith"@b.example>'], "553 5.1.3"),
        (["EHLO c", "MAIL FROM:<" + "(" * 450], "553 5.1.3"),
        (["EHLO c", "MAIL FROM:<(\\@b.example>"], "553 5.1.3"),
        (["EHLO c", "MAIL FROM:<@relay.example:a@b.example>"], "250 2.1.0"),
        (["EHLO c", "MAIL FROM: <a@b.example>"], "250 2.1.0"),
        (["EHLO c", "MAIL FROM: <>"], "250 2.1.0"),
        (["EHLO c", "MAIL FROM:<a@b.example"], "553 5.1.3"),
        (["EHLO c", "MAIL FROM:<a@b.example SIZE=10"], "553 5.1.3"),
        (["EHLO c", "MAIL FROM:<a@b.example>", "RCPT TO:<water.1@reports.example"], "553 5.1.3"),
        (["EHLO c", "DATA now"], "501 5.5.4"),
        (["EHLO c", "QUIT now"], "501 5.5.4"),
        (["EHLO c", "VRFY water.1"], "252 2.5.0"),
        (["EHLO c", "EXPN all"], "502 5.5.1"),
        (["EHLO c", "AUTH PLAIN AGEAYg=="], "500 5.5.1"),
        (["EHLO c", "STARTTLS"], "454 4.7.0"),
        (["EHLO c", "FROB"], "500 5.5.1"),
        (["EHLO c", b"\x16\x03\x01\x00\xa5"], "500 5.5.1"),
        (["EHLO c", "NOOP " + "x" * 600], "500 5.5.2"),
        (["EHLO c", "NOOP " + "x" * 20_000], "500 5.5.2"),
        (["EHLO c", ""], "500 5.5.1"),
        (["HELP"], "214 2.0.0"),
        (["RSET"], "250 2.0.0"),
        (["NOOP"], "250 2.0.0"),
    ],
)
def test_a_command_out_of_place_or_malformed_is_refused_with_its_status(door, lines, expected):
    with door.connect() as client:
        client.reply()
        for line in lines[:-1]:
            assert client.say(line)[:1] in "23"
        assert client.say(lines[-1]).startswith(expected)
        assert client.say("NOOP").startswith("250"), "the session goes on"


def test_a_command_that_ends_with_a_bare_lf_is_refused(door):
    with door.session() as client:
        client.send(b"MAIL FROM:<a@b.example>\n")
        assert client.reply().startswith("500 5.5.2")
        assert client.say("RCPT TO:<water.1@reports.example>").startswith("503")


@pytest.mark.parametrize(
    "end",
    [
        *(b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r.\n"),
        *(b"\r\n\n.\n", b"\r\n.\r\r\n", b"\r\n\0.\r\n\n", b"\r\r\n.\r\r\n", b"\n\n.\r\n", b"\r\n\r.\r\n\r"),
    ],
)
def test_a_smuggled_second_message_is_refused_with_the_first(door, end):
    """CVE-2023-51764, -51765, -51766, CVE-2024-27305 and their relatives."""
    second = ENVELOPE.replace(b"ann@", b"evil@") + b"From: <evil@reader.example>\r\n\r\nHa.\r\n"
    with door.session() as client:
        client.begin()
        client.send(MESSAGE + b"one" + end + second + b".\r\nQUIT\r\n")
        assert client.rest() == [
            "550 5.6.0 Lines of a message end with CR LF; it has a bare CR or LF",
            "221 2.0.0 Bye",
        ]
    assert door.rows() == []


def test_a_browser_made_to_speak_smtp_is_cut_off(door):
    with door.connect() as client:
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO c\r\n" + ENVELOPE + MESSAGE + b".\r\n")
        assert [reply[:3] for reply in client.rest()] in (["220", "421"], ["220"])
    assert door.rows() == []


def test_chunks_that_were_never_offered_are_not_read_as_commands(door):
    with door.session() as client:
        client.send(b"MAIL FROM:<a@b.example>\r\nBDAT 4 LAST\r\nRSET\r\n")
        assert [reply[:3] for reply in client.rest()][-1] == "421"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"Subject: no author\r\n\r\nx\r\n", "550 5.6.0"),
        (b"From: <a@b.example>\r\nFrom: <c@d.example>\r\n\r\nx\r\n", "550 5.6.0"),
        (b"From: <a@b.example>, <c@d.example>\r\n\r\nx\r\n", "550 5.6.0"),
        (b"Received: by x\r\n" * 101 + MESSAGE, "554 5.4.6"),
        (b"X: y\r\n" * 30_000 + MESSAGE, "552 5.3.4"),
        (b"From: <a@b.example>\r\n\r\na\nb\r\n", "550 5.6.0"),
        (b"From: <a@b.example>\r\n\r\na\0b\r\n", "550 5.6.0"),
        (b"From: <a@b.example>\r\n\r\n" + b"x" * 17_000 + b"\r\n", "500 5.5.2"),
        (bytes(range(1, 256)) * 8, "550 5.6.0"),
        (b"", "550 5.6.0"),
    ],
)
def test_a_bad_message_is_refused_in_session_and_the_next_one_taken(door, raw, expected):
    with door.session() as client:
        end = b"" if raw.endswith(b"\r\n") or not raw else b"\r\n"
        assert client.deliver(raw=raw + end).startswith(expected)
        assert client.deliver().startswith("250")
    assert len(door.rows()) == 1


def test_a_long_line_of_real_html_mail_is_taken_whole(door):
    raw = MESSAGE + b"x" * 16_000 + b"\r\n"
    with door.session() as client:
        assert client.deliver(raw=raw).startswith("250")
    assert door.rows()[0].raw == raw


def test_mail_to_the_roles_and_bounces_needs_no_author(door):
    with door.session() as client:
        assert client.deliver("abuse@reports.example", raw=b"Subject: help\r\n\r\nx\r\n").startswith("250")


def test_no_reply_leaks_what_went_wrong(door):
    with door.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE paragraphs RENAME TO elsewhere")
    with door.session() as client:
        client.say("MAIL FROM:<a@b.example>")
        reply = client.say("RCPT TO:<water.9@reports.example>")
        assert reply == "451 4.3.0 Something went wrong here; please try again later"
        with door.store.write() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO paragraphs")
        assert client.say("RCPT TO:<water.9@reports.example>").startswith("250"), "it recovers by itself"


def test_ordinary_programs_can_deliver(door):
    with smtplib.SMTP("127.0.0.1", door.port) as client:
        client.sendmail("ann@reader.example", ["water.1@reports.example"], MESSAGE)
    swaks = [
        "swaks",
        "--server",
        f"127.0.0.1:{door.port}",
        "--from",
        "bob@reader.example",
        "--to",
        "water.2@reports.example",
    ]
    done = subprocess.run([*swaks, "--pipeline"], capture_output=True, text=True, check=False)
    assert re.search("250 2.0.0 Stored", done.stdout), done.stdout
    assert len(door.rows()) == 2


def test_every_attribute_that_aiosmtpd_sets_for_its_methods_is_set_or_known_to_be_unread():
    """A new version of aiosmtpd may read more: then this fails before a session does."""
    ours = inspect.getsource(Connection)
    base = set(re.findall(r"self\.(\w+)(?::[^=\n]+)? = ", inspect.getsource(SMTP.__init__)))
    not_needed = {
        *(
            "__ident__",
            "_handler_coroutine",
            "_timeout_duration",
            "_timeout_handle",
            "_tls_handshake_okay",
            "_tls_protocol",
            "require_starttls",
        ),
        *("_original_transport", "_auth_require_tls", "_proxy_timeout", "_authenticator", "_auth_callback"),
        *("_auth_methods", "_handle_hooks", "_ehlo_hook_ver", "_smtp_methods", "_enforce_call_limit"),
        *("_call_limit_base", "_call_limit_default"),
    }
    assert {name for name in base - not_needed if f"self.{name}" not in ours} == set()
