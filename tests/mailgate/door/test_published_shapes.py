"""Eighteen published ways to pass for somebody else, each through the real door and before the real judge.

Mallory owns attacker.test, whose records are in order and whose key signs; she writes as admin@reader.example, whose
domain asks that such mail be rejected. What two programs could read differently is refused in the session (INV-20); the
rest comes in, and is never verified as anybody's but hers (INV-21).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.mailgate.authentication import conftest as proofs
from tests.mailgate.authentication.by_hand import Private, signature
from tests.mailgate.authentication.conftest import Judge, Signer

from .conftest import RunningDoor

judged, zone, place, resolver = proofs.judged, proofs.zone, proofs.place, proofs.resolver
rsa_key, other_key = proofs.rsa_key, proofs.other_key

REFUSED, TAKEN, BAD_SENDER = "550 5.6.0", "250 2.0.0", "553 5.1.3"
VICTIM, MALLORY = b"admin@reader.example", b"mallory@attacker.test"
REST = (
    b"To: <water.1@reports.example>\r\nSubject: A shape\r\nDate: Wed, 25 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@attacker.test>\r\n\r\nHi, best wishes.\r\n"
)


@dataclass(frozen=True)
class Shape:
    """`head`: what stands for From. `reply`: what the door says. `signs`: d= and s= of Mallory's signature."""

    name: str
    head: bytes = b"From: <" + VICTIM + b">"
    reply: str = TAKEN
    sender: str = MALLORY.decode()
    helo: str = "attacker.test"
    signs: tuple[str, str] | None = None
    mail: Callable[[bytes], bytes] = field(default=lambda mail: mail)


BOTH = b"From: <" + MALLORY + b">", b"From: <" + VICTIM + b">"
ENCODED = b"=?utf-8?B?PGFkbWluQHJlYWRlci5leGFtcGxlPg==?="
SHAPES = [
    Shape(
        "a subdomain that does not exist in MAIL FROM", sender="any@absent.reader.example", helo="helo.attacker.test"
    ),
    Shape("a MAIL FROM that some read as empty", sender="(any@reader.example", reply=BAD_SENDER),
    Shape("a NUL in the selector", reply=REFUSED, signs=("reader.example", "s1._domainkey.attacker.test.\0.any")),
    Shape("a quote in d=", signs=("reader.example'a.attacker.test", "s1")),
    Shape("a parenthesis in MAIL FROM", sender="any@reader.example(.attacker.test"),
    Shape("a quote and two @ in MAIL FROM", sender="any@reader.example'@any.attacker.test", reply=BAD_SENDER),
    Shape("a route in MAIL FROM", sender="@reader.example,@any.test:'any@attacker.test"),
    Shape("two From fields", b"\r\n".join(BOTH), REFUSED),
    Shape("two From fields, a blank before the first", b" " + b"\r\n".join(BOTH), REFUSED),
    Shape("two From fields, a blank after the second", BOTH[0] + b"\r\nFrom : <" + VICTIM + b">", REFUSED),
    Shape("two From fields, the first folded", b"From\r\n : <" + MALLORY + b">\r\n" + BOTH[1], REFUSED),
    Shape("Sender beside a folded From", b"From\r\n : <" + MALLORY + b">\r\nSender: <" + VICTIM + b">", REFUSED),
    Shape(
        "Resent-From beside a folded From", b"From\r\n : <" + MALLORY + b">\r\nResent-From: <" + VICTIM + b">", REFUSED
    ),
    Shape("two addresses in From", b"From: <" + MALLORY + b">, <" + VICTIM + b">", REFUSED),
    Shape("an encoded address in From", b"From:" + ENCODED + b",<" + MALLORY + b">", REFUSED),
    Shape("a route in From", b"From: <@attacker.test,@any.test:" + VICTIM + b">", REFUSED),
    Shape("a special character between two addresses", b"From: <" + VICTIM + b">\\,<" + MALLORY + b">", REFUSED),
    Shape(
        "an attachment to what was signed",
        signs=("attacker.test", "s1"),
        mail=lambda mail: b"Subject: Another\r\n" + mail,
    ),
]


@pytest.fixture
def door(open_door: Callable[..., RunningDoor]) -> RunningDoor:
    return open_door()


def made(shape: Shape, signer: Signer) -> bytes:
    """The mail as Mallory sends it."""
    mail = shape.head + b"\r\n" + REST
    domain, selector = shape.signs or ("attacker.test", "s1")
    tags = f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector}; h=from:to:subject:date; bh={{bh}}; b="
    key = load_pem_private_key(signer.private, password=None)
    assert isinstance(key, Private)
    return shape.mail(signature(mail, tags, key) + mail)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_published_shape_is_refused_or_nobody_elses(
    shape: Shape, door: RunningDoor, judged: Judge, other_key: Signer
) -> None:
    judged.zone.txt("s1._domainkey.reader.example'a.attacker.test", other_key.published)
    judged.zone.txt("reader.example(.attacker.test", "v=spf1 +all").txt("any.attacker.test", "v=spf1 +all")
    mail = made(shape, other_key)
    found = judged(mail, helo=shape.helo, mail_from=shape.sender)
    assert not found.verified
    with door.session() as client:
        answer = client.say(f"MAIL FROM:<{shape.sender}>")
        if shape.reply == BAD_SENDER:
            assert answer.startswith(BAD_SENDER)
            return
        client.say("RCPT TO:<water.1@reports.example>")
        assert client.say("DATA").startswith("354")
        client.send(mail + b".\r\n")
        assert client.reply().startswith(shape.reply)
    assert len(door.rows()) == (shape.reply == TAKEN)


def test_there_are_eighteen() -> None:
    assert len({shape.name for shape in SHAPES}) == 18
