"""DKIM: what is signed as the RFC says passes, what could be misused does not. Signed by dkimpy, judged by us."""

import base64
import re
import time

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mailgate.authentication import dkim
from mailgate.authentication.canonical import Message
from mailgate.authentication.resolver import Questions

from .conftest import MAIL, SERVFAIL, Signer, Zone


def verdicts(mail: bytes, questions: Questions, now: int | None = None) -> list[str]:
    return [each.result for each in dkim.verify(Message(mail), questions, now or int(time.time()))]


def why(mail: bytes, questions: Questions, now: int | None = None) -> str:
    (only,) = dkim.verify(Message(mail), questions, now or int(time.time()))
    return only.reason


@pytest.fixture
def published(zone: Zone, rsa_key: Signer) -> Signer:
    zone.txt("s1._domainkey.reader.example", rsa_key.published)
    return rsa_key


@pytest.mark.parametrize("header", [b"simple", b"relaxed"])
@pytest.mark.parametrize("body", [b"simple", b"relaxed"])
@pytest.mark.parametrize(
    "text",
    [b"", b"\r\n", b"\r\n\r\n", b"one line", b"a  b \t\r\n \r\nc\t\r\n\r\n\r\n", b" \r\n", b"x" * 5_000, b"\t\tx"],
)
def test_every_form_of_a_text_passes(
    header: bytes, body: bytes, text: bytes, published: Signer, questions: Questions
) -> None:
    mail = MAIL.partition(b"\r\n\r\n")[0] + b"\r\nX-Odd:   a \r\n\t b  \r\n\r\n" + text
    signed = published.signs(mail, canonicalize=(header, body))
    assert verdicts(signed, questions) == ["pass"]
    assert verdicts(signed + b"more", questions) == ["fail"]


def test_an_edwards_key_passes(zone: Zone, edwards_key: Signer, questions: Questions) -> None:
    zone.txt("s1._domainkey.reader.example", edwards_key.published)
    signed = edwards_key.signs(MAIL)
    assert verdicts(signed, questions) == ["pass"]
    assert verdicts(signed.replace(b"127\r\nDate", b"128\r\nDate"), questions) == ["fail"]


def test_line_ends_of_a_file_do_not_matter(published: Signer, questions: Questions) -> None:
    assert verdicts(published.signs(MAIL).replace(b"\r\n", b"\n"), questions) == ["pass"]


def test_blanks_without_end_take_no_time(published: Signer, questions: Questions) -> None:
    signed = published.signs(MAIL)
    assert verdicts(signed + b" " * 2_000_000 + b"x", questions) == ["fail"]


def test_five_signatures_are_tried_and_no_more(published: Signer, other_key: Signer, questions: Questions) -> None:
    signed = published.signs(MAIL)
    for _ in range(4):
        signed = other_key.signs(signed, "list.example", include_headers=[b"from", b"subject"])
    assert verdicts(signed, questions) == ["permerror"] * 4 + ["pass"]
    assert verdicts(other_key.signs(signed, "list.example"), questions) == ["permerror"] * 5


KEY_RECORDS = [
    ("{key}", "pass"),
    ("p={p}", "pass"),
    ("v=DKIM1; p={p}; n=a note; x=unknown", "pass"),
    ("v=DKIM1; h=sha1:sha256; s=email; p={p};", "pass"),
    ("v=DKIM1; s=*; t=s; p={p}", "pass"),
    ("v=DKIM1; p=", "permerror"),
    ("v=DKIM1", "permerror"),
    ("v=DKIM2; p={p}", "permerror"),
    ("p={p}; v=DKIM1", "permerror"),
    ("v=DKIM1; k=ed25519; p={p}", "permerror"),
    ("v=DKIM1; h=sha1; p={p}", "permerror"),
    ("v=DKIM1; s=tlsrpt; p={p}", "permerror"),
    ("v=DKIM1; t=y; p={p}", "fail"),
    ("v=DKIM1; t=s:y; p={p}", "fail"),
    ("v=DKIM1; p=not base64", "permerror"),
    ("v=DKIM1; p=AAAA", "permerror"),
    ("v=DKIM1; p={p}; p={p}", "permerror"),
    ("just some text", "permerror"),
]


@pytest.mark.parametrize(("record", "expected"), KEY_RECORDS)
def test_a_key_record_is_judged(record: str, expected: str, zone: Zone, rsa_key: Signer, questions: Questions) -> None:
    p = rsa_key.published.partition("p=")[2]
    zone.txt("s1._domainkey.reader.example", record.format(p=p, key=rsa_key.published))
    assert verdicts(rsa_key.signs(MAIL), questions) == [expected]


def test_the_right_key_is_found_among_other_texts(zone: Zone, rsa_key: Signer, questions: Questions) -> None:
    zone.txt("s1._domainkey.reader.example", "v=spf1 -all", rsa_key.published)
    assert verdicts(rsa_key.signs(MAIL), questions) == ["pass"]


def test_a_key_that_is_not_there_and_one_that_cannot_be_asked_for_are_told_apart(
    zone: Zone, rsa_key: Signer, questions: Questions
) -> None:
    zone.has("s2._domainkey.reader.example", SERVFAIL)
    assert verdicts(rsa_key.signs(MAIL), questions) == ["permerror"]
    assert verdicts(rsa_key.signs(MAIL, selector="s2"), questions) == ["temperror"]


@pytest.mark.parametrize("bits", [512, 1_023])
def test_a_weak_key_is_refused(bits: int, zone: Zone, rsa_key: Signer, questions: Questions) -> None:
    numbers = rsa.RSAPublicNumbers(e=65_537, n=(1 << (bits - 1)) + 1_365)
    weak = base64.b64encode(numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    zone.txt("s1._domainkey.reader.example", f"v=DKIM1; p={weak.decode()}")
    (found,) = dkim.verify(Message(rsa_key.signs(MAIL)), questions, int(time.time()))
    assert found.result == "fail"
    assert f"{bits:,} bits" in found.reason


# What is changed in the signature field before it is made; the signature itself is right for the changed field.
TAGS = [
    ({"length": True}, "unsigned"),
    ({"include_headers": [b"from", b"to"]}, None),
    ({"identity": b"ann@reader.example"}, None),
    ({"identity": b"@mail.reader.example"}, None),
]


@pytest.mark.parametrize(("options", "reason"), TAGS)
def test_a_signature_that_is_made_otherwise(
    options: dict[str, object], reason: str | None, published: Signer, questions: Questions
) -> None:
    found = why(published.signs(MAIL, **options), questions)
    assert (reason in found) if reason else found == ""


EDITS = [
    (rb"v=1;", b"v=2;", "malformed"),
    (rb"v=1; ", b"", "malformed"),
    (rb"a=rsa-sha256", b"a=rsa-sha1", "rsa-sha1"),
    (rb"a=rsa-sha256", b"a=rsa-md5", "rsa-md5"),
    (rb"a=rsa-sha256", b"a=ed25519-sha256", "another kind"),
    (rb"c=relaxed/relaxed", b"c=loose", "form"),
    (rb"q=dns/txt", b"q=http", "DNS"),
    (rb"s=s1;", b"s=s1\0;", "malformed"),
    (rb"s=s1;", b"s=s1..x;", "no name"),
    (rb"d=reader.example", b"d=reader.example\0.attacker.test", "malformed"),
    (rb"d=reader.example", b"d=reader.example.", "no name"),
    (rb"d=reader.example", b"d=example", "no name"),
    (rb"i=@reader.example", b"i=@other.example", "another domain"),
    (rb"i=@reader.example", b"i=reader.example", "malformed"),
    (rb"i=@reader.example", b"i=@reader.example.attacker.test", "another domain"),
    (rb"h=from", b"h=subject", "From"),
    (rb"; t=\d+", b"; t=soon", "number"),
    (rb"; t=\d+", b"; t=99999999999", "future"),
    (rb"; t=\d+", b"; t=100; x=200", "expired"),
    (rb"; t=\d+", b"; t=200; x=100", "before"),
    (rb"bh=", b"bh=*", "base64"),
    (rb"bh=", b"x=99999999999; l=0; bh=", "unsigned"),
    (rb"bh=", b"bh=; d=reader.example; x=", "malformed"),
]


@pytest.mark.parametrize(("old", "new", "reason"), EDITS)
def test_a_signature_that_no_verifier_should_take_is_refused(
    old: bytes, new: bytes, reason: str, published: Signer, questions: Questions
) -> None:
    signed = published.signs(MAIL, identity=b"@reader.example", include_headers=[b"from"])
    edited, count = re.subn(old, new.replace(b"\\", b"\\\\"), signed, count=1)
    assert count == 1
    assert reason in why(edited, questions)


def test_a_key_for_the_domain_alone_signs_for_no_subdomain(zone: Zone, rsa_key: Signer, questions: Questions) -> None:
    zone.txt("s1._domainkey.reader.example", rsa_key.published + "; t=s")
    assert verdicts(rsa_key.signs(MAIL, identity=b"@reader.example"), questions) == ["pass"]
    assert "subdomains" in why(rsa_key.signs(MAIL, identity=b"@sub.reader.example"), questions)


@pytest.mark.parametrize("name", ["From", "Subject", "To", "Date", "Message-ID", "Content-Type"])
def test_a_field_that_comes_twice_is_a_failure(name: str, published: Signer, questions: Questions) -> None:
    mail = b"Content-Type: text/plain\r\n" + MAIL
    signed = published.signs(mail)
    assert verdicts(signed, questions) == ["pass"]
    for again in (f"{name}: another\r\n", f"{name.upper()} : another\r\n"):
        assert verdicts(again.encode() + signed, questions) == ["fail"]


STRAY = [
    b"these words are no field", b"nor are these: so it seems", b"\x0b, evil@attacker.test", b"\x0c more",
    b"\xa0, evil", b"\xc2\xa0, evil@attacker.test", b"\xe3\x80\x80evil", b": no name", b">From evil Mon Jan  1",
    b"-- ", b"\0", b"Subject\x0b: another", b"S\xc3\xbcbject: another", b"From evil Mon Jan  1",
]  # fmt: skip


@pytest.mark.parametrize("stray", STRAY)
@pytest.mark.parametrize("before", [b"To:", b"Date:"])
def test_a_line_of_the_header_that_is_no_field_is_a_failure(
    stray: bytes, before: bytes, published: Signer, questions: Questions
) -> None:
    signed = published.signs(MAIL)
    assert verdicts(signed.replace(b"\r\n" + before, b"\r\n" + stray + b"\r\n" + before, 1), questions) == ["fail"]


def test_what_a_mail_folder_writes_above_a_mail_is_no_harm(published: Signer, questions: Questions) -> None:
    signed = published.signs(MAIL)
    assert verdicts(b"From ann@reader.example Mon Jan  1 00:00:00 2026\r\n" + signed, questions) == ["pass"]
    assert verdicts(published.signs(MAIL.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"), questions) == ["pass"]


def test_oversigning_neither_helps_nor_harms(published: Signer, questions: Questions) -> None:
    oversigned = published.signs(MAIL, include_headers=[b"from", b"from", b"subject", b"subject"])
    assert verdicts(oversigned, questions) == ["pass"]


def test_a_domain_of_another_script_is_asked_for_by_its_a_label(
    zone: Zone, rsa_key: Signer, questions: Questions
) -> None:
    zone.txt("s1._domainkey.xn--bcher-kva.example", rsa_key.published)
    (found,) = dkim.verify(Message(rsa_key.signs(MAIL, "xn--bcher-kva.example")), questions, int(time.time()))
    assert (found.result, found.domain) == ("pass", "xn--bcher-kva.example")
