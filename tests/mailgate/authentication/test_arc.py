"""ARC: a chain holds as a whole or not at all. Sealed by dkimpy, judged by us."""

import re
import time
from collections.abc import Callable

import dkim
import pytest

from mailgate.authentication import arc
from mailgate.authentication.canonical import Message
from mailgate.authentication.resolver import Questions

from .conftest import MAIL, SERVFAIL, Signer, Zone

Seal = Callable[..., bytes]


@pytest.fixture
def seal(zone: Zone, rsa_key: Signer) -> Seal:
    """Seals a mail once more, as a list server of `domain` does."""

    def sealed(
        mail: bytes, domain: str = "lists.example", dmarc: str = "pass", author: str = "reader.example"
    ) -> bytes:
        name = f"a1._domainkey.{domain}"
        if name not in zone.names:
            zone.txt(name, rsa_key.published)
        before = "pass" if b"ARC-Seal" in mail else "none"
        seen = f"arc={before}; dmarc={dmarc} header.from={author}"
        stamp = f"Authentication-Results: {domain}; {seen}\r\n".encode()
        fields = dkim.arc_sign(stamp + mail, b"a1", domain.encode(), rsa_key.private, domain.encode())
        return b"".join(fields) + mail

    return sealed


def outcome(mail: bytes, questions: Questions) -> str:
    return arc.verify(Message(mail), questions, int(time.time())).outcome


def test_without_seals_there_is_no_chain(questions: Questions) -> None:
    assert outcome(MAIL, questions) == "none"


def test_a_chain_passes_and_tells_its_sealers_and_what_the_first_one_saw(seal: Seal, questions: Questions) -> None:
    sealed = seal(seal(seal(MAIL), "relay.example"), "third.example")
    chain = arc.verify(Message(sealed), questions, int(time.time()))
    assert (chain.outcome, chain.sealers) == ("pass", ("lists.example", "relay.example", "third.example"))
    assert b"header.from=reader.example" in chain.first_seen


def test_fifty_hops_are_a_chain_and_fifty_one_are_not(seal: Seal, questions: Questions) -> None:
    sealed = MAIL
    for _ in range(50):
        sealed = seal(sealed)
    assert outcome(sealed, questions) == "pass"
    more = sealed.replace(b"i=50", b"i=51")
    assert outcome(more, questions) == "fail"


BREAKS = [
    (rb"Paragraph 127", b"Paragraph 128"),
    (rb"is wrong", b"is right"),
    (rb"i=2", b"i=3"),
    (rb"cv=pass", b"cv=none"),
    (rb"cv=pass", b"cv=fail"),
    (rb"cv=none", b"cv=pass"),
    (rb"cv=none; ", b""),
    (rb"(?s)ARC-Seal: i=1.*?(?=ARC-Message)", b""),
    (rb"(?s)ARC-Message-Signature: i=1.*?(?=ARC-Auth)", b""),
    (rb"(?s)ARC-Authentication-Results: i=1.*?(?=From)", b""),
    (rb"ARC-Authentication-Results: i=1", b"ARC-Authentication-Results: i=one"),
    (rb"ARC-Authentication-Results: i=1; lists.example", b"ARC-Authentication-Results: i=1; other.example"),
    (rb"dmarc=pass", b"dmarc=fail"),
    (rb"ARC-Seal: i=2", b"ARC-Seal: h=from; i=2"),
    (rb"ARC-Seal: i=2; ", b"ARC-Seal: "),
    (rb"a=rsa-sha256", b"a=rsa-sha1"),
    (rb"s=a1", b"s=a2"),
    (rb"h=from", b"h=arc-seal : from"),
    (rb"; t=[0-9]+", b"; t=now"),
    (rb"\A", b"ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=lists.example; s=a1; b=AAAA\r\n"),
    (rb"\A", b"ARC-Seal: i=3; a=rsa-sha256; cv=pass; d=lists.example; s=a1; b=AAAA\r\n"),
]


@pytest.mark.parametrize(("old", "new"), BREAKS)
def test_a_change_breaks_the_chain(old: bytes, new: bytes, seal: Seal, questions: Questions) -> None:
    sealed = seal(seal(MAIL))
    assert outcome(sealed, questions) == "pass"
    broken, count = re.subn(old, new, sealed, count=1)
    assert count == 1
    assert outcome(broken, questions) == "fail"


def test_a_key_that_cannot_be_asked_for_proves_nothing(seal: Seal, zone: Zone, questions: Questions) -> None:
    zone.has("a1._domainkey.lists.example", SERVFAIL)
    assert outcome(seal(MAIL), questions) == "fail"
