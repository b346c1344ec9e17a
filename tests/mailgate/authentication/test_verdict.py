"""Is the author proved? The table of proofs, faults of the DNS, and sealers on the operator's list."""

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from ports import free_port

from mailgate.authentication.resolver import Resolver
from mailgate.authentication.verdict import Envelope, Trust, judge

from .by_hand import Private, signature
from .conftest import MAIL, SERVFAIL, SILENT, Judge, Place, Signer
from .test_arc import Seal, seal  # noqa: F401  a fixture
from .test_stamped import ADDED

OWN = {"ip": "192.0.2.1", "helo": "mail.reader.example", "mail_from": "ann@reader.example"}


def test_a_signature_of_the_authors_domain_proves_the_author(judged: Judge, rsa_key: Signer) -> None:
    found = judged(rsa_key.signs(MAIL))
    assert (found.verified, found.dmarc, found.policy, found.spf) == (True, "pass", "reject", "pass")
    assert [(each.result, each.domain, each.selector, each.aligned) for each in found.dkim] == [
        ("pass", "reader.example", "s1", True)
    ]
    assert found.reason == "Signed by reader.example (DKIM) for reader.example."


def test_a_server_of_the_authors_domain_proves_the_author(judged: Judge) -> None:
    found = judged(MAIL, **OWN)
    assert (found.verified, found.dmarc, found.spf, found.dkim) == (True, "pass", "pass", ())
    assert found.reason == "Sent by a server of reader.example (SPF) for reader.example."


def test_the_null_sender_proves_by_the_name_of_the_server(judged: Judge) -> None:
    judged.zone.txt("mail.reader.example", "v=spf1 ip4:192.0.2.1 -all")
    assert judged(MAIL, **{**OWN, "mail_from": "<>"}).verified
    assert not judged(MAIL, helo="mail.reader.example", mail_from="").verified


def test_without_a_record_nothing_is_proved(judged: Judge, rsa_key: Signer) -> None:
    del judged.zone.names["_dmarc.reader.example"]
    found = judged(rsa_key.signs(MAIL), **OWN)
    assert (found.verified, found.dmarc, found.policy, found.spf) == (False, "none", None, "pass")
    assert found.dkim[0].aligned


@pytest.mark.parametrize(
    ("tags", "by_dkim", "by_spf"), [("", True, True), ("adkim=s", False, True), ("aspf=s", True, False)]
)
def test_strict_alignment_is_kept(tags: str, by_dkim: bool, by_spf: bool, judged: Judge, rsa_key: Signer) -> None:
    judged.zone.names["_dmarc.reader.example"] = [("TXT", f"v=DMARC1; p=none; {tags}")]
    judged.zone.txt("s1._domainkey.sub.reader.example", rsa_key.published)
    judged.zone.txt("sub.reader.example", "v=spf1 ip4:192.0.2.1 -all")
    assert judged(rsa_key.signs(MAIL, "sub.reader.example")).verified is by_dkim
    assert judged(MAIL, **{**OWN, "mail_from": "ann@sub.reader.example"}).verified is by_spf


@pytest.mark.parametrize("fault", [SERVFAIL, SILENT])
@pytest.mark.parametrize("name", ["_dmarc.reader.example", "s1._domainkey.reader.example"])
def test_a_fault_of_the_dns_proves_nothing_and_says_so(
    name: str, fault: str, place: Place, judged: Judge, rsa_key: Signer
) -> None:
    judged.zone.has(name, fault)
    judged.resolver = Resolver(("127.0.0.1", place.port), deadline=1.0)
    found = judged(rsa_key.signs(MAIL))
    assert (found.verified, found.dmarc, found.temporary) == (False, "temperror", True)
    assert "DNS" in found.reason


def test_a_fault_about_somebody_else_does_not_matter(judged: Judge, other_key: Signer, rsa_key: Signer) -> None:
    judged.zone.has("s1._domainkey.list.test", SERVFAIL)
    assert judged(other_key.signs(MAIL, "list.test")).dmarc == "fail"
    assert judged(other_key.signs(rsa_key.signs(MAIL), "list.test")).verified


# Where the DNS is silent, who signed, what the record adds, and what comes of it.
FAULTS = [
    ("_dmarc.example", "reader.example", "", "pass"),
    ("_dmarc.example", "mail.reader.example", "", "temperror"),
    ("_dmarc.mail.reader.example", "mail.reader.example", "", "temperror"),
    ("_dmarc.mail.reader.example", "mail.reader.example", "; adkim=s", "fail"),
    ("_dmarc.mail.reader.example", "reader.example", "", "pass"),
    ("_dmarc.other.test", "other.test", "", "fail"),
    ("s1._domainkey.mail.reader.example", "mail.reader.example", "", "temperror"),
    ("s1._domainkey.other.test", "other.test", "", "fail"),
    ("attacker.test", "other.test", "", "fail"),
    ("_dmarc.attacker.example", "attacker.example", "", "fail"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_only_a_fault_that_could_matter_is_waited_for(
    fault: tuple[str, str, str, str], judged: Judge, rsa_key: Signer
) -> None:
    silent, signer, tags, outcome = fault
    for domain in ("mail.reader.example", "other.test", "attacker.example"):
        judged.zone.txt(f"s1._domainkey.{domain}", rsa_key.published)
    judged.zone.names["_dmarc.reader.example"] = [("TXT", f"v=DMARC1; p=reject{tags}")]
    judged.zone.names[silent] = [SERVFAIL]
    found = judged(rsa_key.signs(MAIL, signer))
    assert (found.dmarc, found.policy, found.verified) == (outcome, "reject", outcome == "pass")
    assert found.temporary is (outcome == "temperror")


@pytest.mark.parametrize("top", ["test", "example"])
def test_strangers_who_keep_silent_do_not_hide_what_the_authors_domain_asks_for(
    top: str, place: Place, judged: Judge, other_key: Signer
) -> None:
    forged = other_key.signs(MAIL, "reader.example", selector="absent")
    for number in range(4):
        judged.zone.has(f"s1._domainkey.silent{number}.{top}", SILENT)
        forged = other_key.signs(forged, f"silent{number}.{top}")
    judged.resolver = Resolver(("127.0.0.1", place.port), deadline=2.0)
    found = judged(forged)
    assert (found.dmarc, found.policy, found.temporary) == ("fail", "reject", False)


def test_a_dead_resolver_proves_nothing_and_is_not_waited_for_beyond_the_deadline(rsa_key: Signer) -> None:
    dead = Resolver(("127.0.0.1", free_port()), deadline=0.2)
    found = judge(rsa_key.signs(MAIL), Envelope(**OWN), dead)
    assert (found.verified, found.spf, found.dmarc) == (False, "temperror", "temperror")


def test_an_author_of_another_script_is_proved_by_its_a_label(judged: Judge, rsa_key: Signer) -> None:
    judged.zone.txt("_dmarc.xn--bcher-kva.example", "v=DMARC1; p=none")
    judged.zone.txt("s1._domainkey.xn--bcher-kva.example", rsa_key.published)
    mail = MAIL.replace(b"ann@reader.example", "ann@bücher.example".encode(), 1)
    assert judged(rsa_key.signs(mail, "xn--bcher-kva.example")).verified


def test_a_chain_is_believed_if_every_sealer_is_on_the_list(judged: Judge, seal: Seal) -> None:  # noqa: F811
    mail = seal(seal(MAIL), "relay.example")
    assert (judged(mail).arc, judged(mail).verified) == ("pass", False)
    judged.trust = Trust(sealers=frozenset({"lists.example"}))
    assert not judged(mail).verified
    judged.trust = Trust(sealers=frozenset({"lists.example", "relay.example"}))
    assert (judged(mail).verified, judged(mail).dmarc) == (True, "fail")
    assert "lists.example saw a DMARC pass" in judged(mail).reason
    assert not judged(seal(MAIL, dmarc="fail")).verified
    assert not judged(seal(MAIL, author="other.example")).verified
    assert not judged(seal(MAIL, author="other.example header.from=reader.example")).verified
    assert not judged(mail.replace(b"wrong", b"right")).verified
    for added in ADDED:
        assert not judged(added + mail).verified


@pytest.mark.parametrize(
    ("names", "outcome"),
    [("from:subject", "pass"), ("from::subject", "pass"), ("subject:date", "fail"), ("", "fail")],
)
def test_a_chain_whose_newest_signature_leaves_the_author_out_does_not_hold(
    names: str, outcome: str, judged: Judge, rsa_key: Signer
) -> None:
    judged.zone.txt("a1._domainkey.lists.example", rsa_key.published)
    judged.trust = Trust(sealers=frozenset({"lists.example"}))
    key = load_pem_private_key(rsa_key.private, password=None)
    assert isinstance(key, Private)
    sealer = "i=1; a=rsa-sha256; d=lists.example; s=a1; "
    tags = f"{sealer}c=relaxed/relaxed; h={names}; bh={{bh}}; b="
    results = b"ARC-Authentication-Results: i=1; lists.example; dmarc=pass header.from=reader.example\r\n"
    mail = results + signature(MAIL, tags, key, name="ARC-Message-Signature", names=names) + MAIL
    kinds = "arc-authentication-results:arc-message-signature"
    found = judged(signature(mail, f"{sealer}cv=none; b=", key, name="ARC-Seal", names=kinds) + mail)
    assert (found.arc, found.verified) == (outcome, outcome == "pass")
