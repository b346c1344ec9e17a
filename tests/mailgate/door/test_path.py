"""The short way for plain addresses must say the same as aiosmtpd's parser, or leave the address to it."""

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import given
from hypothesis import strategies as st

from mailgate.smtp import path, replies

NEARLY = st.text(alphabet='aZ1.@<>+_-="( )\\\x00ü%!:', max_size=14)


def parsed(argument: str) -> str | None:
    """What aiosmtpd's parser makes of it."""
    return SMTP._getaddr(SMTP.__new__(SMTP), argument)[0]


@given(NEARLY, NEARLY)
def test_a_recipient_taken_the_short_way_is_what_the_parser_finds(local: str, domain: str) -> None:
    found = path.recipient(f"TO:<{local}@{domain}>")
    assert found is None or found == parsed(f"<{local}@{domain}>") == f"{local}@{domain}"


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("FROM:<ann@reader.example>", path.Sender("ann@reader.example", 0, False, False)),
        ("from:<ann@reader.example>", path.Sender("ann@reader.example", 0, False, False)),
        ("FROM:<>", path.Sender(None, 0, False, False)),
        ("FROM:<ann@reader.example> SIZE=12 BODY=8BITMIME SMTPUTF8", path.Sender("ann@reader.example", 12, True, True)),
        ("FROM:<ann@reader.example> BODY=7BIT SIZE=7", path.Sender("ann@reader.example", 7, False, True)),
        ("FROM: <ann@reader.example>", None),
        ("FROM:ann@reader.example", None),
        ('FROM:<"ann smith"@reader.example>', None),
        ("FROM:<@relay.example:ann@reader.example>", None),
        ("FROM:<ann@reader.example> RET=HDRS", None),
        ("FROM:<ann@reader.example>SIZE=1", None),
        ("FROM:<ann@reader.example> \u017fIZE=1", None),
    ],
)
def test_a_plain_mail_command_is_read_and_any_other_is_left_to_the_parser(argument: str, expected: object) -> None:
    assert path.sender(argument) == expected


@pytest.mark.parametrize("text", ["a b@x.example", "a\x00@x.example", "a\u2028@x.example", "\udc80@x.example"])
def test_what_no_address_may_hold_is_odd(text: str) -> None:
    assert path.is_odd(text)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("503 Error: need MAIL command", b"503 5.5.1 MAIL first"),
        ("501 Syntax: RSET", b"501 5.5.4 Syntax: RSET"),
        (
            "555 MAIL FROM parameters not recognized or not implemented",
            b"555 5.5.4 MAIL FROM parameters not recognized or not implemented",
        ),
        ("250 mail.reports.example", b"250 mail.reports.example"),
        ("250 OK", b"250 2.0.0 Ok"),
    ],
)
def test_a_reply_of_aiosmtpd_gets_its_enhanced_status_code(theirs: str, ours: bytes) -> None:
    assert replies.enhanced(theirs) == ours
