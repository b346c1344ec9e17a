"""DKIM: which lists of tags are a signature, of those that are signed correctly (RFC 6376 section 3.5, RFC 8301, 8463).

Each row is a list of tags that was signed as it stands, so that whoever ignored what is odd about it would let it pass.
"""

import time

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from mailgate.authentication import dkim
from mailgate.authentication.canonical import Message
from mailgate.authentication.resolver import Questions

from .by_hand import Private, signature
from .conftest import MAIL, Signer, Zone

V, A, C, D, S, H, B = (
    "v=1; ",
    "a=rsa-sha256; ",
    "c=relaxed/relaxed; ",
    "d=reader.example; ",
    "s=s1; ",
    "h=from:to:subject:date; ",
    "bh={bh}; b=",
)

ROWS = [
    (V + A + C + D + S + H + B, "pass"),
    (H + S + D + C + A + V + B, "pass"),
    ("v = 1 ;a = rsa-sha256; " + C + D + S + H + "bh = {bh}; b=", "pass"),
    ("v=1;\r\n\ta=rsa-sha256;\r\n\tc=relaxed/relaxed;\r\n " + D + S + H + B, "pass"),
    (V + "a=RSA-SHA256; " + C + D + S + H + B, "pass"),
    (V + A + "c=RELAXED/relaxed; " + D + S + H + B, "pass"),
    (V + A + C + "d=READER.example; s=S1; " + H + B, "pass"),
    (V + A + C + D + S + "h=From : To : Subject : Date; " + B, "pass"),
    (V + A + C + D + S + "h=from:\r\n\tto:subject:\r\n date; " + B, "pass"),
    (V + A + C + D + S + "q=dns/txt; " + H + B, "pass"),
    (V + A + C + D + S + "q=other:dns/txt; " + H + B, "pass"),
    (V + A + C + D + S + H + "n=it's (a \\note; " + B, "pass"),
    (V + A + C + D + S + H + "z=Subject:b=3Dx|From:O'Brien; " + B, "pass"),
    (V + A + C + D + S + H + "unknown=b=x; " + B, "pass"),
    (V + A + C + D + S + H + "b2=; " + B, "pass"),
    (V + A + C + D + S + "t=1700000000; " + H + B, "pass"),
    (V + A + C + D + S + "x=99999999999; " + H + B, "pass"),
    (V + A + C + D + S + "i=@reader.example; " + H + B, "pass"),
    (V + A + C + D + S + "i=ann=20smith@mail.reader.example; " + H + B, "pass"),
    (V + A + C + D + S + "h=from:to:subject:date:sender:list-id; " + B, "pass"),
    (V + A + C + D + S + H + "bh={bh}; b=; ", "pass"),
    (A + C + D + S + H + B, "permerror"),
    ("v=2; " + A + C + D + S + H + B, "permerror"),
    ("v=0.5; " + A + C + D + S + H + B, "permerror"),
    ("v=1.0; " + A + C + D + S + H + B, "permerror"),
    (V + V + A + C + D + S + H + B, "permerror"),
    ("V=1; " + A + C + D + S + H + B, "permerror"),
    (V + C + D + S + H + B, "permerror"),
    (V + "a=rsa-sha512; " + C + D + S + H + B, "permerror"),
    (V + "a=rsa; " + C + D + S + H + B, "permerror"),
    (V + "a=none; " + C + D + S + H + B, "permerror"),
    (V + "a=ed25519-sha1; " + C + D + S + H + B, "permerror"),
    (V + "a=ed25519-sha256; " + C + D + S + H + B, "permerror"),
    (V + A + "c=relaxed/future; " + D + S + H + B, "permerror"),
    (V + A + "c=relaxed/relaxed/relaxed; " + D + S + H + B, "permerror"),
    (V + A + C + S + H + B, "permerror"),
    (V + A + C + "d=; " + S + H + B, "permerror"),
    (V + A + C + "d=reader..example; " + S + H + B, "permerror"),
    (V + A + C + "d=read er.example; " + S + H + B, "permerror"),
    (V + A + C + "d=reader.example.; " + S + H + B, "permerror"),
    (V + A + C + "D=reader.example; " + S + H + B, "permerror"),
    (V + A + C + "d=other.example; " + D + S + H + B, "permerror"),
    (V + A + C + D + H + B, "permerror"),
    (V + A + C + D + "s=; " + H + B, "permerror"),
    (V + A + C + D + "s=s1 s2; " + H + B, "permerror"),
    (V + A + C + D + S + B, "permerror"),
    (V + A + C + D + S + "h=; " + B, "permerror"),
    (V + A + C + D + S + "h=to:subject:date; " + B, "permerror"),
    (V + A + C + D + S + "h=from::to:subject:date; " + B, "permerror"),
    (V + A + C + D + S + "h=from:to:subject:date:; " + B, "permerror"),
    (V + A + C + D + S + H + "b=", "permerror"),
    (V + A + C + D + S + H + "bh=; b=", "fail"),
    (V + A + C + D + S + H + "junk; " + B, "permerror"),
    (V + A + C + D + S + H + "; " + B, "permerror"),
    (V + A + C + D + S + H + "1x=y; " + B, "permerror"),
    (V + A + C + D + S + "q=; " + H + B, "permerror"),
    (V + A + C + D + S + "q=dns/special; " + H + B, "permerror"),
    (V + A + C + D + S + "i=@; " + H + B, "permerror"),
    (V + A + C + D + S + "i=ann@attacker.test; " + H + B, "permerror"),
    (V + A + C + D + S + "i=ann@example; " + H + B, "permerror"),
    (V + A + C + D + S + "i=ann@otherreader.example; " + H + B, "permerror"),
    (V + A + C + D + S + "t=0x10; " + H + B, "permerror"),
    (V + A + C + D + S + "t=-1; " + H + B, "permerror"),
    (V + A + C + D + S + "t=1.5; " + H + B, "permerror"),
    (V + A + C + D + S + "t=1234567890123; " + H + B, "permerror"),
    (V + A + C + D + S + "x=never; " + H + B, "permerror"),
    (V + A + C + D + S + "t=1700000000; x=1700000000; " + H + B, "permerror"),
    (V + A + C + D + S + "x=1700000000; " + H + B, "fail"),
    (V + A + C + D + S + "t=99999999999; " + H + B, "fail"),
    (V + A + C + D + S + "l=99999; " + H + B, "fail"),
    (V + A + C + D + S + "l=-1; " + H + B, "fail"),
    (V + A + C + D + S + "l=; " + H + B, "fail"),
]


def result(mail: bytes, questions: Questions) -> str:
    (found,) = dkim.verify(Message(mail), questions, int(time.time()))
    return found.result


@pytest.fixture
def key(zone: Zone, rsa_key: Signer) -> Private:
    zone.txt("s1._domainkey.reader.example", rsa_key.published)
    found = load_pem_private_key(rsa_key.private, password=None)
    assert isinstance(found, Private)
    return found


def _names(tags: str) -> str:
    """The names that h= has, as the signer takes them; all of them where there is no h=."""
    listed = tags.partition("h=")[2].partition(";")[0] if "; h=" in f"; {tags}" else "from:to:subject:date"
    return ":".join(name.strip().lower() for name in listed.split(":"))


@pytest.mark.parametrize(("tags", "expected"), ROWS)
def test_a_list_of_tags_is_a_signature_or_none(tags: str, expected: str, key: Private, questions: Questions) -> None:
    assert result(signature(MAIL, tags, key, names=_names(tags)) + MAIL, questions) == expected


@pytest.mark.parametrize("form", ["simple/simple", "simple/relaxed", "relaxed/simple", "simple", "relaxed"])
def test_each_form_is_read_as_it_was_signed(form: str, key: Private, questions: Questions) -> None:
    tags = V + A + f"c={form}; " + D + S + H + B
    assert result(signature(MAIL, tags, key, form=form) + MAIL, questions) == "pass"


def test_without_a_form_both_are_simple(key: Private, questions: Questions) -> None:
    assert result(signature(MAIL, V + A + D + S + H + B, key, form="simple/simple") + MAIL, questions) == "pass"


def test_sha1_is_a_failure_however_right_the_signature(key: Private, questions: Questions) -> None:
    tags = V + "a=rsa-sha1; " + C + D + S + H + B
    assert result(signature(MAIL, tags, key, digest=SHA1()) + MAIL, questions) == "fail"  # noqa: S303  to be refused


@pytest.mark.parametrize("length", [0, 10, 37])
def test_text_left_unsigned_is_a_failure_however_right_the_signature(
    length: int, key: Private, questions: Questions
) -> None:
    tags = V + A + C + D + S + f"l={length}; " + H + B
    assert result(signature(MAIL, tags, key, length=length) + MAIL, questions) == "fail"
