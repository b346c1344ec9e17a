"""A letter that we signed is what our own verifier, and another's code, call signed."""

from datetime import UTC, datetime

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mailgate.authentication import dkim as ours
from mailgate.authentication.canonical import Message
from mailgate.authentication.resolver import Answer, Questions, Resolver
from mailgate.sending.signing import Signer, SigningError, signer
from tests.mailgate.parts.conftest import Office, Sink

LETTER = (
    b'From: "The Flood" <c-abc@site.example>\r\nTo: ann@reader.example\r\nSubject: Your comment\r\n'
    b"Date: Mon, 4 May 2026 09:30:00 +0000\r\nMessage-ID: <1@site.example>\r\n"
    b"References: <a@b.example>\r\n <c@d.example>\r\n"
    b"List-Unsubscribe: <https://site.example/u/x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    b"\r\nSome  words.\r\n.A dot\r\n\r\n\r\n"
)
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def key() -> bytes:
    return rsa_pem(2_048)


@pytest.fixture
def made(key: bytes) -> Signer:
    return signer("site.example", "m1", key)


def rsa_pem(bits: int) -> bytes:
    return pem(rsa.generate_private_key(public_exponent=65_537, key_size=bits))


def is_signed(letter: bytes, made: Signer) -> bool:
    """Ask both verifiers."""
    record = b"v=DKIM1; k=rsa; p=" + made.published

    def told(name: bytes, timeout: int = 5) -> bytes | None:
        return record if name.rstrip(b".") == b"m1._domainkey.site.example" else None

    questions = Questions(Resolver()._resolver, 1.0)
    questions._answers[("m1._domainkey.site.example", "TXT")] = Answer(exists=True, txt=(record,))
    (found,) = ours.verify(Message(letter), questions, int(NOW.timestamp()))
    theirs = dkim.verify(letter, dnsfunc=told)
    assert (found.result == "pass") is theirs, found.reason
    return bool(theirs)


def test_a_signed_letter_is_verified_and_a_changed_one_is_not(made: Signer) -> None:
    signed = made.sign(LETTER, at=NOW)
    assert signed.endswith(LETTER)
    assert max(len(line) for line in signed.split(b"\r\n")) < 100
    assert is_signed(signed, made)
    for old, new in ((b"Some  words", b"Other words"), (b"Your comment", b"Buy this"), (b"/u/x", b"/u/y")):
        assert not is_signed(signed.replace(old, new), made)


@pytest.mark.parametrize("name", [b"From", b"To", b"Subject"])
def test_nobody_can_add_a_field_that_programs_show(made: Signer, name: bytes) -> None:
    signed = made.sign(LETTER, at=NOW)
    added = name + b": eve@attacker.test\r\n" + signed
    assert is_signed(signed, made)
    assert not is_signed(added, made)


def test_a_weak_or_foreign_key_is_refused() -> None:
    for bad in (rsa_pem(1_024), pem(ed25519.Ed25519PrivateKey.generate()), b"no key"):
        with pytest.raises(SigningError):
            signer("site.example", "m1", bad)


def test_the_sender_signs_what_it_hands_over(office: Office, sink: Sink, made: Signer) -> None:
    office.put("ann@reader.example")
    office.sender(sink.port, signer=made).step()
    (taken,) = sink.taken
    assert isinstance(taken.content, bytes)
    assert taken.content.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=site.example;")
