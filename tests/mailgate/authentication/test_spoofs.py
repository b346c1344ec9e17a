"""Mallory owns attacker.test, signs well and sends from her own server: she never speaks for reader.example.

The shapes are those that mail programs, filters and signers are known to read differently, and more of our own.
"""

import base64
import re
from collections.abc import Callable

import dkim
import pytest

from mailgate import header_block
from mailgate.authentication.verdict import Authentication, Trust

from .conftest import MAIL, Judge, Signer

REST = MAIL.partition(b"\r\n")[2]
VICTIM, MALLORY = b"ann@reader.example", b"mallory@attacker.test"
ENCODED = base64.b64encode(VICTIM)

# The From field (or what stands for it) of a mail that Mallory signs with her own key and domain.
HEADS = [
    b"From: " + VICTIM,
    b"From: <" + VICTIM + b">",
    b"From: Ann <" + VICTIM + b">\r\nFrom: M <" + MALLORY + b">",
    b"From: M <" + MALLORY + b">\r\nFrom: Ann <" + VICTIM + b">",
    b"From: <" + MALLORY + b">\r\nFrom : <" + VICTIM + b">",
    b"From : <" + VICTIM + b">\r\nFrom: <" + MALLORY + b">",
    b"From: <" + MALLORY + b">\r\n From: <" + VICTIM + b">",
    b"From: <" + MALLORY + b">\r\nFROM: <" + VICTIM + b">",
    b"From: <" + MALLORY + b">\r\nFrom\t: <" + VICTIM + b">",
    b"From: <" + MALLORY + b">\r\nFrom\r\n : <" + VICTIM + b">",
    b"From: <" + MALLORY + b">\r\n\x00From: <" + VICTIM + b">",
    b"From: <" + MALLORY + b">\rFrom: <" + VICTIM + b">",
    b"From: <" + VICTIM + b">\rFrom: <" + MALLORY + b">",
    b"From: " + VICTIM + b", " + MALLORY,
    b"From: " + MALLORY + b", " + VICTIM,
    b"From: <" + MALLORY + b">, <" + VICTIM + b">",
    b"From: <" + MALLORY + b"> <" + VICTIM + b">",
    b"From: <" + VICTIM + b"> <" + MALLORY + b">",
    b"From: " + VICTIM + b" <" + MALLORY + b"> ",
    b"From: <" + VICTIM + b"> (" + MALLORY + b")",
    b"From: (" + MALLORY + b") <" + VICTIM + b">",
    b"From: <@attacker.test:" + VICTIM + b">",
    b"From: <@attacker.test,@x.test:" + VICTIM + b">",
    b"From: <" + VICTIM + b":" + MALLORY + b">",
    b"From: friends: " + VICTIM + b", " + MALLORY + b";",
    b"From: friends: " + VICTIM + b";",
    b'From: "' + MALLORY + b'" <' + VICTIM + b">",
    b"From: " + MALLORY + b" <" + VICTIM + b">",
    b"From: =?utf-8?b?" + ENCODED + b"?=",
    b"From: =?utf-8?b?" + ENCODED + b"?= <" + MALLORY + b">",
    b"From: <=?utf-8?b?" + ENCODED + b"?=>",
    b"From: =?utf-8?q?ann=40reader.example?=, <" + MALLORY + b">",
    b"From: <" + VICTIM + b"\x00@attacker.test>",
    b"From: <" + VICTIM + b"\x00" + MALLORY + b">",
    b"From: <ann@reader.example,attacker.test>",
    b'From: "ann@reader.example"@attacker.test',
    b'From: <"ann@reader.example>"@attacker.test>',
    b"From: <ann@attacker.test@reader.example>",
    b"From: <ann@reader.example@attacker.test>",
    b"From: <ann@(attacker.test)reader.example>",
    b"From: ann@reader.example(@attacker.test)",
    b"From: <ann@reader.example >",
    b"From: <ann@READER.example>",
    b"From: <ann@reader.example.>",
    b"From: <ann@[reader.example]>",
    b"From: <ann@\xef\xbd\x92eader.example>",
    b"From: <ann@reader\xe3\x80\x82example>",
    b"From: <ann@sub.reader.example>",
    b"From: <ann@attacker.test.reader.example>",
    b"From:\r\n <" + VICTIM + b">",
    b"From:\r\n \r\n <" + VICTIM + b">",
    b"Sender: " + MALLORY + b"\r\nFrom: <" + VICTIM + b">",
    b"Resent-From: " + MALLORY + b"\r\nFrom: <" + VICTIM + b">",
    b"Reply-To: " + VICTIM + b"\r\nX-Original-From: " + MALLORY + b"\r\nFrom: <" + VICTIM + b">",
    b"X-Pad: " + b"x" * 200_000 + b"\r\nFrom: <" + VICTIM + b">",
    b"Authentication-Results: mx.ours.example; dmarc=pass header.from=reader.example\r\nFrom: <" + VICTIM + b">",
    b"ARC-Authentication-Results: i=1; mx.ours.example; dmarc=pass header.from=reader.example\r\nFrom: " + VICTIM,
]


def speaks_only_for_mallory(found: Authentication, mail: bytes) -> bool:
    author = header_block.author(mail)
    return not found.verified or (
        not isinstance(author, header_block.Refusal) and author.address.endswith("@attacker.test")
    )


@pytest.mark.parametrize("head", HEADS)
def test_a_well_signed_mail_of_mallory_is_nobody_elses(head: bytes, judged: Judge, other_key: Signer) -> None:
    mail = head + b"\r\n" + REST
    signed = _signed_by_hand(mail, other_key)
    for each in (mail, signed):
        assert speaks_only_for_mallory(judged(each), each)


def _signed_by_hand(mail: bytes, signer: Signer) -> bytes:
    """dkimpy refuses to sign some of these: such a mail goes with a signature of another one."""
    try:
        return signer.signs(mail, "attacker.test")
    except Exception:  # noqa: BLE001  it has several kinds
        plain = signer.signs(b"From: " + MALLORY + b"\r\n" + REST, "attacker.test")
        return plain[: plain.index(b"From:")] + mail


ENVELOPES = [
    {"helo": "attacker.test", "mail_from": "ann@reader.example"},
    {"helo": "attacker.test", "mail_from": ""},
    {"helo": "attacker.test", "mail_from": "ann@absent.reader.example"},
    {"helo": "reader.example", "mail_from": ""},
    {"helo": "reader.example", "mail_from": "mallory@attacker.test"},
    {"mail_from": "<@attacker.test,@x.test:ann@reader.example>"},
    {"mail_from": "ann@reader.example,mallory@attacker.test"},
    {"mail_from": "(ann@reader.example)mallory@attacker.test"},
    {"mail_from": '"mallory@attacker.test,"@reader.example'},
    {"mail_from": "mallory@attacker.test@reader.example"},
    {"mail_from": "ann@reader.example@attacker.test"},
    {"mail_from": "ann@reader.example\0.attacker.test"},
    {"mail_from": "ann@reader.example.attacker.test"},
    {"mail_from": "ann@reader.example<mallory@attacker.test>"},
    {"mail_from": "reader.example"},
    {"mail_from": "<ann@reader.example> <mallory@attacker.test>"},
]


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_no_envelope_of_mallory_proves_another(envelope: dict[str, str], judged: Judge) -> None:
    judged.zone.txt("reader.example.attacker.test", "v=spf1 +all")
    assert not judged(MAIL, **envelope).verified


Change = Callable[[bytes], bytes]


def _signature(old: bytes, new: bytes) -> Change:
    return lambda mail: re.sub(old, new.replace(b"\\", b"\\\\"), mail, count=1)


# Mails that reader.example signed, or that Mallory signed in its name.
SIGNATURES: list[tuple[str, Change]] = [
    ("attacker.test", _signature(b"d=attacker.test", b"d=reader.example")),
    ("attacker.test", _signature(b"d=attacker.test;", b"d=reader.example; d=attacker.test; ")),
    ("attacker.test", _signature(b"d=attacker.test;", b"d=attacker.test; d=reader.example; ")),
    ("attacker.test", _signature(b"d=attacker.test", b"d=reader.example\0.attacker.test")),
    ("attacker.test", _signature(b"d=attacker.test", b"d=reader.example'a.attacker.test")),
    ("attacker.test", _signature(b"d=attacker.test", b"d=reader.example(.attacker.test")),
    ("attacker.test", _signature(b"d=attacker.test;", b"d=reader.example; i=@attacker.test; ")),
    ("attacker.test", _signature(b"d=attacker.test;", b"d=attacker.test; i=@reader.example; ")),
    ("attacker.test", _signature(b"s=s1", b"s=s1._domainkey.attacker.test\0")),
    ("attacker.test", _signature(b"d=attacker.test", b"d=example")),
    ("attacker.test", _signature(b"a=rsa-sha256", b"a=none")),
    ("reader.example", lambda mail: mail + b"more text\r\n"),
    ("reader.example", lambda mail: mail.replace(b"wrong", b"right")),
    ("reader.example", lambda mail: b"Subject: Another\r\n" + mail),
    ("reader.example", lambda mail: mail.replace(b"To: f", b"Subject : Another\r\nTo: f")),
    ("reader.example", lambda mail: b"From: <mallory@attacker.test>\r\n" + mail),
    ("reader.example", lambda mail: mail.replace(b"From: Ann", b"From: Bob")),
    ("reader.example", lambda mail: mail.replace(b"ann@reader", b"bob@reader")),
    ("reader.example", lambda mail: re.sub(rb"(?s)\bb=[^;]*?(?=\r\nFrom)", b"b=", mail)),
    ("reader.example", lambda mail: b"DKIM-Signature: v=1\r\n" * 5 + mail),
    (
        "reader.example",
        lambda mail: mail.replace(b"\r\nTo:", b"\r\nContent-Type: text/html\r\nContent-Type: text/plain\r\nTo:"),
    ),
    ("reader.example", lambda mail: mail.replace(b"\r\n\r\nThe", b"\r\n\n\nEvil\r\n\r\nThe", 1)),
]


@pytest.mark.parametrize(("domain", "change"), SIGNATURES)
def test_no_change_of_a_signed_mail_is_verified(
    domain: str, change: Change, judged: Judge, rsa_key: Signer, other_key: Signer
) -> None:
    signer = rsa_key if domain == "reader.example" else other_key
    signed = signer.signs(MAIL, domain)
    changed = change(signed)
    assert changed != signed
    assert not judged(changed).verified


def test_text_added_beyond_the_signed_length_is_not_verified(judged: Judge, rsa_key: Signer) -> None:
    signed = rsa_key.signs(MAIL, length=True)
    assert not judged(signed + b"Buy this.\r\n").verified
    assert not judged(signed).verified


def test_a_neighbour_under_a_public_suffix_is_not_verified(judged: Judge, other_key: Signer) -> None:
    judged.zone.txt("_dmarc.test", "v=DMARC1; p=none; psd=y").txt("_dmarc.co.test", "v=DMARC1; p=none; psd=y")
    judged.zone.txt("s1._domainkey.evil.co.test", other_key.published)
    for victim, signer in (
        ("co.test", "evil.co.test"),
        ("good.co.test", "evil.co.test"),
        ("good.test", "attacker.test"),
    ):
        mail = MAIL.replace(VICTIM, b"ann@" + victim.encode(), 1)
        assert not judged(other_key.signs(mail, signer)).verified


def test_stamps_and_seals_of_mallory_are_not_believed(judged: Judge, other_key: Signer) -> None:
    judged.trust = Trust(sealers=frozenset({"lists.example"}))
    stamp = b"Authentication-Results: attacker.test; arc=none; dmarc=pass header.from=reader.example\r\n"
    seal = dkim.arc_sign(stamp + MAIL, b"s1", b"attacker.test", other_key.private, b"attacker.test")
    found = judged(b"".join(seal) + stamp + MAIL)
    assert (found.arc, found.verified) == ("pass", False)
