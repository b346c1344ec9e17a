"""Who wrote the mails of a batch, and what the worker makes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from ipaddress import ip_network
from time import monotonic

import pytest

from mailgate.authentication import prover
from mailgate.authentication.prover import Prover, Surroundings
from mailgate.authentication.resolver import Resolver
from mailgate.proof import NOTHING, Proof, Way
from mailgate.worker import JUDGED_AGAIN, TRIES, Worker
from store.model import MailId
from store.spool import Envelope, Spool, Spooled
from tests.mailgate.authentication.conftest import MAIL, SILENT, Judge, Place, Signer
from tests.mailgate.authentication.test_arc import Seal
from tests.mailgate.authentication.test_arc import seal as seal  # noqa: PLC0414  a fixture
from tests.mailgate.conftest import Bench

ANN, MO = "ann@reader.example", "mo@desk.example"
WORDS = "The date in this paragraph is wrong: it was a Tuesday."
STAMP = b"Authentication-Results: mx.site.example; dmarc=pass header.from=reader.example\r\n"


def came(raw: bytes = MAIL, *, peer: str = "192.0.2.1", sender: str | None = ANN, attempts: int = 1) -> Spooled:
    envelope = Envelope(
        sender=sender, recipient="x@site.example", peer=peer, helo="mx.reader.example", protocol="ESMTP"
    )
    return Spooled(id=MailId(1), hash=b"", envelope=envelope, raw=raw, received_at=None, attempts=attempts)  # type: ignore[arg-type]


@pytest.fixture
def make(judged: Judge) -> Iterator[Callable[..., Prover]]:
    made: list[Prover] = []

    def prove(resolver: Resolver | None = judged.resolver, **around: object) -> Prover:
        made.append(Prover(resolver, Surroundings(**around)))  # type: ignore[arg-type]
        return made[-1]

    yield prove
    for each in made:
        each.close()


def proof(made: Prover, *mails: Spooled | None) -> list[Proof]:
    return made.end(made.begin(mails))


def test_a_batch_is_judged_in_order_and_what_needs_no_proof_is_not(
    make: Callable[..., Prover], rsa_key: Signer
) -> None:
    stranger, signed = came(peer="203.0.113.9"), came(rsa_key.signs(MAIL), peer="203.0.113.9", sender="x@list.test")
    found = proof(make(), came(), None, stranger, signed)
    assert [(each.by, each.is_verified, each.is_refuted) for each in found] == [
        (Way.SPF, True, False),
        (None, False, False),
        (None, False, True),
        (Way.DKIM, True, False),
    ]
    assert found[3].signers == ("reader.example",)


def test_an_aligned_pass_without_a_dmarc_record_is_told_but_proves_nothing(
    make: Callable[..., Prover], judged: Judge
) -> None:
    del judged.zone.names["_dmarc.reader.example"]
    (found,) = proof(make(), came())
    assert (found.by, found.is_verified, found.kept) == (Way.SPF, False, None)


def test_only_a_server_of_ours_is_believed_when_it_stamps(make: Callable[..., Prover]) -> None:
    around = {"authserv_id": "mx.site.example", "relays": (ip_network("10.1.0.0/16"),)}
    stamped = STAMP + MAIL
    by_socket, by_relay, by_stranger = proof(
        make(None, **around),
        came(stamped, peer="local"),
        came(stamped, peer="10.1.2.3"),
        came(stamped, peer="203.0.113.9"),
    )
    assert by_socket == by_relay == Proof(by=Way.STAMP, is_verified=True)
    assert by_stranger == replace(NOTHING, client="203.0.113.9")


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (
            b"Received: from mx.a.test (mx.a.test [203.0.113.9])\r\n\tby mx.site.example with X; n\r\n",
            "203.0.113.9",
        ),
        (
            b"Return-Path: <a@a.test>\r\nReceived: from x (x [IPv6:2001:db8:1:2:3:4:5:6]) by y; z\r\n",
            "2001:db8:1:2::/64",
        ),
        (b"Received: from me (localhost [127.0.0.1]) by y; z\r\n", None),
        (b"Subject: no trace\r\nReceived: from x (x [203.0.113.9]) by y; z\r\n", None),
    ],
)
def test_a_server_of_ours_tells_who_the_client_was(
    make: Callable[..., Prover], top: bytes, expected: str | None
) -> None:
    assert proof(make(None), came(top + MAIL, peer="local"))[0].client == expected


def test_a_client_is_counted_by_its_address_or_its_network(make: Callable[..., Prover]) -> None:
    found = proof(make(None), came(), came(peer="2001:db8:1:2:3:4:5:6"), came(peer="127.0.0.1"))
    assert [each.client for each in found] == ["192.0.2.1", "2001:db8:1:2::/64", None]


def test_behind_a_server_of_ours_spf_cannot_speak(make: Callable[..., Prover], rsa_key: Signer) -> None:
    around = {"relays": (ip_network("192.0.2.0/24"),), "asks_for_all": True}
    plain, signed = proof(make(**around), came(), came(rsa_key.signs(MAIL)))
    assert plain.is_refuted
    assert plain.client is None  # no server of ours is whoever sent the mail
    assert signed.by is Way.DKIM


def test_mail_from_this_machine_asks_the_dns_only_where_a_resolver_was_chosen(
    make: Callable[..., Prover], judged: Judge
) -> None:
    for peer in ("127.0.0.1", "::1", "local"):
        assert proof(make(), came(peer=peer)) == [NOTHING]
    assert judged.zone.asked == []
    assert proof(make(asks_for_all=True), came(peer="127.0.0.1"))[0].is_refuted


def test_seals_cost_questions_only_where_some_are_believed(
    make: Callable[..., Prover],
    judged: Judge,
    seal: Seal,
) -> None:
    sealed = seal(MAIL)
    elsewhere = {"peer": "203.0.113.9", "sender": "x@lists.example"}
    (found,) = proof(make(), came(sealed, **elsewhere))
    assert found.by is None
    assert "a1._domainkey.lists.example TXT" not in judged.zone.asked
    (found,) = proof(make(sealers=frozenset({"lists.example"})), came(sealed, **elsewhere))
    assert (found.by, found.is_verified) == (Way.ARC, True)


def test_a_slow_name_holds_up_no_other_mail_of_its_batch(make: Callable[..., Prover], judged: Judge) -> None:
    judged.zone.has("slow.test", SILENT).has("_dmarc.slow.test", SILENT)
    slow = MAIL.replace(b"ann@reader.example", b"ann@slow.test", 1)
    made = make(Resolver(("127.0.0.1", judged.port), deadline=0.6))
    begun = monotonic()
    found = proof(made, *[came(slow, sender="ann@slow.test") for _ in range(20)], came())
    assert monotonic() - begun < 5.0  # twenty of them one after the other would take twelve
    assert all(each.is_temporary and not each.is_verified for each in found[:20])
    assert found[20].is_verified


def test_while_the_dns_is_silent_the_next_batch_waits_less_until_it_answers(
    make: Callable[..., Prover], judged: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(Resolver(("127.0.0.1", judged.port), deadline=1.5))
    monkeypatch.setattr(prover, "_UNANSWERED", 0.1)
    judged.zone.is_dead = True
    spans = []
    for _ in range(2):
        begun = monotonic()
        assert proof(made, came())[0].is_temporary
        spans.append(monotonic() - begun)
    assert spans[1] < spans[0] / 3
    judged.zone.is_dead = False
    assert proof(made, came())[0].is_verified


# What the worker makes of it ------------------------------------------------------------------------------------------


@pytest.fixture
def bench_with_dns(bench: Bench, judged: Judge, place: Place) -> Iterator[Bench]:
    """The bench's mails come from 192.0.2.1, which reader.example lets send."""
    bench.worker = working(bench, Resolver(("127.0.0.1", place.port), deadline=2.0))
    yield bench
    bench.worker.close()


def working(bench: Bench, resolver: Resolver) -> Worker:
    old = bench.worker
    return Worker(
        store=bench.store,
        office=old.office,
        readers=old._readers,
        prover=Prover(resolver),
        clock=lambda: bench.clock[0],
        ring=bench.rung.append,
    )


def text_of(letter: EmailMessage) -> str:
    plain = letter.get_body(("plain",))
    assert isinstance(plain, EmailMessage)
    return " ".join(plain.get_content().split())


def later(bench: Bench, span: timedelta) -> None:
    bench.clock[0] += span
    bench.work()


def test_a_proved_comment_is_pending_at_once_with_a_receipt(bench_with_dns: Bench) -> None:
    bench_with_dns.write(WORDS)
    assert bench_with_dns.states() == ["pending"]
    receipt, question = bench_with_dns.letters
    assert (receipt["To"], question["To"]) == (ANN, MO)
    assert "has been received" in str(receipt["Subject"])
    assert "The commenter: sent by a server of reader.example, new here." in text_of(question)


def test_the_moderator_reads_in_one_line_what_is_known_of_the_author(bench_with_dns: Bench) -> None:
    bench = bench_with_dns
    for number, words in enumerate(("One.", "Two.", "Three.")):
        bench.write(words)
        bench.answer(bench.last_letter_to(MO), "approve", sender=MO)
        bench.write(f"Another {number}.", to="flood-report.3@site.example")
    line = "The commenter: sent by a server of reader.example, confirmed before, 3 comments approved."
    assert line in text_of(bench.last_letter_to(MO))


def test_a_forged_mail_of_a_domain_that_asks_for_rejection_causes_no_letter(bench_with_dns: Bench) -> None:
    bench_with_dns.write(WORDS, author="Bob <bob@reader.example>", sender="x@attacker.test")
    assert bench_with_dns.letters == []
    (record,) = bench_with_dns.records()
    assert (record.state, record.reason) == ("refused", "its author's domain asks that it be rejected (DMARC)")


def test_a_forged_mail_of_a_confirmed_author_is_asked_about_like_a_strangers(
    bench_with_dns: Bench, judged: Judge
) -> None:
    bench_with_dns.write(WORDS)
    judged.zone.names["_dmarc.reader.example"] = [("TXT", "v=DMARC1; p=none")]
    bench_with_dns.worker.close()
    bench_with_dns.worker = working(bench_with_dns, Resolver(("127.0.0.1", judged.port)))  # its cache is empty
    bench_with_dns.write("Buy this.", sender="x@attacker.test", to="flood-report.3@site.example")
    assert bench_with_dns.states() == ["pending", "unconfirmed"]
    assert "Please confirm" in str(bench_with_dns.letters[-1]["Subject"])


def test_a_proved_author_is_told_why_a_mail_became_no_comment_and_nobody_else_is(bench_with_dns: Bench) -> None:
    bench_with_dns.write("> only a quotation\n")
    (letter,) = bench_with_dns.letters
    assert letter["To"] == ANN
    assert "no words of its author's own" in " ".join(letter.get_content().split())
    bench_with_dns.write("> only a quotation\n", author="Eve <eve@nowhere.test>")
    assert len(bench_with_dns.letters) == 1


def test_a_silent_dns_makes_mail_wait_and_it_is_judged_when_the_dns_is_back(
    bench_with_dns: Bench, judged: Judge
) -> None:
    bench = bench_with_dns
    judged.zone.is_dead = True
    bench.write(WORDS)
    later(bench, JUDGED_AGAIN[0])
    assert bench.states() == ["received"]
    assert bench.letters == []
    with bench.store.read() as connection:
        number, since = Spool(connection, bench.worker.office.box).waiting()
    assert (number, since) == (1, bench.now - JUDGED_AGAIN[0])  # its age is from when it came
    judged.zone.is_dead = False
    later(bench, JUDGED_AGAIN[1])
    assert bench.states() == ["pending"]


def test_a_dns_that_stays_silent_ends_in_a_challenge_and_never_in_a_pass(bench_with_dns: Bench, judged: Judge) -> None:
    bench = bench_with_dns
    judged.zone.is_dead = True
    bench.write(WORDS)
    for span in JUDGED_AGAIN:
        assert bench.states() == ["received"]
        later(bench, span)
    assert len(JUDGED_AGAIN) >= TRIES  # waiting for the DNS is not counted as failing to be read
    assert bench.states() == ["unconfirmed"]
    assert "Please confirm" in str(bench.letters[-1]["Subject"])


def test_an_answer_to_a_letter_waits_for_no_dns(bench_with_dns: Bench, judged: Judge) -> None:
    bench = bench_with_dns
    bench.write(WORDS, author="Eve <eve@nowhere.test>")
    judged.zone.is_dead = True
    bench.answer(bench.letters[-1], "yes")
    assert bench.states()[0] == "pending"


def test_a_site_that_always_asks_does_so_once(bench_with_dns: Bench) -> None:
    bench = bench_with_dns
    object.__setattr__(bench.worker.office, "always_asks", True)
    bench.write(WORDS)
    assert bench.states() == ["unconfirmed"]
    bench.answer(bench.letters[-1], "yes")
    bench.write("Another one.", to="flood-report.3@site.example")
    assert bench.states() == ["pending", "pending", "pending"]
